package dev.relata.internal.observe;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the place in the user's code that is on the stack. */
final class Assembly {

    private static final List<String> OURS = List.of(
            "dev.relata.Relata",
            "dev.relata.Batching",
            "dev.relata.internal.",
            "dev.relata.manager.",
            "reactor.",
            "java.",
            "jdk.");

    private Assembly() {}

    static @Nullable StackTraceElement place() {
        return StackWalker.getInstance().walk(Assembly::first);
    }

    private static @Nullable StackTraceElement first(Stream<StackFrame> frames) {
        return frames.filter(frame -> theirs(frame.getClassName()))
                .findFirst()
                .map(StackFrame::toStackTraceElement)
                .orElse(null);
    }

    private static boolean theirs(String className) {
        return OURS.stream().noneMatch(className::startsWith);
    }
}

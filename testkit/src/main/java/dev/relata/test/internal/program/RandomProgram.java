package dev.relata.test.internal.program;

import dev.relata.spi.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A program that was drawn, compiled and loaded. */
public final class RandomProgram {

    private final ProgramSteps steps;
    private final List<SourceFile> sources;

    private RandomProgram(ProgramSteps steps, List<SourceFile> sources) {
        this.steps = steps;
        this.sources = sources;
    }

    /**
     * Draws a program and compiles it as a careful user does, every lint an error.
     *
     * @param seed what it is drawn from
     * @param requests how many requests it has
     * @param output an empty folder, for the classes
     */
    public static RandomProgram compiled(long seed, int requests, Path output) {
        Random random = new Random(seed);
        List<SourceFile> sources = new ProgramText(new RandomModel(random), random).files(requests);
        CompiledSources compiled = new CompiledSources(output);
        List<String> problems = compiled.problems(sources);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("seed %d: %s%n%s".formatted(seed, problems, records(sources)));
        }
        return new RandomProgram(instance(compiled.load(ProgramText.PACKAGE + ".Program")), sources);
    }

    private static ProgramSteps instance(Class<?> type) {
        try {
            return (ProgramSteps) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All files but the last, which is the program. */
    private static String records(List<SourceFile> sources) {
        return sources.subList(0, sources.size() - 1).stream()
                .map(source -> "// " + source.path() + "\n" + source.text())
                .collect(Collectors.joining());
    }

    /** The program. */
    public ProgramSteps steps() {
        return steps;
    }

    /** The text of its records. */
    public String model() {
        return records(sources);
    }
}

package dev.relata.examples.atlas.report;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;

/** Where progress is shown. */
@FunctionalInterface
public interface Display {

    /**
     * Begins to show a step.
     *
     * @param step its name
     * @param rows how many rows it will have, -1 where that is not known, 0 where it counts none
     * @return what is told of its progress
     */
    Progress begin(String step, long rows);

    /**
     * A bar where the program runs in a terminal; elsewhere a plain line now and then, without control characters.
     *
     * @param out where to print
     * @return the display
     */
    static Display on(PrintStream out) {
        return inTerminal()
                ? (step, rows) -> rows == 0 ? new NameProgress(out, step) : new BarProgress(out, step, rows)
                : (step, rows) -> new LineProgress(out, step);
    }

    private static boolean inTerminal() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on there is a console without a terminal too, and a method, unknown to JDK 17, that tells. */
    private static boolean isTerminal(Console console) {
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(isTerminal.invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}

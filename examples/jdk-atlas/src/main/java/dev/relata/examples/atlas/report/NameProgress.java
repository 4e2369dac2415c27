package dev.relata.examples.atlas.report;

import java.io.PrintStream;

/** The name of a step that counts no rows, as long as it runs. */
final class NameProgress implements Progress {

    private final PrintStream out;
    private final String text;

    NameProgress(PrintStream out, String step) {
        this.out = out;
        this.text = "  " + step + " ...";
        out.print(text);
        out.flush();
    }

    @Override
    public void advance(long rows) {}

    @Override
    public void close() {
        out.print("\r" + " ".repeat(text.length()) + "\r");
        out.flush();
    }
}

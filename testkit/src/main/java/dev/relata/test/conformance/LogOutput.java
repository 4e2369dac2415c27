package dev.relata.test.conformance;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** What is written to the error output, as slf4j-simple does with what is logged, while this is open. Not thread-safe. */
final class LogOutput implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private LogOutput() {}

    /** Begins to listen; what is written goes on to where it went before. */
    static LogOutput open() {
        LogOutput log = new LogOutput();
        System.setErr(new PrintStream(log.both(), true, StandardCharsets.UTF_8));
        return log;
    }

    private OutputStream both() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                before.write(one);
                synchronized (seen) {
                    seen.write(one);
                }
            }
        };
    }

    /** Returns what was written, without what a stand-in of a server in this JVM writes of the commands that it gets. */
    String text() {
        synchronized (seen) {
            return seen.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.contains("de.bwaldvogel.mongo"))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}

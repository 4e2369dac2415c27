package dev.relata.test.conformance;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the lines that go to the error output, as slf4j-simple writes them, while this is open. Not thread-safe. */
final class LogOutput implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogOutput.class);

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private LogOutput() {}

    /**
     * Begins to keep lines; they go on to where they went before.
     *
     * @throws IllegalStateException if the lines of the log go elsewhere, so that nothing would be seen of them
     */
    static LogOutput open() {
        LogOutput log = new LogOutput();
        System.setErr(new PrintStream(log.both(), true, StandardCharsets.UTF_8));
        LOG.error("This line shows that the test sees what is logged.");
        if (!log.text().contains(LogOutput.class.getSimpleName())) {
            log.close();
            throw new IllegalStateException("What is logged does not go to System.err, where this test looks for it:"
                    + " run it with slf4j-simple, and let that log errors");
        }
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

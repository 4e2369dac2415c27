package dev.relata.benchmarks.mongo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server of this program's own that stands in for MongoDB. Both calls block. */
public final class StandInJvm implements AutoCloseable {

    private final Process process;
    private final int port;

    private StandInJvm(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server, empty, on a free port.
     *
     * @return the server
     */
    public static StandInJvm start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx768m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            StandIn.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String port = output.readLine();
            if (port == null) {
                throw new IllegalStateException(
                        "the stand-in for MongoDB did not start; give a MongoDB with --mongo-url");
            }
            return new StandInJvm(process, Integer.parseInt(port));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start the stand-in for MongoDB", failure);
        }
    }

    /**
     * Answers how to connect.
     *
     * @return its address, from this machine only
     */
    public String url() {
        return "mongodb://127.0.0.1:" + port;
    }

    /** Ends the server. */
    @Override
    public void close() {
        process.destroy();
    }
}

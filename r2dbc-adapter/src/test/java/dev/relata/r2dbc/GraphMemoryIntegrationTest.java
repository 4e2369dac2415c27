package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streamed graphs of about 900 bytes an owner, together several times larger than the heap. */
class GraphMemoryIntegrationTest {

    /** How a JVM of its own ended. */
    private record Run(int exit, String output) {}

    @Test
    void graphsStreamInLessMemoryThanTheyNeedTogether() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(MillionGraphs.create(100_000));

            assertThat(run(database, "-Xmx32m", "45").output().strip()).endsWith("300000");
            // What the test above is worth: the same heap does not hold them all.
            assertThat(run(database, "-Xmx32m", "45", "whole"))
                    .satisfies(whole -> assertThat(whole.exit()).isNotZero())
                    .satisfies(whole -> assertThat(whole.output()).contains("OutOfMemoryError"));
        }
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void aMillionOwnersStreamWithTheirChildrenIn128MiB() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(MillionGraphs.create(1_000_000));

            assertThat(run(database, "-Xmx128m", "500").output().strip()).endsWith("3000000");
        }
    }

    private static Run run(TestDatabase database, String heap, String... arguments) throws Exception {
        String url = "r2dbc:postgresql://" + database.user() + ":" + database.password() + "@" + database.host() + ":"
                + database.port() + "/" + database.name();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(heap, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(MillionGraphs.class.getName(), url));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}

package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A streamed graph larger than the heap; {@code -Drelata.graph.owners=1000000} for the largest. */
class GraphMemoryIntegrationTest {

    private static final long OWNERS = Long.getLong("relata.graph.owners", 100_000);

    private static final boolean LARGE = OWNERS >= 1_000_000;

    /** The graphs are about 900 bytes an owner, several times the heap. */
    private static String heap() {
        return LARGE ? "-Xmx128m" : "-Xmx32m";
    }

    @Test
    void graphsStreamInLessMemoryThanTheyNeedTogether() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(MillionGraphs.create(OWNERS));
            String url = "r2dbc:postgresql://" + database.user() + ":" + database.password() + "@" + database.host()
                    + ":" + database.port() + "/" + database.name();

            assertThat(run(url).strip()).endsWith(String.valueOf(3 * OWNERS));
        }
    }

    private static String run(String url) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        java,
                        heap(),
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classes,
                        MillionGraphs.class.getName(),
                        url,
                        LARGE ? "300" : "45")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

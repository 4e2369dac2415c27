package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StreamingMemoryIntegrationTest {

    @Test
    void aMillionRowsStreamIn32MegabytesToASlowConsumer() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(MillionEvents.CREATE);
            String url = "r2dbc:postgresql://" + database.user() + ":" + database.password() + "@" + database.host()
                    + ":" + database.port() + "/" + database.name();

            assertThat(run(url).strip()).endsWith(String.valueOf(MillionEvents.ROWS));
        }
    }

    private static String run(String url) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "-Xmx32m", "-cp", classes, MillionEvents.class.getName(), url)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

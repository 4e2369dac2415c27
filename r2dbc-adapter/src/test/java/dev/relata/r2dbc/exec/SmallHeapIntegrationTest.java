package dev.relata.r2dbc.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmallHeapIntegrationTest {

    @Test
    void aMillionRowsStreamIn64Megabytes() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            String url = "r2dbc:postgresql://" + database.user() + ":" + database.password() + "@" + database.host()
                    + ":" + database.port() + "/" + database.name();
            assertThat(run(url).trim()).endsWith("1000000");
        }
    }

    private static String run(String url) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "-Xmx64m", "-cp", classes, MillionRows.class.getName(), url)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

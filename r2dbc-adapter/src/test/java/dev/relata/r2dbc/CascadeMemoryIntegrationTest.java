package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A cascade whose keys are larger than the heap; {@code -Drelata.cascade.rows=1000000} for a level of that many rows. */
class CascadeMemoryIntegrationTest {

    private static final long ROWS_OF_A_LEVEL = Long.getLong("relata.cascade.rows", 50_000);

    @Test
    void fiveLevelsOfTwoHundredThousandRowsGoInNineStatementsAndASmallHeap() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(DeepCascade.create(ROWS_OF_A_LEVEL));
            String url = "r2dbc:postgresql://" + database.user() + ":" + database.password() + "@" + database.host()
                    + ":" + database.port() + "/" + database.name();

            String printed = run(url);
            System.out.println("cascade of " + (4 * ROWS_OF_A_LEVEL + 1) + " rows: " + printed.strip());
            assertThat(printed).contains("true, statements: 9,");
            database.execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM level0) = 1;"
                    + " ASSERT (SELECT count(*) FROM level1) + (SELECT count(*) FROM level2)"
                    + " + (SELECT count(*) FROM level3) + (SELECT count(*) FROM level4) = 0; END $$");
        }
    }

    private static String run(String url) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx24m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classes,
                        DeepCascade.class.getName(),
                        url)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

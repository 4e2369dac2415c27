package dev.relata.benchmarks.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BulkBenchmarksIntegrationTest {

    @TempDir
    Path folder;

    @Test
    void everyVariantOfBothWorkloadsWritesTheSameRows() throws IOException {
        Path results = folder.resolve("bulk.json");

        BulkBenchmarks.main(new String[] {
            "--items", "3000", "--links", "3000", "--warmups", "0", "--rounds", "1", "--results", results.toString()
        });

        JsonNode lines = JsonMapper.builder().build().readTree(results.toFile());
        assertThat(lines.findValuesAsString("variant"))
                .containsExactly(
                        "relata",
                        "raw-unnest",
                        "raw-copy-ids",
                        "raw-copy",
                        "spring-data",
                        "relata",
                        "raw-unnest",
                        "raw-copy",
                        "spring-data");
        assertThat(lines.findValuesAsString("workload")).containsOnly("createMany", "addMany");
    }
}

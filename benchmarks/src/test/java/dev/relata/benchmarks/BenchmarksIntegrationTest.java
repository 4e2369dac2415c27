package dev.relata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchmarksIntegrationTest {

    @TempDir
    Path folder;

    @Test
    void aRunWritesOneLineForEachVariant() {
        Path results = folder.resolve("new/results.json");

        Benchmarks.main(
                new String[] {"--rows", "5000", "--warmups", "0", "--rounds", "1", "--results", results.toString()});

        JsonNode lines = JsonMapper.builder().build().readTree(results.toFile());
        assertThat(lines.findValuesAsString("variant")).containsExactly("relata", "raw-documented", "raw-best");
        for (JsonNode line : lines) {
            assertThat(line.propertyNames())
                    .containsExactlyInAnyOrder("workload", "variant", "medianMs", "minMs", "maxMs", "ratio");
            assertThat(line.get("workload").asString()).isEqualTo("iterate");
            assertThat(line.get("medianMs").asDouble()).isPositive();
        }
    }
}

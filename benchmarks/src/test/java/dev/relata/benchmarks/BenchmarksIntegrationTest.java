package dev.relata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchmarksIntegrationTest {

    @TempDir
    Path folder;

    @Test
    void aRunWritesOneLineForEachVariant() {
        JsonNode lines = run("--rows", "5000", "iterate");

        assertThat(lines.findValuesAsString("variant")).containsExactly("relata", "raw-documented", "raw-best");
        for (JsonNode line : lines) {
            assertThat(line.propertyNames())
                    .containsExactlyInAnyOrder(
                            "workload", "variant", "medianMs", "minMs", "maxMs", "clientMs", "ratio");
            assertThat(line.get("workload").asString()).isEqualTo("iterate");
            assertThat(line.get("medianMs").asDouble()).isPositive();
        }
    }

    /** That all variants have seen the same is checked by the run itself, which ends with an error otherwise. */
    @Test
    void allWaysOverRelatedRowsSeeTheSame() {
        JsonNode lines = run("--books", "400", "lookups", "graph", "lone");

        assertThat(lines.findValuesAsString("workload"))
                .startsWith("lookups")
                .contains("graph")
                .endsWith("lone");
        assertThat(lines.findValuesAsString("variant"))
                .contains("relata", "relata-at-once", "raw-best", "raw-chunks", "relata-outside")
                .contains("java-dataloader", "spring-data-r2dbc");
    }

    @Test
    void mongoNeedsNoPostgres() {
        JsonNode lines = run("--url", "r2dbc:postgresql://nobody@127.0.0.1:1/none", "--rows", "50000", "mongo-iterate");

        assertThat(lines.findValuesAsString("variant")).containsExactly("relata", "record-codec", "raw-best");
        assertThat(lines.findValuesAsString("workload")).containsOnly("mongo-iterate");
    }

    private JsonNode run(String... arguments) {
        Path results = folder.resolve("new/results.json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--warmups", "0", "--rounds", "1", "--results", results.toString()));

        Benchmarks.main(all.toArray(String[]::new));

        return JsonMapper.builder().build().readTree(results.toFile());
    }
}

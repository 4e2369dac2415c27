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

        assertThat(lines.findValuesAsString("variant"))
                .contains("relata", "raw-documented", "raw-best", "spring-data-r2dbc")
                .contains("vertx-pg-client", "jdbc", "jooq-r2dbc");
        for (JsonNode line : lines) {
            assertThat(line.propertyNames())
                    .containsExactlyInAnyOrder(
                            "workload",
                            "variant",
                            "medianMs",
                            "minMs",
                            "maxMs",
                            "clientMs",
                            "serverMs",
                            "bytesEach",
                            "statements",
                            "ratio");
            assertThat(line.get("workload").asString()).isEqualTo("iterate");
            assertThat(line.get("medianMs").asDouble()).isPositive();
            assertThat(line.get("bytesEach").asDouble()).isPositive();
            String variant = line.get("variant").asString();
            assertThat(line.get("statements").asInt())
                    .as("%s, of which a stream may ask the catalogue first", variant)
                    .isBetween(1, variant.startsWith("relata") ? 2 : 1);
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
                .contains("java-dataloader", "spring-data-r2dbc", "vertx-pg-client", "jdbc", "jooq-r2dbc");
        assertThat(statements(lines, "graph", "relata")).isEqualTo(3);
        assertThat(statements(lines, "graph", "jooq-r2dbc")).isEqualTo(1);
        assertThat(statements(lines, "lone", "relata")).isEqualTo(1_000);
    }

    @Test
    void mongoNeedsNoPostgres() {
        JsonNode lines = run("--url", "r2dbc:postgresql://nobody@127.0.0.1:1/none", "--rows", "50000", "mongo-iterate");

        assertThat(lines.findValuesAsString("variant")).containsExactly("relata", "record-codec", "raw-best");
        assertThat(lines.findValuesAsString("workload")).containsOnly("mongo-iterate");
    }

    private static int statements(JsonNode lines, String workload, String variant) {
        for (JsonNode line : lines) {
            if (line.get("workload").asString().equals(workload)
                    && line.get("variant").asString().equals(variant)) {
                return line.get("statements").asInt();
            }
        }
        throw new AssertionError(workload + " has no " + variant);
    }

    private JsonNode run(String... arguments) {
        Path results = folder.resolve("new/results.json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--warmups", "0", "--rounds", "1", "--results", results.toString()));

        Benchmarks.main(all.toArray(String[]::new));

        return JsonMapper.builder().build().readTree(results.toFile());
    }
}

package dev.relata.examples.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.scan.JdkScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobIntegrationTest {

    @TempDir
    static Path data;

    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static Database database;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        database = Database.embedded(data, STATEMENTS);
    }

    @AfterAll
    static void stop() {
        database.close().as(StepVerifier::create).verifyComplete();
    }

    @BeforeEach
    void noGraph() {
        database.createTables().as(StepVerifier::create).expectNext(2L).verifyComplete();
    }

    @Test
    void importExportAndSummaryHoldEveryRow() throws IOException {
        job(SmallImage.in(folder))
                .importAndExport(folder)
                .as(StepVerifier::create)
                .verifyComplete();

        JsonMapper mapper = JsonMapper.shared();
        JsonNode summary = mapper.readTree(folder.resolve("summary.json").toFile());
        assertThat(summary.get("rows")).isEqualTo(mapper.readTree(mapper.writeValueAsString(SmallImage.ROWS)));
        assertThat(summary.get("seconds").propertyNames())
                .containsExactlyElementsOf(summary.get("statements").propertyNames())
                .containsExactly(
                        "schema",
                        "scan",
                        "modules",
                        "requires",
                        "packages",
                        "types",
                        "interfaces",
                        "methods",
                        "fields",
                        "calls",
                        "indexes",
                        "export");
        assertThat(summary.get("statements").get("schema").asLong()).isEqualTo(12); // drop, create, look, nine tables
        assertThat(summary.get("statements").get("calls").asLong()).isEqualTo(1);
        assertThat(summary.get("statements").get("export").asLong()).isEqualTo(4);
        assertThat(summary.get("nPlusOne")).isEqualTo(mapper.readTree("""
                        {"lookups": {"naive": 3, "batched": 1},
                         "graph": {"naive": 6, "plan": 3},
                         "chain": {"naive": 9, "batched": 3}}
                        """));
        assertThat(summary.get("peakHeapMiB").asLong()).isPositive();
        assertThat(Files.readAllLines(folder.resolve("methods.ndjson")))
                .hasSize(4)
                .contains("{\"method\":\"push\",\"descriptor\":\"()V\",\"type\":\"app.Stack\",\"module\":\"app\"}");
        assertThat(text(printed))
                .contains("embedded PostgreSQL", "1 clone() of arrays", "peak heap")
                .containsPattern("calls +5 +\\d")
                .containsPattern("total +\\d")
                .containsPattern("lookups +3 +3 .* 1 .*batched\n")
                .containsPattern("graph +3 +6 .* 3 .*plan\n")
                .containsPattern("chain +3 +9 .* 3 .*batched\n")
                .doesNotContain("nPlusOne(FAIL)");
    }

    @Test
    void importReplacesTheOneBefore() {
        job(SmallImage.in(folder))
                .importAndExport(folder)
                .as(StepVerifier::create)
                .verifyComplete();
        job(SmallImage.in(folder))
                .importAndExport(folder)
                .as(StepVerifier::create)
                .verifyComplete();

        assertThat(database.relata().from(Method.class).count().block()).isEqualTo(4);
    }

    @Test
    void questionImportsTheGraphOnceAndPrintsNothingElseAmongItsAnswers() {
        job(SmallImage.in(folder))
                .answer(Question.CALLERS, "java.util.ArrayList.add", print(answered))
                .as(StepVerifier::create)
                .verifyComplete();

        assertThat(text(answered)).isEqualTo("app.Main.main(): void\napp.Stack.push(): void\n");
        assertThat(text(printed)).contains("Importing the class graph", "2 in all, 4 statements");

        printed.reset();
        job(Mono.error(new AssertionError("scanned again")))
                .answer(Question.REQUIRES, "app", print(answered))
                .as(StepVerifier::create)
                .verifyComplete();

        assertThat(text(answered)).endsWith("java.base  (mandated)\njava.logging  (transitive)\n");
        assertThat(text(printed)).doesNotContain("Importing");
    }

    @Test
    void importThatFailedIsNotAnswered() throws IOException {
        JdkScan broken = SmallImage.in(folder).block();
        Files.delete(folder.resolve("app/app/Main.class"));
        job(Mono.just(broken)).importAndExport(folder).as(StepVerifier::create).verifyError(UncheckedIOException.class);

        job(SmallImage.in(folder))
                .answer(Question.CALLEES, "app.Stack.push", print(answered))
                .as(StepVerifier::create)
                .verifyComplete();

        assertThat(text(answered)).isEqualTo("java.util.ArrayList.add(): void\njava.util.ArrayList.grow(): void\n");
    }

    private Job job(Mono<JdkScan> source) {
        return new Job(database, STATEMENTS, source, print(printed));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}

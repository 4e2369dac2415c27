package dev.relata.examples.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.AtlasModel;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.model.TypeKind;
import dev.relata.examples.atlas.report.Progress;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.test.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExporterTest {

    private static final int METHODS = 10_000;

    @TempDir
    Path folder;

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata =
            AtlasModel.on(InMemoryStore.builder().listener(statements).build());
    private final AtomicLong shown = new AtomicLong();

    @BeforeEach
    void rows() {
        relata.bulk()
                .insert(List.of(new JdkModule(1, "java.base", null, false), new JdkModule(2, "app", null, false)))
                .then(relata.bulk()
                        .insert(List.of(new JdkPackage(1, 1, "p", true), new JdkPackage(2, 2, "q", false)))
                        .then())
                .then(relata.bulk()
                        .insert(List.of(
                                new Type(1, 1, null, "p.One", TypeKind.CLASS, 0),
                                new Type(2, 2, 1, "q.Two", TypeKind.CLASS, 0)))
                        .then())
                .then(relata.bulk().insert(Method.class, Flux.range(1, METHODS).map(ExporterTest::method)))
                .as(StepVerifier::create)
                .expectNext((long) METHODS)
                .verifyComplete();
    }

    private static Method method(int id) {
        return new Method(id, 1 + id % 2, "m\"" + id, "(I)\u00e9", 0);
    }

    @Test
    void everyMethodIsALineInOrderWithTheNamesOfItsTypeAndModule() throws IOException {
        Path file = folder.resolve("methods.ndjson");
        Files.writeString(file, "what was there before");

        new Exporter(relata)
                .write(file, progress())
                .as(StepVerifier::create)
                .expectNext((long) METHODS)
                .verifyComplete();

        List<JsonNode> lines = Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).hasSize(METHODS);
        assertThat(lines.get(0)).isEqualTo(line("m\"1", "q.Two", "app"));
        assertThat(lines.get(1)).isEqualTo(line("m\"2", "p.One", "java.base"));
        assertThat(lines)
                .extracting(line -> line.get("method").asString())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, METHODS)
                        .mapToObj(id -> "m\"" + id)
                        .toList());
        assertThat(shown).hasValue(METHODS);
    }

    @Test
    void typesAreLookedUpSomeThousandMethodsAtATime() {
        long before = statements.count();

        new Exporter(relata)
                .write(folder.resolve("methods.ndjson"), progress())
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        // Modules, packages, the stream, and a lookup for each 4,096 methods.
        assertThat(statements.count() - before).isEqualTo(3 + 3);
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() {
        new Exporter(relata)
                .write(folder.resolve("not/there"), progress())
                .as(StepVerifier::create)
                .verifyError(NoSuchFileException.class);
    }

    private static JsonNode line(String method, String type, String module) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("method", method)
                .put("descriptor", "(I)\u00e9")
                .put("type", type)
                .put("module", module);
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void advance(long rows) {
                shown.addAndGet(rows);
            }

            @Override
            public void close() {}
        };
    }
}

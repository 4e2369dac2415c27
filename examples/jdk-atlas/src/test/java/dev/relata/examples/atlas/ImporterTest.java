package dev.relata.examples.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.AtlasModel;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Import;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.report.Progress;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Step;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.scan.JdkScan;
import dev.relata.test.InMemoryStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

class ImporterTest {

    @TempDir
    Path root;

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata =
            AtlasModel.on(InMemoryStore.builder().listener(statements).build());
    private final Map<String, Long> shown = new HashMap<>();
    private final Steps steps = new Steps(
            new PrintStream(OutputStream.nullOutputStream()), (step, rows) -> counting(step), statements::count);
    private final Importer importer = new Importer(relata, steps, statements);

    @Test
    void everyTableIsAStepThatSendsOneStatementAndShowsItsRows() {
        JdkScan scan = SmallImage.in(root).block();
        UnresolvedCalls unresolved = new UnresolvedCalls();

        importer.write(scan, unresolved).as(StepVerifier::create).verifyComplete();

        assertThat(steps.done()).extracting(Step::name).containsExactlyElementsOf(Importer.TABLES);
        assertThat(steps.done()).extracting(Step::statements).containsOnly(1L);
        assertThat(rows()).isEqualTo(SmallImage.ROWS);
        assertThat(shown).isEqualTo(SmallImage.SHOWN);
        assertThat(unresolved).hasToString("1 calls lead to no declared method: 1 clone() of arrays, 0 others");
    }

    @Test
    void aTableThatFailsStaysEmptyAndEndsTheImport() throws IOException {
        JdkScan scan = SmallImage.in(root).block();
        Files.delete(root.resolve("java.base/java/util/ArrayList.class"));

        importer.write(scan, new UnresolvedCalls()).as(StepVerifier::create).verifyError(UncheckedIOException.class);

        assertThat(rows()).containsOnlyKeys("modules", "requires", "packages", "types", "interfaces");
        assertThat(relata.from(Method.class).count().block()).isZero();
        assertThat(relata.from(Call.class).count().block()).isZero();
    }

    @Test
    void anImportIsNotedWhenItIsWhole() {
        Import noted = importer.finish().block();

        assertThat(relata.find(Import.class, 1).block()).isEqualTo(noted);
        assertThat(Map.entry(noted.id(), noted.runtime()))
                .isEqualTo(entry(1, Runtime.version().toString()));
    }

    private Map<String, Long> rows() {
        return steps.done().stream().collect(Collectors.toMap(Step::name, Step::rows));
    }

    private Progress counting(String step) {
        return new Progress() {
            @Override
            public void advance(long rows) {
                shown.merge(step, rows, Long::sum);
            }

            @Override
            public void close() {}
        };
    }
}

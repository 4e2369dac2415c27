package dev.relata.r2dbc.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Naming;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Severity;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SourceFile;
import dev.relata.test.internal.program.CompiledSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/**
 * Four databases in four styles: the model that is written from each compiles without a warning, differs from the database in nothing
 * that matters, and answers twenty questions as SQL does.
 */
class RecordsIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern COLUMN = Pattern.compile("[@.]Column\\((?:value = )?\"([^\"]+)\"");

    /** The only columns that are named in an annotation: words of Java, two that differ in case, and those of another style. */
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "mixed", List.of("class", "key", "Key", "hashCode", "2nd Take", "enum", "id"),
            "catalogue", List.of(),
            "triggers", List.of(),
            "composite", List.of());

    @TempDir
    private Path output;

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "catalogue", "triggers", "composite"})
    void theModelThatIsWrittenAnswersAsSqlDoes(String style) throws ReflectiveOperationException {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(resource(style + "/schema.sql").split(";\\n"));
            R2dbcStore store = R2dbcStore.builder()
                    .host(database.host())
                    .port(database.port())
                    .database(database.name())
                    .username(database.user())
                    .password(database.password())
                    .maxSize(2)
                    .build();
            try {
                check(style, database, store);
            } finally {
                store.close().block(PATIENCE);
            }
        }
    }

    private void check(String style, TestDatabase database, R2dbcStore store) throws ReflectiveOperationException {
        String packageName = "com.example." + style;
        List<SourceFile> sources = new ArrayList<>(
                store.records(packageName, SchemaFilter.NONE).collectList().block(PATIENCE));
        print(sources);
        String questions = packageName.replace('.', '/') + "/Questions.java";
        sources.add(new SourceFile(questions, resource(style + "/Questions.java")));
        assertThat(writtenColumns(sources)).containsExactlyInAnyOrderElementsOf(COLUMNS.get(style));
        CompiledSources compiled = new CompiledSources(output);

        assertThat(compiled.problems(sources)).isEmpty();

        Class<?> asked = compiled.load(packageName + ".Questions");
        Class<?> records = Class.forName(packageName + ".Records", true, asked.getClassLoader());
        Relata relata = Relata.builder()
                .store(store)
                .model((Class<?>[]) records.getMethod("all").invoke(null))
                .naming((Naming) records.getMethod("naming").invoke(null))
                .build();
        assertThat(relata.schema().validate().collectList().block(PATIENCE))
                .filteredOn(difference -> difference.severity() != Severity.INFORMATION)
                .extracting(SchemaDifference::message)
                .isEmpty();
        relata.schema().verify().block(PATIENCE);
        assertThat(relata.schema().records(packageName).collectList().block(PATIENCE))
                .as("the same again, by the model's own schema")
                .isEqualTo(sources.subList(0, sources.size() - 1));
        ask(database, relata, asked.getMethod("of", Relata.class));
    }

    private static List<String> writtenColumns(List<SourceFile> sources) {
        return sources.stream()
                .flatMap(source -> COLUMN.matcher(source.text()).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static void print(List<SourceFile> sources) {
        String folder = System.getProperty("records.print");
        if (folder != null) {
            sources.forEach(source -> {
                try {
                    Path path = Path.of(folder).resolve(source.path());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, source.text());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
    }

    @SuppressWarnings("unchecked") // as the file declares it
    private static void ask(TestDatabase database, Relata relata, Method of) throws ReflectiveOperationException {
        Map<String, Flux<?>> questions = (Map<String, Flux<?>>) of.invoke(null, relata);
        assertThat(questions).hasSizeGreaterThanOrEqualTo(20);
        List<String> wrong = new ArrayList<>();
        questions.forEach((sql, answers) -> {
            List<String> expected = database.query(sql, row -> String.valueOf(row.get(0, String.class)));
            assertThat(expected).as(sql).isNotEmpty();
            Object actual;
            try {
                actual = answers.map(String::valueOf).collectList().block(PATIENCE);
            } catch (RuntimeException e) {
                actual = e;
            }
            if (!expected.equals(actual)) {
                wrong.add(sql + "\n  SQL:    " + expected + "\n  Relata: " + actual);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static String resource(String name) {
        try (var stream = RecordsIntegrationTest.class.getResourceAsStream("/records/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no records/" + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

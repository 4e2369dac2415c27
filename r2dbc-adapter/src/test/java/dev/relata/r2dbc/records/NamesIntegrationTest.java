package dev.relata.r2dbc.records;

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
import io.r2dbc.pool.ConnectionPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records are written for the naming under which the fewest names have to be written, and their list tells it. */
class NamesIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern NAME =
            Pattern.compile("(?:Column\\((?:value = )?|Table\\(|junction\\(|columns\\()\"([^\"]+)\"");

    @TempDir
    private Path output;

    /**
     * What was written for some tables.
     *
     * @param naming the naming that the list of records tells
     * @param names the names that had to be written
     * @param differences what differs, over that naming, and is more than information
     */
    private record Written(Naming naming, List<String> names, List<String> differences) {}

    static Stream<Arguments> styles() {
        return Stream.of(
                Arguments.of(Naming.SNAKE_CASE, "book_authors", "book_author_id", "first_name", "tags", "tag_id", "id"),
                Arguments.of(
                        Naming.UPPER_SNAKE_CASE,
                        "BOOK_AUTHORS",
                        "BOOK_AUTHOR_ID",
                        "FIRST_NAME",
                        "TAGS",
                        "TAG_ID",
                        "ID"),
                Arguments.of(Naming.PASCAL_CASE, "BookAuthor", "BookAuthorId", "FirstName", "Tag", "TagId", "Id"),
                Arguments.of(Naming.AS_DECLARED, "BookAuthor", "bookAuthorId", "firstName", "Tag", "tagId", "id"));
    }

    @ParameterizedTest
    @MethodSource("styles")
    void noNameIsWrittenThatTheNamingYields(
            Naming naming, String authors, String authorId, String name, String tags, String tagId, String id)
            throws ReflectiveOperationException {
        String junction = naming == Naming.UPPER_SNAKE_CASE ? "BOOK_AUTHORS_TAGS" : naming.junction(authors, tags);
        Written written = written(Stream.of(
                        "CREATE TABLE '%1$s' ('%6$s' int PRIMARY KEY, '%3$s' text NOT NULL)",
                        "CREATE TABLE '%4$s' ('%6$s' int PRIMARY KEY)",
                        "CREATE TABLE '%7$s' ('%2$s' int NOT NULL REFERENCES '%1$s', '%5$s' int NOT NULL REFERENCES '%4$s',"
                                + " PRIMARY KEY ('%2$s', '%5$s'))")
                .map(sql -> sql.replace('\'', '"').formatted(authors, authorId, name, tags, tagId, id, junction))
                .toArray(String[]::new));

        assertThat(written).isEqualTo(new Written(naming, List.of(), List.of()));
    }

    @Test
    void ofTwoThatNeedAsManyNamesItIsTheDefault() throws ReflectiveOperationException {
        Written written = written("CREATE TABLE \"Odd Table\" (\"an odd column\" int PRIMARY KEY)");

        assertThat(written).isEqualTo(new Written(Naming.SNAKE_CASE, List.of("Odd Table", "an odd column"), List.of()));
    }

    @Test
    void whatTheNamingDoesNotYieldIsWritten() throws ReflectiveOperationException {
        Written written = written(
                "CREATE TABLE \"Invoice\" (\"InvoiceId\" int PRIMARY KEY, \"CustomerID\" int, \"Total\" int, \"Paid\" bool, note text)",
                "CREATE TABLE old_invoices (id int PRIMARY KEY)",
                "CREATE TABLE \"InvoiceLinks\" (\"From\" int REFERENCES \"Invoice\", \"To\" int REFERENCES old_invoices,"
                        + " PRIMARY KEY (\"From\", \"To\"))");

        assertThat(written.naming()).isEqualTo(Naming.PASCAL_CASE);
        assertThat(written.names())
                .containsExactlyInAnyOrder("CustomerID", "note", "old_invoices", "id", "InvoiceLinks", "From");
        assertThat(written.differences()).isEmpty();
    }

    private Written written(String... schema) throws ReflectiveOperationException {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(schema);
            ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);
            try {
                return written(R2dbcStore.of(pool));
            } finally {
                pool.disposeLater().block(PATIENCE);
            }
        }
    }

    private Written written(R2dbcStore store) throws ReflectiveOperationException {
        List<SourceFile> sources = store.records("com.example", SchemaFilter.NONE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        CompiledSources compiled = new CompiledSources(output);
        assertThat(compiled.problems(sources)).isEmpty();
        Class<?> records = compiled.load("com.example.Records");
        Naming naming = (Naming) records.getMethod("naming").invoke(null);
        Relata relata = Relata.builder()
                .store(store)
                .model((Class<?>[]) records.getMethod("all").invoke(null))
                .naming(naming)
                .build();
        return new Written(naming, names(sources), differences(relata));
    }

    private static List<String> names(List<SourceFile> sources) {
        return sources.stream()
                .flatMap(source -> NAME.matcher(source.text()).results())
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> differences(Relata relata) {
        return relata.schema()
                .validate()
                .filter(difference -> difference.severity() != Severity.INFORMATION)
                .map(SchemaDifference::message)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}

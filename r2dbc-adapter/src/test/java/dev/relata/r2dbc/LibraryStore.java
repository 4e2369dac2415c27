package dev.relata.r2dbc;

import dev.relata.metamodel.Model;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.StatementKind;
import dev.relata.spi.Store;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store over a database of its own, and what it has sent. */
public final class LibraryStore implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabase.create();
    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();
    private final R2dbcStore store = R2dbcStore.builder()
            .host(database.host())
            .port(database.port())
            .database(database.name())
            .username(database.user())
            .password(database.password())
            .maxSize(2)
            .listener(executed::add)
            .build();
    private final Store.Open open;

    private LibraryStore(Model model, String... statements) {
        database.execute(statements);
        open = store.open(model);
    }

    static LibraryStore open(Model model, String... statements) {
        return new LibraryStore(model, statements);
    }

    /** Two authors with three books and one, tags, loans, and lines of two tenants. */
    static LibraryStore filled() {
        LibraryStore library = open(Library.MODEL, Library.TABLES);
        library.database.execute(
                "INSERT INTO authors VALUES (1, 'Verne', 'jules@nantes.fr'), (2, 'Woolf', 'Virginia@London.uk'),"
                        + " (3, 'Nobody', 'no@body')",
                "INSERT INTO books VALUES"
                        + " (1, 1, 2, '20,000 Leagues', 600, 12.50, 'WILD', '{sea,fish}'),"
                        + " (2, 1, NULL, 'The 50%_ Island', 700, 8.00, 'WILD', NULL),"
                        + " (3, 1, 1, 'The 50xy Moon', 200, NULL, NULL, '{moon,NULL}'),"
                        + " (4, 2, 1, 'The Waves', 300, 8.00, 'CALM', '{}')",
                "INSERT INTO tags VALUES (1, 'sea'), (2, 'sky'), (3, 'unused')",
                "INSERT INTO books_tags VALUES (1, 1), (1, 2), (2, 1), (4, 1)",
                "INSERT INTO readers VALUES (1, 'Ada'), (2, 'Bob')",
                "INSERT INTO loans VALUES (1, 1, 4), (2, 1, 4), (3, 1, 1), (4, 2, 1)",
                "INSERT INTO orders VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 1, 'c')",
                "INSERT INTO lines VALUES (1, 1, 1, 'ink'), (1, 1, 2, 'pen'), (1, 2, 1, 'ink'), (2, 1, 1, 'cat')");
        for (String table : List.of("authors", "books", "tags", "readers", "loans")) {
            library.database.execute("ALTER TABLE " + table + " ALTER COLUMN id RESTART WITH 100");
        }
        return library;
    }

    TestDatabase database() {
        return database;
    }

    R2dbcStore store() {
        return store;
    }

    Store.Open opened() {
        return open;
    }

    Session session() {
        return open.direct();
    }

    List<List<@Nullable Object>> select(Select select) {
        return all(session().select(select));
    }

    static List<List<@Nullable Object>> all(Flux<@Nullable Object[]> rows) {
        return await(rows.map(row -> Arrays.asList(row)).collectList());
    }

    static <T> T await(Mono<T> mono) {
        T value = mono.block(PATIENCE);
        if (value == null) {
            throw new AssertionError("nothing came");
        }
        return value;
    }

    /** The texts of the statements that count since the last call. */
    List<String> statements() {
        List<String> texts = executed.stream()
                .filter(statement -> statement.kind().counts())
                .map(ExecutedStatement::text)
                .toList();
        executed.clear();
        return texts;
    }

    long count(StatementKind kind) {
        return executed.stream().filter(statement -> statement.kind() == kind).count();
    }

    @Override
    public void close() {
        store.close().block(PATIENCE);
        database.close();
    }
}

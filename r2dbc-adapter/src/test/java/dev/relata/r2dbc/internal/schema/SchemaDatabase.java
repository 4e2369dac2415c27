package dev.relata.r2dbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.StatementKind;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;

/** A database whose tables come from a model, over one connection. */
final class SchemaDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabase.create();
    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();
    private final R2dbcStore store = R2dbcStore.builder()
            .host(database.host())
            .port(database.port())
            .database(database.name())
            .username(database.user())
            .password(database.password())
            .maxSize(1)
            .listener(executed::add)
            .build();

    Relata relata(Class<?>... model) {
        return Relata.builder().store(store).model(model).build();
    }

    TestDatabase database() {
        return database;
    }

    void execute(String... statements) {
        database.execute(statements);
    }

    /** Drops everything. */
    void clear() {
        execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        executed.clear();
    }

    static void await(Mono<Void> work) {
        work.block(PATIENCE);
    }

    List<SchemaDifference> differences(Relata relata) {
        executed.clear();
        List<SchemaDifference> differences =
                relata.schema().validate().collectList().block(PATIENCE);
        assertThat(count(StatementKind.READ)).as("statements of one comparison").isEqualTo(1);
        assertThat(count(StatementKind.WRITE)).isZero();
        return differences == null ? List.of() : differences;
    }

    /** What differs, in short: {@code INDEX books(author_id)}. */
    List<String> found(Relata relata) {
        return differences(relata).stream().map(SchemaDatabase::words).toList();
    }

    private static String words(SchemaDifference difference) {
        assertThat(difference.message()).startsWith(difference.table()).contains(difference.subject(), ": ");
        return difference.kind()
                + " "
                + difference.table()
                + (difference.kind() == Kind.MISSING_TABLE ? "" : "(" + difference.subject() + ")");
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

package dev.relata.r2dbc.internal.row;

import static java.util.Objects.requireNonNull;

import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.dialect.PgType;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** One connection to a database with the types that {@link TypeCases} names, and the two ways to read from it. */
final class TypeSession implements AutoCloseable {

    private final TestDatabase database;
    private final PostgresqlConnection connection;

    private TypeSession(TestDatabase database, PostgresqlConnection connection) {
        this.database = database;
        this.connection = connection;
    }

    static TypeSession open() {
        TestDatabase database = TestDatabase.create();
        TypeSession session = new TypeSession(
                database, requireNonNull(database.connectionFactory().create().block()));
        session.createTypes();
        return session;
    }

    private void createTypes() {
        update("create extension if not exists citext");
        update("create type pg_temp.mood as enum ('HAPPY', 'SAD', 'IT_IS_SO_SO')");
        update("create domain pg_temp.\"Odd type\" as text");
        update("create domain pg_temp.positive_text as text check (length(value) > 0)");
        update("set search_path = public, pg_temp");
    }

    void createTable(PgType type) {
        update("drop table if exists pg_temp.t");
        update("create temp table t (n int, v " + type.name() + ")");
    }

    long update(String sql, Object... parameters) {
        return requireNonNull(Flux.from(statement(sql, parameters).execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum)
                .block());
    }

    @Nullable
    String text(String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map((row, metadata) -> Optional.ofNullable(row.get(0, String.class))))
                .blockLast()
                .orElse(null);
    }

    /** Reads the column {@code r} of a query as a record by the extended protocol, in text. */
    List<@Nullable Object> plain(String query, ColumnCodec codec, Object... parameters) {
        Object[] all = Arrays.copyOf(parameters, parameters.length + 1);
        all[parameters.length] = 0;
        // A parameter makes the driver use the extended protocol.
        String sql = "select record_send(row(q.r)) from (" + query + ") q where $" + all.length + "::int = 0";
        return read(statement(sql, all), RecordReader.of(RowShape.of(codec), row -> {}));
    }

    /** Reads the column {@code r} of a query from a binary cursor, by the simple protocol: as a record, and as it is. */
    List<List<@Nullable Object>> cursor(String query, ColumnCodec codec) {
        return List.of(
                cursor("record_send(row(q.r))", query, RecordReader.of(RowShape.of(codec), row -> {})),
                columns(query, codec));
    }

    /** Reads the column {@code r} of a query from a binary cursor as it is. */
    List<@Nullable Object> columns(String query, ColumnCodec codec) {
        return cursor("q.r", query, new ColumnReader(RowShape.of(codec), RowForms.columns()));
    }

    private List<@Nullable Object> cursor(String answer, String query, RowReader reader) {
        update("begin");
        try {
            update("declare relata_0 binary no scroll cursor for select " + answer + " from (" + query + ") q");
            return read(connection.createStatement("fetch forward 4096 from relata_0"), reader);
        } finally {
            update("rollback");
        }
    }

    private List<@Nullable Object> read(PostgresqlStatement statement, RowReader reader) {
        List<Optional<Object>> rows = Flux.from(statement.execute())
                .concatMap(result -> result.map((row, metadata) -> Optional.ofNullable(reader.read(row)[0])))
                .collectList()
                .block();
        return requireNonNull(rows).stream()
                .<@Nullable Object>map(row -> row.orElse(null))
                .toList();
    }

    private PostgresqlStatement statement(String sql, Object... parameters) {
        PostgresqlStatement statement = connection.createStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.bind(i, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        StepVerifier.create(connection.close()).verifyComplete();
        database.close();
    }
}

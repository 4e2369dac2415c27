package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Row;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One statement that the driver prepares, and that asks the server for its own name and for the process that runs it. */
final class StatementProbe {

    private static final String PROCESS = "SELECT pg_catalog.pg_backend_pid(), NULL::text";
    private static final Pattern OF_DRIVER = Pattern.compile("S_\\d+");

    private final PostgresqlConnection connection;
    private final String sql;

    private StatementProbe(PostgresqlConnection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /**
     * Creates a probe with a text of its own: one that the driver knows already it would run by name, behind a pooler perhaps as
     * another client's statement.
     */
    static StatementProbe on(PostgresqlConnection connection) {
        // Not a random UUID, whose generator blocks.
        String unique = "relata-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new StatementProbe(
                connection,
                "SELECT pg_catalog.pg_backend_pid(), (SELECT name FROM pg_catalog.pg_prepared_statements"
                        + " WHERE pg_catalog.strpos(statement, '" + unique + "') > $1 LIMIT 1)");
    }

    String sql() {
        return sql;
    }

    /** Prepares and runs the statement. */
    Mono<Seen> send() {
        return Flux.from(connection
                        .createStatement(sql)
                        .fetchSize(0)
                        .bind("$1", 0)
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> seen(connection, row)))
                .single();
    }

    /** Asks for the process alone, by the simple protocol, which prepares nothing. */
    static Mono<Seen> process(PostgresqlConnection connection) {
        return Flux.from(connection.createStatement(PROCESS).fetchSize(0).execute())
                .concatMap(result -> result.map((row, metadata) -> seen(connection, row)))
                .single();
    }

    private static Seen seen(PostgresqlConnection connection, Row row) {
        int process = Objects.requireNonNull(row.get(0, Integer.class));
        return new Seen(connection, process, DriverInternals.processOf(connection), row.get(1, String.class));
    }

    /**
     * The answer.
     *
     * @param process the process that ran the statement
     * @param announced the process for cancel requests, which is made up by a pooler; null if the driver does not tell
     * @param name the name of the statement at the server, null if it has none
     */
    record Seen(
            PostgresqlConnection connection,
            int process,
            @Nullable Integer announced,
            @Nullable String name) {

        /** Returns what this answer alone shows, or null where the name is the driver's and a pooler is in between. */
        @Nullable
        PoolerFinding finding() {
            if (name == null) {
                return PoolerFinding.UNNAMED;
            }
            if (!OF_DRIVER.matcher(name).matches()) {
                return PoolerFinding.RENAMED;
            }
            return announced != null && announced == process ? PoolerFinding.DIRECT : null;
        }
    }
}

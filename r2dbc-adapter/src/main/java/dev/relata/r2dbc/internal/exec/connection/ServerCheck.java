package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.PostgresDialect;
import dev.relata.r2dbc.internal.dialect.TransactionForms;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Row;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out, once for each store and at its first connection, what the server can do; or is told. Thread-safe: several that look at the same
 * time find the same.
 */
public final class ServerCheck {

    static final String LABEL = "R2dbcStore.server";

    /** One row, without parameters: by the simple protocol, which prepares nothing. */
    private static final String QUESTION = "SELECT pg_catalog.version(),"
            + " (SELECT 'citus'::text FROM pg_catalog.pg_extension WHERE extname = 'citus')";

    private static final String UNDONE = "ROLLBACK TO SAVEPOINT relata_server; RELEASE SAVEPOINT relata_server";

    private static final Pattern POSTGRESQL = Pattern.compile("PostgreSQL (\\d+).*", Pattern.DOTALL);
    private static final int SETS_NULL_COLUMNS = 15;

    private final TransactionForms forms;
    private final Errors errors;
    private final boolean given;
    private volatile @Nullable ServerProfile profile;

    private ServerCheck(TransactionForms forms, @Nullable ServerProfile given) {
        this.forms = forms;
        this.errors = new Errors(forms.errors());
        this.given = given != null;
        this.profile = given;
    }

    /** Returns a check that looks at the first connection. */
    public static ServerCheck detecting() {
        return new ServerCheck(PostgresDialect.INSTANCE, null);
    }

    /** Returns a check that looks at nothing. */
    public static ServerCheck of(ServerProfile given) {
        return new ServerCheck(PostgresDialect.INSTANCE, given);
    }

    /** Returns a check of a server that the driver tells. */
    public static ServerCheck of(Dialect dialect) {
        return new ServerCheck(dialect, dialect.profile());
    }

    /** Returns how the database begins transactions, and its driver works. */
    public TransactionForms forms() {
        return forms;
    }

    /** Returns the translator of the errors of the database. */
    public Errors errors() {
        return errors;
    }

    /** Whether connections need no look any more. */
    public boolean isKnown() {
        return profile != null;
    }

    /** Returns what the server can do, that of PostgreSQL as long as it is not known. */
    public ServerProfile profile() {
        ServerProfile known = profile;
        return known == null ? ServerProfile.POSTGRESQL : known;
    }

    /** Returns what the server can do as far as that was given, else that of PostgreSQL: the same before the first connection and after. */
    public ServerProfile given() {
        return given ? profile() : ServerProfile.POSTGRESQL;
    }

    /** Describes the profile, and how it came to be known. */
    public String describe() {
        ServerProfile known = profile;
        if (known == null) {
            return "is looked for at the first connection";
        }
        return known.name() + (given ? ", as given" : "");
    }

    /**
     * Looks at a connection; a driver that cannot be reached is taken for PostgreSQL's.
     *
     * @param lent whether the connection is in a transaction of somebody else's, which a question that fails must not end
     */
    Mono<Void> look(@Nullable PostgresqlConnection connection, boolean lent) {
        if (connection == null) {
            profile = ServerProfile.POSTGRESQL;
            return Mono.empty();
        }
        return ask(connection, question(lent))
                .onErrorResume(R2dbcException.class, error -> ofError(connection, lent, error))
                .doOnNext(found -> profile = found)
                .then();
    }

    /** Returns the text that is sent. */
    static String question(boolean lent) {
        return lent ? "SAVEPOINT relata_server; " + QUESTION + "; RELEASE SAVEPOINT relata_server" : QUESTION;
    }

    private static Mono<ServerProfile> ask(PostgresqlConnection connection, String sql) {
        return send(
                        connection,
                        sql,
                        row -> found(String.valueOf(row.get(0, String.class)), row.get(1, String.class) != null))
                .single();
    }

    private static <T> Flux<T> send(PostgresqlConnection connection, String sql, Function<Row, T> answer) {
        return Flux.from(connection.createStatement(sql).fetchSize(0).execute())
                .concatMap(result -> result.map((row, metadata) -> answer.apply(row)));
    }

    /** A server without the catalogue of PostgreSQL says so; one that is gone is asked again by the next connection. */
    private static Mono<ServerProfile> ofError(PostgresqlConnection connection, boolean lent, R2dbcException error) {
        String state = String.valueOf(error.getSqlState());
        if (!state.startsWith("42") && !state.startsWith("0A")) {
            return Mono.error(error);
        }
        Mono<ServerProfile> taken = Mono.just(ServerProfile.POSTGRESQL);
        return lent ? send(connection, UNDONE, row -> row).then(taken) : taken;
    }

    /** Reads what {@code version()} says. */
    static ServerProfile found(String version, boolean citus) {
        if (version.startsWith("CockroachDB")) {
            return ServerProfile.COCKROACHDB;
        }
        if (version.toUpperCase(Locale.ROOT).contains("-YB-")) {
            return ServerProfile.YUGABYTEDB;
        }
        Matcher postgresql = POSTGRESQL.matcher(version);
        boolean old = postgresql.matches() && Integer.parseInt(postgresql.group(1)) < SETS_NULL_COLUMNS;
        ServerProfile found = citus ? ServerProfile.CITUS : ServerProfile.POSTGRESQL;
        return old ? found.without(SqlFeature.SET_NULL_COLUMNS) : found;
    }
}

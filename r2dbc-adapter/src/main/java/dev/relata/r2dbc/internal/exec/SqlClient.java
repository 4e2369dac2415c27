package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.dialect.TransactionForms;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.connection.Connector;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import dev.relata.r2dbc.internal.exec.connection.HeldConnections;
import dev.relata.r2dbc.internal.exec.connection.PoolerCheck;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs commands on the connections of a factory: each on its own, or all of a transaction on one. Immutable, thread-safe.
 *
 * <pre>{@code
 * SqlClient client = SqlClient.of(pool, SqlClientOptions.defaults());
 * Flux<String> names = client.direct()
 *         .rows(Command.read("Author", "SELECT name FROM authors"), row -> row.get(0, String.class));
 * }</pre>
 */
public final class SqlClient {

    private final Connector connector;
    private final ConnectionSource connections;
    private final SqlClientOptions options;

    private SqlClient(Connector connector, ConnectionSource connections, SqlClientOptions options) {
        this.connector = connector;
        this.connections = connections;
        this.options = options;
    }

    /**
     * Creates a client that looks for no pooler.
     *
     * @param factory where connections come from, best a pool
     * @param options how it behaves
     * @return the client
     */
    public static SqlClient of(ConnectionFactory factory, SqlClientOptions options) {
        return of(
                factory,
                options,
                new HeldConnections(),
                PoolerCheck.none("none"),
                ServerCheck.of(ServerProfile.POSTGRESQL));
    }

    /**
     * Creates a client.
     *
     * @param factory where connections come from, best a pool
     * @param options how it behaves
     * @param held counts the connections that it has taken
     * @param pooler looks at the first one
     * @param server looks at the first one
     * @return the client
     */
    public static SqlClient of(
            ConnectionFactory factory,
            SqlClientOptions options,
            HeldConnections held,
            PoolerCheck pooler,
            ServerCheck server) {
        return of(new Connector(factory, options, held, pooler, server), options);
    }

    /** Returns what the server can do. */
    public ServerProfile server() {
        return connector.serverCheck().profile();
    }

    /**
     * Creates a client.
     *
     * @param connector where connections come from
     * @param options how it behaves
     * @return the client
     */
    public static SqlClient of(Connector connector, SqlClientOptions options) {
        return new SqlClient(connector, connector, options);
    }

    /** Returns what the server can do as far as the store was told. */
    public ServerProfile givenServer() {
        return connector.serverCheck().given();
    }

    /**
     * Creates a client of other servers, for reads.
     *
     * @param others where connections come from; all of a parallel read must lead to one server
     * @return the client
     */
    public SqlClient over(ConnectionSource others) {
        return new SqlClient(connector, others, options);
    }

    /**
     * Runs every command on a connection of its own, which commits by itself and goes back when the statement has ended.
     *
     * @return the session; it holds nothing
     */
    public SqlSession direct() {
        return new AutocommitSession(connections, options);
    }

    /**
     * Streams the rows of a SELECT that is divided into ranges over several connections, which see one snapshot: one at the least,
     * and the others as they become free. The rows come in no order. Holds at most two fetches for each connection; each is given
     * back when no range is left, the first one before the stream ends.
     *
     * @param select the ranges
     * @param <R> the type of the values
     * @return the rows
     */
    public <R> Flux<R> parallel(RangesSelect<R> select) {
        return new ParallelRead<>(select, beginSnapshot(), this::queue, this::pinned).rows();
    }

    /**
     * Takes part in a transaction that somebody else has begun, and will end.
     *
     * @param connection the connection of the transaction
     * @param readOnly whether they say that it only reads
     * @return the transaction: its commit and rollback end the commands alone, and send nothing
     */
    public SqlTransaction join(Connection connection, boolean readOnly) {
        return SqlTransaction.joining(
                new ConnectionQueue(connector.lending(connection), null, options.outerWait()), readOnly);
    }

    /**
     * Begins a transaction. The connection is taken, and BEGIN sent, with its first command.
     *
     * @param transaction isolation and read-only; retries are the caller's to make
     * @return the transaction, a new one for each subscription
     */
    public Mono<SqlTransaction> begin(TransactionOptions transaction) {
        String begin = forms().begin(transaction.isolation(), transaction.readOnly());
        boolean snapshot = transaction.isolation() == Isolation.REPEATABLE_READ
                || transaction.isolation() == Isolation.SERIALIZABLE;
        return Mono.fromSupplier(() -> SqlTransaction.on(queue(begin), transaction.readOnly(), snapshot));
    }

    /**
     * Begins the read-only transaction of a stream, as {@link #begin} does.
     *
     * @return the transaction, a new one for each subscription
     */
    public Mono<SqlTransaction> snapshot() {
        return Mono.fromSupplier(() -> SqlTransaction.on(queue(beginSnapshot()), true, true));
    }

    /** Returns the translator of the errors of the database. */
    public Errors errors() {
        return connector.serverCheck().errors();
    }

    private TransactionForms forms() {
        return connector.serverCheck().forms();
    }

    private String beginSnapshot() {
        return forms().beginSnapshot(options.streamIdle());
    }

    /** The others of a parallel read go where the first one has gone. */
    private ConnectionQueue pinned(String begin) {
        return new ConnectionQueue(connections.pinned(), begin, options.outerWait());
    }

    private ConnectionQueue queue(String begin) {
        return new ConnectionQueue(connections, begin, options.outerWait());
    }
}

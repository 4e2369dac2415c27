package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.exec.SqlTransaction;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.spi.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A transaction that a framework has begun on a connection of its own. Stores that take part in it send their statements over the
 * connection, one after another; they neither begin nor end anything and never give the connection back. The framework calls
 * {@link #drain} before it commits, {@link #end} before it commits or rolls back, and {@link #ended} after that. Thread-safe.
 *
 * <p>A statement runs behind a savepoint of its own, which is released in the same breath, so that one that fails leaves the
 * transaction usable.
 */
public final class ExternalTransaction {

    private final Connection connection;
    private final TransactionOptions options;
    private final Map<JoinedTransactions, AmbientTransaction> participants = new ConcurrentHashMap<>();
    private @Nullable SqlTransaction joined;

    private ExternalTransaction(Connection connection, TransactionOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /**
     * Takes part in a transaction. Make one object for each transaction, and only one, since it holds the order of the statements.
     *
     * @param connection the connection, on which the transaction has begun
     * @param options the isolation, null for the default of the database, and whether it only reads
     * @return the transaction
     */
    public static ExternalTransaction on(Connection connection, TransactionOptions options) {
        return new ExternalTransaction(connection, options);
    }

    /** Makes the part of a store in the transaction, once. */
    AmbientTransaction of(
            JoinedTransactions store, Function<SqlTransaction, AmbientTransaction> first, SqlClient client) {
        AmbientTransaction known = participants.get(store);
        return known != null ? known : participants.computeIfAbsent(store, any -> first.apply(joined(client)));
    }

    /** One queue for all stores: the savepoints of two would not nest. */
    private synchronized SqlTransaction joined(SqlClient client) {
        SqlTransaction once = joined == null ? client.join(connection, options.readOnly()) : joined;
        joined = once;
        return once;
    }

    private synchronized @Nullable SqlTransaction joined() {
        return joined;
    }

    /**
     * Waits for the statements that were subscribed before; later ones still run.
     *
     * @return completes when they have ended; an error if the state of the connection is not known, so that the transaction must not
     *     be committed
     */
    public Mono<Void> drain() {
        return Mono.defer(() -> {
            SqlTransaction present = joined();
            return present == null ? Mono.empty() : present.drain();
        });
    }

    /**
     * Refuses later statements and those that wait, and waits for the one that runs. Goes on when cancelled.
     *
     * @return completes when nothing of Relata is under way on the connection; never an error
     */
    public Mono<Void> end() {
        return Mono.defer(() -> {
            SqlTransaction present = joined();
            return present == null ? Mono.empty() : present.rollback();
        });
    }

    /**
     * Lets the batch scope of the subscriber forget what it knows, whether the transaction was committed or rolled back.
     *
     * @return completes when that is done; never an error
     */
    public Mono<Void> ended() {
        return Flux.deferContextual(context -> {
                    if (!options.readOnly()) {
                        participants.keySet().forEach(store -> store.wrote(context));
                    }
                    return Flux.fromIterable(participants.values());
                })
                .concatMap(AmbientTransaction::ended)
                .then();
    }

    TransactionOptions options() {
        return options;
    }
}

package dev.relata.mongo;

import com.mongodb.reactivestreams.client.ClientSession;
import dev.relata.mongo.internal.exec.JoinedSession;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.TransactionOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A transaction that a framework has begun in a session of its own. Stores that take part in it send their commands in the session,
 * one after another; they neither begin, commit nor abort anything and never close the session. The framework calls {@link #drain}
 * before it commits, {@link #end} before it commits or aborts, and {@link #ended} after that. Thread-safe.
 *
 * <p>MongoDB knows no savepoints: a command that fails ends the transaction, and a {@code transactional} inside that has written and
 * is rolled back lets {@link #drain} fail. Commands that the framework sends in the session do not wait for those of the stores, so
 * that the application must send them one after another.
 */
public final class ExternalTransaction {

    private final JoinedSession session;
    private final TransactionOptions options;
    private final Map<JoinedTransactions, AmbientTransaction> participants = new ConcurrentHashMap<>();
    private final AtomicBoolean doomed = new AtomicBoolean();

    private ExternalTransaction(JoinedSession session, TransactionOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Takes part in a transaction. Make one object for each transaction, and only one, since it holds the order of the commands.
     *
     * @param session the session, in which the transaction has begun
     * @param options the isolation, null for the default, and whether it only reads
     * @return the transaction
     * @throws IllegalArgumentException if no transaction has begun in the session
     */
    public static ExternalTransaction in(ClientSession session, TransactionOptions options) {
        if (!session.hasActiveTransaction()) {
            throw new IllegalArgumentException("the session is in no transaction: call startTransaction() first");
        }
        return new ExternalTransaction(new JoinedSession(session), options);
    }

    /** Makes the part of a store in the transaction, once. */
    AmbientTransaction of(JoinedTransactions store, Function<ExternalTransaction, AmbientTransaction> first) {
        AmbientTransaction known = participants.get(store);
        return known != null ? known : participants.computeIfAbsent(store, any -> first.apply(this));
    }

    /**
     * Waits for the commands that were subscribed before; later ones still run.
     *
     * @return completes when they have ended; an error if a part that has written was rolled back, so that the transaction must not be
     *     committed
     */
    public Mono<Void> drain() {
        return session.drain()
                .then(Mono.defer(() -> doomed.get() ? Mono.error(StoreTransaction.taken()) : Mono.empty()));
    }

    /**
     * Refuses later commands and those that wait, and waits for the one that runs. Goes on when cancelled.
     *
     * @return completes when nothing of Relata is under way in the session; never an error
     */
    public Mono<Void> end() {
        return session.end();
    }

    /**
     * Lets the batch scope of the subscriber forget what it knows, whether the transaction was committed or aborted.
     *
     * @return completes when that is done; never an error
     */
    public Mono<Void> ended() {
        return Flux.defer(() -> Flux.fromIterable(participants.values()))
                .concatMap(AmbientTransaction::ended)
                .then();
    }

    JoinedSession session() {
        return session;
    }

    TransactionOptions options() {
        return options;
    }

    AtomicBoolean doomed() {
        return doomed;
    }
}

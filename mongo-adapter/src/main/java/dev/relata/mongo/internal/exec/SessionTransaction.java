package dev.relata.mongo.internal.exec;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.ClientSession;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.SerialQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A transaction in a session of its own: one snapshot, commands one at a time, a majority confirms the commit. Thread-safe.
 */
public final class SessionTransaction {

    private static final int EXPIRED = 50;

    /** All are said, since what is not comes from the client, and a transaction reads from the primary only. */
    private static final TransactionOptions OPTIONS = TransactionOptions.builder()
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY)
            .build();

    /** A commit of which it is not known whether it happened; one that was given a time is not given another. */
    static final Retry UNKNOWN_COMMITS = ConflictRetry.withPauses(
            MongoServer.PATIENCE,
            error -> error instanceof MongoException mongo
                    && mongo.getCode() != EXPIRED
                    && mongo.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL));

    private final ClientSession session;
    private final SerialQueue turns = new SerialQueue();
    private final Commands commands;
    private final AtomicBoolean ended = new AtomicBoolean();

    private SessionTransaction(ClientSession session, Commands direct) {
        this.session = session;
        this.commands = direct.in(session, turns);
    }

    static SessionTransaction begin(ClientSession session, Commands direct) {
        session.startTransaction(OPTIONS);
        return new SessionTransaction(session, direct);
    }

    /**
     * Returns the commands of the transaction.
     *
     * @return the commands
     */
    public Commands commands() {
        return commands;
    }

    /**
     * Tells whether it was committed or rolled back.
     *
     * @return true once a commit or a rollback has begun
     */
    public boolean ended() {
        return ended.get();
    }

    /**
     * Commits, again where the server does not say what became of it; only the first end has an effect.
     *
     * @return completes when a majority has it
     */
    public Mono<Void> commit() {
        return end("commitTransaction", () -> repeated(session::commitTransaction));
    }

    /**
     * Rolls back; only the first end has an effect.
     *
     * @return completes when the session is free
     */
    public Mono<Void> rollback() {
        return end("abortTransaction", () -> Mono.from(session.abortTransaction()));
    }

    private Mono<Void> end(String text, Supplier<Mono<Void>> how) {
        return Mono.defer(() -> ended.compareAndSet(false, true)
                ? turns.runToItsEnd(() -> commands.control("transaction", text, how.get()))
                        .doFinally(signal -> session.close())
                : Mono.empty());
    }

    /** The driver confirms a commit that is repeated by a majority, whatever the first one waited for. */
    static Mono<Void> repeated(Supplier<? extends Publisher<Void>> commit) {
        return Mono.defer(() -> Mono.from(commit.get())).retryWhen(UNKNOWN_COMMITS);
    }
}

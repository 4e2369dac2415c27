package dev.relata.test.internal.memory;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.stream.SerialQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What a transaction and those inside it have done so far. Used by one request at a time; the end may come from
 * anywhere.
 */
final class TransactionState {

    private final Database database;
    private final TransactionOptions options;
    private volatile @Nullable State snapshot;
    private volatile @Nullable State changed;
    private SerialQueue.@Nullable Permit permit;
    private boolean ended;

    TransactionState(Database database, TransactionOptions options) {
        this.database = database;
        this.options = options;
    }

    /** The state that the next read sees. */
    State readable() {
        State own = changed;
        return own == null ? base() : own;
    }

    private State base() {
        boolean eachStatement = options.isolation() == null || options.isolation() == Isolation.READ_COMMITTED;
        if (eachStatement) {
            return database.committed();
        }
        State first = snapshot;
        if (first == null) {
            first = database.committed();
            snapshot = first;
        }
        return first;
    }

    /** The state that the next write starts from; the first one waits to become the writer. */
    Mono<State> writable() {
        if (options.readOnly()) {
            return Mono.error(new StoreException(
                    "a read-only transaction cannot write; drop asReadOnly()", Reason.READ_ONLY, null, false, null));
        }
        if (isWriter()) {
            return Mono.fromSupplier(this::readable);
        }
        base();
        return database.writers().enter().doOnNext(this::become).map(any -> unchangedBase());
    }

    private synchronized boolean isWriter() {
        return permit != null;
    }

    /** A permit that comes when the transaction has ended goes back at once. */
    private synchronized void become(SerialQueue.Permit granted) {
        if (ended) {
            granted.leave();
        } else {
            permit = granted;
        }
    }

    /** Under a snapshot, a write on top of what others have committed since would lose theirs. */
    private State unchangedBase() {
        State base = base();
        if (base.version() != database.committed().version()) {
            throw new StoreException(
                    "another transaction has committed since this one's first statement; do it again from its"
                            + " beginning, for example with retry(…)",
                    Reason.SERIALIZATION,
                    null,
                    true,
                    null);
        }
        return base;
    }

    @Nullable
    State changed() {
        return changed;
    }

    void change(@Nullable State state) {
        changed = state;
    }

    void end(boolean commit) {
        State own = changed;
        if (commit && own != null) {
            database.commit(own);
        }
        SerialQueue.Permit held = close();
        if (held != null) {
            held.leave();
        }
    }

    /** Whoever waits next runs on this thread when the permit goes back, so not under the lock. */
    private synchronized SerialQueue.@Nullable Permit close() {
        ended = true;
        return permit;
    }
}

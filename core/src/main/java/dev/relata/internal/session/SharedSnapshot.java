package dev.relata.internal.session;

import dev.relata.spi.Capability;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one read-only transaction that a batch scope keeps open for its streams, and for lookups beside them: one connection at
 * the most, and one snapshot. The first stream begins it, the last user ends it. Thread-safe.
 */
public final class SharedSnapshot {

    private final Store.Open store;
    private final ReadSessions reads;
    private @Nullable Hold hold;

    /** The transaction while it is in use, or is about to be. */
    private static final class Hold {

        private final Mono<OpenTransaction> transaction;
        private int users;

        /** Runs at the end, or null if nothing has changed since the snapshot. */
        private @Nullable Runnable atEnd;

        Hold(Mono<OpenTransaction> transaction) {
            this.transaction = transaction;
        }
    }

    /**
     * Makes a shared snapshot that is not open.
     *
     * @param store the store, which may have no transactions
     * @param reads begin the transaction, and read outside it
     */
    SharedSnapshot(Store.Open store, ReadSessions reads) {
        this.store = store;
        this.reads = reads;
    }

    ReadSessions reads() {
        return reads;
    }

    /**
     * Runs work in the transaction, which is begun if need be.
     *
     * @param work the requests
     * @param <R> an element of the answer
     * @return the answer
     */
    public <R> Flux<R> stream(Function<? super Session, ? extends Flux<R>> work) {
        if (!store.capabilities().contains(Capability.TRANSACTIONS)) {
            return Flux.defer(() -> work.apply(reads.direct()));
        }
        return using(Mono.fromSupplier(this::open), work);
    }

    /**
     * Runs work in the transaction if it is open or about to be, else outside any.
     *
     * @param work the requests
     * @param <R> an element of the answer
     * @return the answer
     */
    public <R> Flux<R> read(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.defer(() -> {
            Hold joined = join();
            return joined == null ? work.apply(reads.direct()) : using(Mono.just(joined), work);
        });
    }

    private <R> Flux<R> using(Mono<Hold> holds, Function<? super Session, ? extends Flux<R>> work) {
        return Flux.usingWhen(
                holds,
                held -> held.transaction.flatMapMany(open -> work.apply(open.session())),
                this::leave,
                (held, error) -> leave(held),
                this::leave);
    }

    private synchronized Hold open() {
        Hold open = hold;
        if (open == null) {
            open = new Hold(reads.snapshot().cache());
            hold = open;
        }
        open.users++;
        return open;
    }

    private synchronized @Nullable Hold join() {
        if (hold != null) {
            hold.users++;
        }
        return hold;
    }

    /**
     * Notes a change that the snapshot does not show.
     *
     * @param forget run when the last user has left; lets the scope forget what it has read meanwhile
     */
    public synchronized void changed(Runnable forget) {
        if (hold != null) {
            hold.atEnd = forget;
        }
    }

    /** Notes that the scope has written: what is read from now on outside the open transaction must show that. */
    public void wrote() {
        reads.wrote();
    }

    private Mono<Void> leave(Hold held) {
        return Mono.defer(() -> {
            if (!left(held)) {
                return Mono.empty();
            }
            if (held.atEnd != null) {
                held.atEnd.run();
            }
            return held.transaction
                    .flatMap(open -> open.transaction().rollback())
                    .onErrorComplete();
        });
    }

    /** Removes one user; returns whether none is left. */
    private synchronized boolean left(Hold held) {
        held.users--;
        if (held.users > 0) {
            return false;
        }
        hold = null;
        return true;
    }
}

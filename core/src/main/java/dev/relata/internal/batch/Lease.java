package dev.relata.internal.batch;

import dev.relata.spi.Capability;
import dev.relata.spi.Isolation;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one transaction that a scope keeps open for its streams, and for what is looked up beside them: a connection at the
 * most, and one snapshot. The first stream begins it, the last user ends it. Thread-safe.
 */
final class Lease {

    private final Store.Open store;
    private final Runnable outdated;
    private @Nullable Hold hold;

    /** The transaction while somebody uses it, or is going to. */
    private static final class Hold {

        private final Mono<Transaction> transaction;
        private int users;
        private boolean outdated;

        Hold(Mono<Transaction> transaction) {
            this.transaction = transaction;
        }
    }

    /**
     * Makes a lease that is not open.
     *
     * @param store where transactions begin
     * @param outdated called when nobody reads any more from a snapshot that was older than a change in the scope
     */
    Lease(Store.Open store, Runnable outdated) {
        this.store = store;
        this.outdated = outdated;
    }

    /** Streams in the transaction, which is begun if need be. */
    <R> Flux<R> stream(Function<? super Session, ? extends Flux<R>> work) {
        if (!store.capabilities().contains(Capability.TRANSACTIONS)) {
            return Flux.defer(() -> work.apply(store.direct()));
        }
        return Flux.usingWhen(
                Mono.fromSupplier(this::open),
                held -> held.transaction.flatMapMany(work),
                this::leave,
                (held, error) -> leave(held),
                this::leave);
    }

    /** Reads in the transaction if it is open or about to be, else outside any. */
    <R> Flux<R> read(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.defer(() -> {
            Hold joined = join();
            if (joined == null) {
                return work.apply(store.direct());
            }
            return Flux.usingWhen(
                    Mono.just(joined),
                    held -> held.transaction.flatMapMany(work),
                    this::leave,
                    (held, error) -> leave(held),
                    this::leave);
        });
    }

    private synchronized Hold open() {
        Hold open = hold;
        if (open == null) {
            TransactionOptions snapshot =
                    TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly();
            open = new Hold(store.begin(snapshot).cache());
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

    /** A change in the scope, which the snapshot does not show. */
    synchronized void changed() {
        if (hold != null) {
            hold.outdated = true;
        }
    }

    private Mono<Void> leave(Hold held) {
        return Mono.defer(() -> {
            if (!left(held)) {
                return Mono.empty();
            }
            if (held.outdated) {
                outdated.run();
            }
            return held.transaction.onErrorComplete().flatMap(Transaction::rollback);
        });
    }

    /** Answers whether nobody uses it any more. */
    private synchronized boolean left(Hold held) {
        held.users--;
        if (held.users > 0) {
            return false;
        }
        hold = null;
        return true;
    }
}

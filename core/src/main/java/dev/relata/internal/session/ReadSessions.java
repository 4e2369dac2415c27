package dev.relata.internal.session;

import dev.relata.spi.Reads;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sessions of the reads of one operation, or of one batch scope, with all layers around them. Immutable, thread-safe. */
final class ReadSessions {

    private final Store.Open store;
    private final SessionLayers layers;
    private final Session direct;
    private final @Nullable Reads reads;

    private ReadSessions(Store.Open store, SessionLayers layers, Session direct, @Nullable Reads reads) {
        this.store = store;
        this.layers = layers;
        this.direct = direct;
        this.reads = reads;
    }

    /** Makes the sessions of a store whose reads go where its writes go. */
    static ReadSessions ofWrites(Store.Open store, SessionLayers layers) {
        return new ReadSessions(store, layers, layers.around(store.direct(), () -> {}), null);
    }

    /** Returns the sessions of the next operation or batch scope: these, where the store has no other place for reads. */
    ReadSessions next() {
        Reads next = store.reads();
        return next == null ? this : new ReadSessions(store, layers, layers.around(next.direct(), () -> {}), next);
    }

    Session direct() {
        return direct;
    }

    /** Begins the read-only transaction of a stream. */
    Mono<OpenTransaction> snapshot() {
        return Mono.defer(() -> OpenTransaction.begun(
                reads == null ? store.snapshot() : reads.snapshot(), layers, OpenTransaction.SNAPSHOT));
    }

    /** Begins a transaction that only reads. */
    Mono<OpenTransaction> begin(TransactionOptions options) {
        return OpenTransaction.begun(reads == null ? store.begin(options) : reads.begin(options), layers, options);
    }

    void wrote() {
        if (reads != null) {
            reads.wrote();
        }
    }
}

package dev.relata.internal.observe;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Notifies listeners of the start and the end of writes of many rows. Immutable, thread-safe.
 *
 * @param listeners are notified
 */
public record BulkNotifier(Listeners listeners) {

    /**
     * Watches a write.
     *
     * @param relationship what is written
     * @param call the method that was called
     * @param write the write
     * @param <R> a row as stored
     * @return the same rows; the write itself where there are no listeners
     */
    public <R> Flux<R> rows(String relationship, String call, Flux<R> write) {
        return listeners.isEmpty() ? write : new ObservedBulkRows<>(this, relationship, call, write);
    }

    /**
     * Watches a write.
     *
     * @param relationship what is written
     * @param call the method that was called
     * @param write the write
     * @return the same number; the write itself where there are no listeners
     */
    public Mono<Long> count(String relationship, String call, Mono<Long> write) {
        return listeners.isEmpty() ? write : new ObservedBulkCount(this, relationship, call, write);
    }

    private static final class ObservedBulkRows<R> extends FluxOperator<R, R> {

        private final BulkNotifier notifier;
        private final String relationship;
        private final String call;

        ObservedBulkRows(BulkNotifier notifier, String relationship, String call, Flux<R> write) {
            super(write);
            this.notifier = notifier;
            this.relationship = relationship;
            this.call = call;
        }

        @Override
        public void subscribe(CoreSubscriber<? super R> actual) {
            source.subscribe(new BulkWatch<>(notifier.listeners, relationship, call, actual, false));
        }
    }

    private static final class ObservedBulkCount extends MonoOperator<Long, Long> {

        private final BulkNotifier notifier;
        private final String relationship;
        private final String call;

        ObservedBulkCount(BulkNotifier notifier, String relationship, String call, Mono<Long> write) {
            super(write);
            this.notifier = notifier;
            this.relationship = relationship;
            this.call = call;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Long> actual) {
            source.subscribe(new BulkWatch<>(notifier.listeners, relationship, call, actual, true));
        }
    }
}

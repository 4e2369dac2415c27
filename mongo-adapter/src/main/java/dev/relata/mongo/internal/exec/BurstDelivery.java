package dev.relata.mongo.internal.exec;

import dev.relata.spi.Burst;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

/** Makes the delivery of each batch of rows one burst, so that the lookups it brings travel together. */
final class BurstDelivery<R> extends FluxOperator<List<R>, List<R>> {

    private BurstDelivery(Flux<List<R>> batches) {
        super(batches);
    }

    /** The rows of batches; the next batch is asked for when the one before has been delivered. */
    static <R> Flux<R> of(Flux<List<R>> batches) {
        return new BurstDelivery<>(batches).flatMapIterable(rows -> rows, 1);
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<R>> actual) {
        Burst burst = Burst.of(actual.currentContext());
        source.subscribe(burst == Burst.NONE ? actual : new Bracket<>(actual, burst));
    }

    private record Bracket<R>(CoreSubscriber<? super List<R>> actual, Burst burst) implements CoreSubscriber<List<R>> {

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            actual.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<R> rows) {
            within(() -> actual.onNext(rows));
        }

        @Override
        public void onError(Throwable error) {
            within(() -> actual.onError(error));
        }

        @Override
        public void onComplete() {
            within(actual::onComplete);
        }

        private void within(Runnable delivery) {
            burst.begin();
            try {
                delivery.run();
            } finally {
                burst.end();
            }
        }
    }
}

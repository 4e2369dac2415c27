package dev.relata.internal.observe;

import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Notifies listeners of each request, once, when it ends. Immutable, thread-safe. */
record RequestNotifier(Listeners listeners) {

    <R> Flux<R> rows(String label, Operation operation, List<List<Object>> keys, Flux<R> answer) {
        return Flux.defer(() -> {
            Watch watch = new Watch(label, operation, keys, System.nanoTime());
            return answer.doOnNext(row -> watch.rows.incrementAndGet())
                    .doOnError(watch.error::set)
                    .doOnTerminate(() -> tell(watch))
                    .doOnCancel(() -> tell(watch));
        });
    }

    Mono<Long> count(String label, Operation operation, Mono<Long> answer) {
        return Mono.defer(() -> {
            Watch watch = new Watch(label, operation, List.of(), System.nanoTime());
            return answer.doOnNext(watch.rows::set)
                    .doOnError(watch.error::set)
                    .doOnTerminate(() -> tell(watch))
                    .doOnCancel(() -> tell(watch));
        });
    }

    private void tell(Watch watch) {
        // A cancel that comes after the end is no second end.
        if (!watch.told.compareAndSet(false, true)) {
            return;
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - watch.started);
        Throwable error = watch.error.get();
        ObservedRequest request =
                new ObservedRequest(watch.label, watch.operation, watch.keys, watch.rows.get(), duration, error);
        listeners.tell(listener -> listener.onRequest(request));
    }

    /** One request under way. */
    private static final class Watch {

        private final String label;
        private final Operation operation;
        private final List<List<Object>> keys;
        private final long started;
        private final AtomicBoolean told = new AtomicBoolean();
        private final AtomicLong rows = new AtomicLong();
        private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();

        Watch(String label, Operation operation, List<List<Object>> keys, long started) {
            this.label = label;
            this.operation = operation;
            this.keys = keys;
            this.started = started;
        }
    }
}

package dev.relata.internal.observe;

import dev.relata.observe.ObservedRequest.Operation;
import java.util.List;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Notifies listeners of the start and the end of each subscription to a request. Immutable.
 *
 * @param listeners are notified
 * @param relationship what the request is for
 * @param operation what is asked
 * @param keys the keys of a batch
 * @param limited whether it asks for a limited number of rows
 */
record RequestNotifier(
        Listeners listeners, String relationship, Operation operation, List<List<Object>> keys, boolean limited) {

    <R> Flux<R> rows(Flux<R> answer) {
        return new ObservedRows<>(this, answer);
    }

    Mono<Long> count(Mono<Long> answer) {
        return new ObservedCount(this, answer);
    }

    private static final class ObservedRows<R> extends FluxOperator<R, R> {

        private final RequestNotifier request;

        ObservedRows(RequestNotifier request, Flux<R> answer) {
            super(answer);
            this.request = request;
        }

        @Override
        public void subscribe(CoreSubscriber<? super R> actual) {
            source.subscribe(new RequestWatch<>(request, actual, false));
        }
    }

    private static final class ObservedCount extends MonoOperator<Long, Long> {

        private final RequestNotifier request;

        ObservedCount(RequestNotifier request, Mono<Long> answer) {
            super(answer);
            this.request = request;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Long> actual) {
            source.subscribe(new RequestWatch<>(request, actual, true));
        }
    }
}

package dev.relata.spi.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Work that is done in a turn. It waits for the turn from its first demand on, and leaves it when the work has ended, before the
 * answer is emitted.
 *
 * <p>Cancel gives up the place as long as there is no turn. Work that is under way runs to its end, and keeps its turn until
 * then: the server goes on with a command of which nobody waits for the answer, and what came next would meet it. Whatever the
 * work answers after cancel is discarded, its error dropped.
 */
final class SerialMono<R> extends Mono<R> {

    private final SerialQueue queue;
    private final Supplier<? extends Mono<R>> work;

    SerialMono(SerialQueue queue, Supplier<? extends Mono<R>> work) {
        this.queue = queue;
        this.work = work;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        actual.onSubscribe(new Visit<>(queue, work, actual));
    }

    /** Subscribed to the place in the queue; cancelled by who waits for the answer. */
    private static final class Visit<R> implements Subscription, CoreSubscriber<SerialQueue.Permit> {
        private final SerialQueue queue;
        private final Supplier<? extends Mono<R>> work;
        private final CoreSubscriber<? super R> actual;
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile @Nullable Subscription place;
        private volatile boolean cancelled;

        Visit(SerialQueue queue, Supplier<? extends Mono<R>> work, CoreSubscriber<? super R> actual) {
            this.queue = queue;
            this.work = work;
            this.actual = actual;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n) && asked.compareAndSet(false, true)) {
                queue.enter().subscribe(this);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            Subscription waiting = place;
            if (waiting != null) {
                waiting.cancel();
            }
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            // Set before cancel is looked for, and cancelled before the place is: one of both sees the other.
            place = subscription;
            if (cancelled) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(SerialQueue.Permit permit) {
            if (cancelled) {
                permit.leave();
            } else {
                Mono.<R>defer(work).subscribe(new Work<>(this, permit));
            }
        }

        @Override
        public void onError(Throwable error) {
            failed(error);
        }

        @Override
        public void onComplete() {}

        void answered(@Nullable R value) {
            if (cancelled) {
                Operators.onDiscard(value, currentContext());
                return;
            }
            if (value != null) {
                actual.onNext(value);
            }
            actual.onComplete();
        }

        void failed(Throwable error) {
            if (cancelled) {
                Operators.onErrorDropped(error, currentContext());
            } else {
                actual.onError(error);
            }
        }
    }

    /** Subscribed to the work, which it never cancels: a driver's publisher that is cancelled does not tell its end. */
    private static final class Work<R> implements CoreSubscriber<R> {
        private final Visit<R> visit;
        private final SerialQueue.Permit permit;
        private @Nullable R value;

        Work(Visit<R> visit, SerialQueue.Permit permit) {
            this.visit = visit;
            this.permit = permit;
        }

        @Override
        public Context currentContext() {
            return visit.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(R answer) {
            value = answer;
        }

        @Override
        public void onError(Throwable error) {
            permit.leave();
            visit.failed(error);
        }

        @Override
        public void onComplete() {
            permit.leave();
            visit.answered(value);
        }
    }
}

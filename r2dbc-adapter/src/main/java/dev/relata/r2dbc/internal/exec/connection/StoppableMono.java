package dev.relata.r2dbc.internal.exec.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * The end of an exchange, and of its stop where one was wished for before that, or where its time was over. An operator of its own,
 * because every statement has one and next to none is stopped.
 */
final class StoppableMono extends Mono<Signal<Long>> {

    private final Mono<Signal<Long>> exchange;
    private final @Nullable Completion wish;
    private final Mono<Void> stop;
    private final @Nullable Duration limit;
    private final Runnable expired;

    /**
     * Makes the operator.
     *
     * @param exchange answers how it has ended, never an error
     * @param wish the wish to stop it, null where there is none but the end of its time
     * @param stop stops it; subscribed to once, when the wish or the end of its time comes before the end
     * @param limit how long it may take, null for any time
     * @param expired called when its time is over, before it is stopped
     */
    StoppableMono(
            Mono<Signal<Long>> exchange,
            @Nullable Completion wish,
            Mono<Void> stop,
            @Nullable Duration limit,
            Runnable expired) {
        this.exchange = exchange;
        this.wish = wish;
        this.stop = stop;
        this.limit = limit;
        this.expired = expired;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Signal<Long>> actual) {
        ExchangeSubscriber subscriber = new ExchangeSubscriber(actual, wish, stop);
        exchange.subscribe(subscriber);
        if (wish != null) {
            wish.whenHappened(subscriber);
        }
        if (limit != null && !subscriber.hasEnded()) {
            subscriber.startTimer(limit, expired);
        }
        if (subscriber.hasEnded()) {
            subscriber.forget();
        }
    }

    /** Emits when both have ended. A cancel stops nothing: the answer of a statement is never abandoned. */
    private static final class ExchangeSubscriber extends AtomicInteger
            implements CoreSubscriber<Signal<Long>>, Subscription, Runnable {

        private static final long serialVersionUID = 1L;
        private static final int ENDED = 1;
        private static final int STOPPING = 2;
        private static final int STOPPED = 4;
        private static final int REQUESTED = 8;

        private final transient CoreSubscriber<? super Signal<Long>> actual;
        private final transient @Nullable Completion wish;
        private final transient Mono<Void> stop;
        private transient @Nullable Signal<Long> end;
        private transient volatile @Nullable Disposable timer;

        ExchangeSubscriber(CoreSubscriber<? super Signal<Long>> actual, @Nullable Completion wish, Mono<Void> stop) {
            this.actual = actual;
            this.wish = wish;
            this.stop = stop;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            actual.onSubscribe(this);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Signal<Long> signal) {
            end = signal;
        }

        @Override
        public void onError(Throwable error) {
            onNext(Signal.error(error));
            onComplete();
        }

        @Override
        public void onComplete() {
            forget();
            advance(ENDED);
        }

        /** Forgets the wish, which may be that of a cursor that outlives its fetches, and the timer. */
        void forget() {
            if (wish != null) {
                wish.forget(this);
            }
            Disposable running = timer;
            if (running != null) {
                running.dispose();
            }
        }

        void startTimer(Duration limit, Runnable expired) {
            timer = Schedulers.parallel().schedule(() -> expire(expired), limit.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void expire(Runnable expired) {
            if (!hasEnded()) {
                expired.run();
                run();
            }
        }

        boolean hasEnded() {
            return (get() & ENDED) != 0;
        }

        /** Stops the exchange, unless it has ended. */
        @Override
        public void run() {
            int before = getAndUpdate(state -> (state & ENDED) == 0 ? state | STOPPING : state);
            if ((before & (ENDED | STOPPING)) == 0) {
                stop.subscribe(new StopSubscriber(this));
            }
        }

        void stopped() {
            advance(STOPPED);
        }

        private void advance(int mark) {
            int before = getAndUpdate(state -> state | mark);
            if (!isDone(before) && isDone(before | mark)) {
                emit();
            }
        }

        private static boolean isDone(int state) {
            int both = ENDED | REQUESTED;
            return (state & both) == both && (state & (STOPPING | STOPPED)) != STOPPING;
        }

        private void emit() {
            Signal<Long> signal = end;
            if (signal != null) {
                actual.onNext(signal);
            }
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                advance(REQUESTED);
            }
        }

        @Override
        public void cancel() {
            // See above.
        }
    }

    private record StopSubscriber(ExchangeSubscriber exchange) implements CoreSubscriber<Void> {

        @Override
        public Context currentContext() {
            return exchange.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Void never) {}

        @Override
        public void onError(Throwable error) {
            exchange.stopped();
        }

        @Override
        public void onComplete() {
            exchange.stopped();
        }
    }
}

package dev.relata.test.internal.memory;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets one in at a time, in the order of asking, without blocking a thread. Thread-safe. */
final class Turnstile {

    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Duration patience;
    private final Supplier<? extends Throwable> tooLong;

    /** One that fails who has waited too long, so that a cycle of waiting ends in an error. */
    Turnstile(Duration patience, Supplier<? extends Throwable> tooLong) {
        this.patience = patience;
        this.tooLong = tooLong;
    }

    /** The right to be inside, to be given back once; cancel before it is answered gives up the place. */
    final class Permit {
        private final AtomicBoolean left = new AtomicBoolean();

        void leave() {
            if (left.compareAndSet(false, true)) {
                taken.set(false);
                drain();
            }
        }
    }

    Mono<Permit> enter() {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Permit> actual) {
                actual.onSubscribe(new Waiter(actual));
            }
        };
    }

    /** Does work inside and leaves however it ends; the answer is emitted after leaving. */
    <R> Mono<R> inside(Supplier<? extends Mono<R>> work) {
        return Mono.usingWhen(enter(), permit -> work.get(), permit -> Mono.fromRunnable(permit::leave));
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            admit();
            missed = drains.addAndGet(-missed);
        }
    }

    private void admit() {
        while (!taken.get()) {
            Waiter next = waiting.poll();
            if (next == null) {
                return;
            }
            // Claimed before it is told: from here on a cancel no longer takes the permit away from who holds it.
            if (next.claim()) {
                taken.set(true);
                next.tell(new Permit());
            }
        }
    }

    private final class Waiter implements Subscription {
        private final CoreSubscriber<? super Permit> actual;
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean decided = new AtomicBoolean();
        private final AtomicReference<Disposable> timer = new AtomicReference<>();

        Waiter(CoreSubscriber<? super Permit> actual) {
            this.actual = actual;
        }

        @Override
        public void request(long n) {
            if (asked.compareAndSet(false, true)) {
                waiting.add(this);
                drain();
                if (!decided.get()) {
                    startTimer();
                }
            }
        }

        private void startTimer() {
            Disposable started =
                    Schedulers.parallel().schedule(this::expire, patience.toMillis(), TimeUnit.MILLISECONDS);
            timer.set(started);
            if (decided.get()) {
                started.dispose();
            }
        }

        private void expire() {
            if (claim()) {
                actual.onError(tooLong.get());
            }
        }

        boolean claim() {
            boolean first = decided.compareAndSet(false, true);
            Disposable started = timer.get();
            if (first && started != null) {
                started.dispose();
            }
            return first;
        }

        void tell(Permit permit) {
            actual.onNext(permit);
            actual.onComplete();
        }

        @Override
        public void cancel() {
            claim();
        }
    }
}

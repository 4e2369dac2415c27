package dev.relata.mongo.exec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Lets one in at a time, in the order of asking, without blocking a thread: MongoDB allows no parallel operations in one
 * transaction. Thread-safe.
 */
final class Turns {

    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicBoolean taken = new AtomicBoolean();

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

        Waiter(CoreSubscriber<? super Permit> actual) {
            this.actual = actual;
        }

        @Override
        public void request(long n) {
            if (asked.compareAndSet(false, true)) {
                waiting.add(this);
                drain();
            }
        }

        boolean claim() {
            return decided.compareAndSet(false, true);
        }

        void tell(Permit permit) {
            actual.onNext(permit);
            actual.onComplete();
        }

        @Override
        public void cancel() {
            decided.set(true);
        }
    }
}

package dev.relata.mongo.exec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

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

    /**
     * Does work inside and leaves when it ends, before the answer is emitted. Cancel gives up the place; work that is under way
     * runs to its end all the same, and nobody else is let in before.
     */
    <R> Mono<R> inside(Supplier<? extends Mono<R>> work) {
        return new InTurn<>(this, work);
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

        /** Throws nothing: who waits behind one that breaks is let in all the same. */
        void tell(Permit permit) {
            try {
                actual.onNext(permit);
                actual.onComplete();
            } catch (Throwable broken) {
                permit.leave();
                Operators.onErrorDropped(broken, actual.currentContext());
            }
        }

        @Override
        public void cancel() {
            decided.set(true);
        }
    }
}

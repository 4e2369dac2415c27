package dev.relata.spi.stream;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/**
 * Lets one operation in at a time, in the order of the requests, without blocking a thread: for sessions and connections that
 * allow no parallel operations. Thread-safe. Admission is iterative, so any number of operations may wait.
 */
public final class SerialQueue {

    private final Queue<PermitRequest> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final @Nullable Duration patience;
    private final Supplier<? extends Throwable> tooLong;

    /** Makes a queue in which operations wait until the operations before them end. */
    public SerialQueue() {
        this(null, IllegalStateException::new);
    }

    /**
     * Makes a queue that fails an operation which has waited for too long, so that operations that wait for each other end in an
     * error.
     *
     * @param patience the longest wait
     * @param tooLong makes the error
     */
    public SerialQueue(@Nullable Duration patience, Supplier<? extends Throwable> tooLong) {
        this.patience = patience;
        this.tooLong = tooLong;
    }

    /** The right to be inside, until it is given back once. */
    public final class Permit {
        private final AtomicBoolean left = new AtomicBoolean();

        private Permit() {}

        /** Gives the permit back and admits the next operation; does nothing the second time. */
        public void leave() {
            if (left.compareAndSet(false, true)) {
                taken.set(false);
                drain();
            }
        }
    }

    /**
     * Waits to be let in. Cancel before the permit is emitted gives up the place.
     *
     * @return the permit, which the subscriber must give back
     */
    public Mono<Permit> enter() {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Permit> actual) {
                actual.onSubscribe(new PermitRequest(actual));
            }
        };
    }

    /**
     * Runs work inside and leaves however it ends, before its answer is emitted. Cancel gives up the place, or cancels the work.
     *
     * @param work makes the work, once let in
     * @param <R> the answer
     * @return the answer of the work
     */
    public <R> Mono<R> run(Supplier<? extends Mono<R>> work) {
        return Mono.usingWhen(enter(), permit -> work.get(), permit -> Mono.fromRunnable(permit::leave));
    }

    /**
     * Runs work inside and leaves when it ends, before its answer is emitted. Cancel gives up the place; work that is under way
     * runs to its end all the same, and no other operation is let in before. Its answer is then discarded.
     *
     * @param work makes the work, once let in
     * @param <R> the answer
     * @return the answer of the work
     */
    public <R> Mono<R> runToItsEnd(Supplier<? extends Mono<R>> work) {
        return new SerialMono<>(this, work);
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
            PermitRequest next = waiting.poll();
            if (next == null) {
                return;
            }
            // Claimed before the permit is emitted: a cancel after that no longer takes it away from its holder.
            if (next.claim()) {
                taken.set(true);
                next.emit(new Permit());
            }
        }
    }

    private final class PermitRequest implements Subscription {
        private final CoreSubscriber<? super Permit> actual;
        private final AtomicBoolean requested = new AtomicBoolean();
        private final AtomicBoolean decided = new AtomicBoolean();
        private final AtomicReference<@Nullable Disposable> timer = new AtomicReference<>();

        PermitRequest(CoreSubscriber<? super Permit> actual) {
            this.actual = actual;
        }

        @Override
        public void request(long n) {
            if (requested.compareAndSet(false, true)) {
                waiting.add(this);
                drain();
                if (patience != null && !decided.get()) {
                    startTimer(patience);
                }
            }
        }

        private void startTimer(Duration longest) {
            Disposable started =
                    Schedulers.parallel().schedule(this::expire, longest.toMillis(), TimeUnit.MILLISECONDS);
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

        /** A subscriber that throws does not keep the next one out. */
        void emit(Permit permit) {
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
            claim();
        }
    }
}

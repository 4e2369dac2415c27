package dev.relata.internal.write;

import dev.relata.spi.stream.RequestSent;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Carries out one write after the other, one for each element of a source. The next element is requested, and its write made,
 * when the request of the present write is on its way ({@link RequestSent}), else when that write has ended; it is subscribed to
 * when the present one has completed. So the source is one element ahead at the most, and the server does not wait for it.
 *
 * <p>An answer is emitted when the next request is on its way, or when nothing is left to send. An error of the source, or of
 * the function that makes a write, is emitted after the present write has ended, and dropped where that has failed; an error of a
 * write at once. Cancel cancels the source and the present write.
 *
 * @param <T> an element
 * @param <R> the answer of a write
 */
final class OneAhead<T, R> extends FluxOperator<T, R> {

    private final Function<? super T, ? extends Mono<R>> write;

    /**
     * Creates the operator.
     *
     * @param source the source
     * @param write makes the write of an element; nothing is sent before it is subscribed to
     */
    OneAhead(Flux<T> source, Function<? super T, ? extends Mono<R>> write) {
        super(source);
        this.write = write;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new Writer<>(actual, write));
    }

    /** All fields that are not final or volatile are used in {@link #drain} alone, which one thread runs at a time. */
    private static final class Writer<T, R> implements CoreSubscriber<T>, Subscription, Scannable {

        private final CoreSubscriber<? super R> actual;
        private final Function<? super T, ? extends Mono<R>> write;
        private final AtomicInteger drains = new AtomicInteger();
        private final AtomicLong demand = new AtomicLong();
        private final ArrayDeque<R> answers = new ArrayDeque<>();
        private Subscription source = Operators.emptySubscription();
        private @Nullable Write<R> present;
        private boolean requested;
        private boolean ended;
        private volatile @Nullable Mono<R> next;
        private volatile @Nullable Throwable failure;
        private volatile boolean exhausted;
        private volatile boolean cancelled;

        Writer(CoreSubscriber<? super R> actual, Function<? super T, ? extends Mono<R>> write) {
            this.actual = actual;
            this.write = write;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(T element) {
            try {
                next = write.apply(element);
            } catch (Throwable error) {
                source.cancel();
                failure = passable(error);
                exhausted = true;
            }
            drain();
        }

        @Override
        public void onError(Throwable error) {
            if (exhausted) {
                Operators.onErrorDropped(error, currentContext());
                return;
            }
            failure = error;
            onComplete();
        }

        @Override
        public void onComplete() {
            exhausted = true;
            drain();
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                demand.getAndAccumulate(n, Operators::addCap);
                drain();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            source.cancel();
            drain();
        }

        void drain() {
            if (drains.getAndIncrement() > 0) {
                return;
            }
            int missed = 1;
            do {
                boolean more = true;
                while (more && !ended) {
                    more = guarded();
                }
                dropLateFailure();
                missed = drains.addAndGet(-missed);
            } while (missed != 0);
        }

        /** Steps; what is thrown, as Reactor does with errors of the virtual machine, ends the write as one that is signalled. */
        private boolean guarded() {
            try {
                return step();
            } catch (Throwable thrown) {
                if (ended) {
                    throw thrown;
                }
                ended = true;
                source.cancel();
                Write<R> running = present;
                if (running != null) {
                    running.cancel();
                }
                actual.onError(passable(thrown));
                return false;
            }
        }

        /** Operators would throw an error of the virtual machine, such as a stack overflow, instead of passing it on. */
        private static Throwable passable(Throwable error) {
            return Exceptions.isJvmFatal(error) ? new IllegalStateException(error) : error;
        }

        /** An error of the source, or of the function, that comes when the subscriber has had its last signal already. */
        private void dropLateFailure() {
            Throwable late = failure;
            if (ended && late != null) {
                failure = null;
                Operators.onErrorDropped(late, currentContext());
            }
        }

        /** Does what can be done next; returns false if that is nothing until the next signal. */
        private boolean step() {
            Write<R> running = present;
            if (cancelled) {
                ended = true;
                if (running != null) {
                    running.cancel();
                }
                return false;
            }
            if (running == null) {
                return start() || emit() || finish() || take();
            }
            return running.done() ? completed(running) : running.sent && (emit() || take());
        }

        private boolean start() {
            Mono<R> first = next;
            if (first == null || answers.size() > 1) {
                return false;
            }
            next = null;
            requested = false;
            Write<R> started = new Write<>(this);
            present = started;
            first.subscribe(started);
            return true;
        }

        private boolean completed(Write<R> write) {
            present = null;
            Throwable error = write.error;
            if (error != null) {
                ended = true;
                source.cancel();
                actual.onError(error);
            } else if (write.answer != null) {
                answers.add(write.answer);
            }
            return true;
        }

        private boolean emit() {
            if (answers.isEmpty() || demand.get() == 0) {
                return false;
            }
            demand.updateAndGet(open -> open == Long.MAX_VALUE ? open : open - 1);
            actual.onNext(answers.remove());
            return true;
        }

        private boolean finish() {
            // Read in this order: the last element is set before the end.
            if (!exhausted || next != null || !answers.isEmpty()) {
                return false;
            }
            ended = true;
            Throwable error = failure;
            failure = null;
            if (error == null) {
                actual.onComplete();
            } else {
                actual.onError(error);
            }
            return false;
        }

        private boolean take() {
            if (requested || exhausted || demand.get() == 0) {
                return false;
            }
            requested = true;
            source.request(1);
            return true;
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared
        public @Nullable Object scanUnsafe(Attr key) {
            return key == Attr.ACTUAL ? actual : key == Attr.PARENT ? source : null;
        }
    }

    /** One write. The subscription is set before a cancel is looked for, and cancelled before it is: one of both sees the other. */
    private static final class Write<R> implements CoreSubscriber<R>, Runnable {

        private final Writer<?, R> writer;
        private final Context context;
        private @Nullable R answer;
        private @Nullable Throwable error;
        private volatile boolean ended;
        private volatile boolean sent;
        private volatile boolean cancelled;
        private volatile @Nullable Subscription subscription;

        Write(Writer<?, R> writer) {
            this.writer = writer;
            this.context = RequestSent.in(writer.currentContext(), this);
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            if (cancelled) {
                given.cancel();
            } else {
                given.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(R value) {
            answer = value;
        }

        @Override
        public void onError(Throwable why) {
            error = why;
            onComplete();
        }

        @Override
        public void onComplete() {
            ended = true;
            writer.drain();
        }

        /** Notes that the request is on its way. */
        @Override
        public void run() {
            sent = true;
            writer.drain();
        }

        boolean done() {
            return ended;
        }

        void cancel() {
            cancelled = true;
            Subscription present = subscription;
            if (present != null) {
                present.cancel();
            }
        }
    }
}

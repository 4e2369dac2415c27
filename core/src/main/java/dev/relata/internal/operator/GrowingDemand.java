package dev.relata.internal.operator;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;

/**
 * Limits how many elements are on the way at a time: to 256 and, where all answers are requested at once, to four times as many when these
 * are done, and so on up to 4,096. For a subscriber that requests {@link #MOST} elements first, and one more for each that is done, as
 * {@code flatMapSequential} does with that concurrency.
 *
 * @param <T> an element
 */
public final class GrowingDemand<T> extends FluxOperator<T, T> {

    /** The most elements on the way. */
    public static final int MOST = Growth.MOST;

    private final AtomicBoolean unbounded;

    private GrowingDemand(Flux<T> source, AtomicBoolean unbounded) {
        super(source);
        this.unbounded = unbounded;
    }

    /**
     * Works on the elements of a source, more and more of them at a time, and keeps their order.
     *
     * @param source the source
     * @param work the work on one element, which answers at most one
     * @return the answers
     */
    public static <T, R> Flux<R> flatMapSequential(Flux<T> source, Function<? super T, ? extends Publisher<R>> work) {
        return Flux.defer(() -> {
            AtomicBoolean unbounded = new AtomicBoolean();
            return new GrowingDemand<>(source, unbounded)
                    .<R>flatMapSequential(work, MOST, 1)
                    .doOnRequest(n -> unbounded.compareAndSet(false, n == Long.MAX_VALUE));
        });
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new DemandSubscriber<>(actual, unbounded));
    }

    private static final class DemandSubscriber<T> extends OperatorSubscriber<T, T> {

        private final AtomicBoolean unbounded;
        private final Growth growth = new Growth();
        private boolean begun;
        private long sent;
        private long done;
        private long growsAt = Growth.FIRST;

        DemandSubscriber(CoreSubscriber<? super T> actual, AtomicBoolean unbounded) {
            super(actual);
            this.unbounded = unbounded;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                long more = more(n);
                if (more > 0) {
                    super.request(more);
                }
            }
        }

        private synchronized long more(long n) {
            done += begun ? n : 0;
            begun = true;
            if (done >= growsAt && unbounded.get()) {
                growth.grow();
                growsAt = done + growth.size();
            }
            long more = done + growth.size() - sent;
            sent += more;
            return more;
        }

        @Override
        public void onNext(T element) {
            actual.onNext(element);
        }
    }
}

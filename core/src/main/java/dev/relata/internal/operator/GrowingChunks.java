package dev.relata.internal.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;

/**
 * Cuts a source into lists: of 256 elements and, where all answers are requested at once, of four times as many each time, up to 4,096, as
 * the fetches of a cursor grow. It requests from its source what the next list takes, and only where a list is requested. What is left at
 * the end is the last list; an error discards it.
 *
 * @param <T> an element
 */
public final class GrowingChunks<T> extends FluxOperator<T, List<T>> {

    private final AtomicBoolean unbounded;

    private GrowingChunks(Flux<T> source, AtomicBoolean unbounded) {
        super(source);
        this.unbounded = unbounded;
    }

    /**
     * Works on one list after the other, while the next one is collected.
     *
     * @param source the source
     * @param work the work on one list, which is not empty
     * @return the answers, in order
     */
    public static <T, R> Flux<R> concatMap(Flux<T> source, Function<List<T>, ? extends Publisher<R>> work) {
        return Flux.defer(() -> {
            AtomicBoolean unbounded = new AtomicBoolean();
            return new GrowingChunks<>(source, unbounded)
                    .<R>concatMap(work, 1)
                    .onErrorMap(FirstError::of)
                    .doOnRequest(n -> unbounded.compareAndSet(false, n == Long.MAX_VALUE));
        });
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<T>> actual) {
        source.subscribe(new ChunkSubscriber<>(actual, unbounded));
    }

    private static final class ChunkSubscriber<T> extends OperatorSubscriber<T, List<T>> {

        private final AtomicBoolean unbounded;
        private final Growth growth = new Growth();
        private final AtomicLong demand = new AtomicLong();
        private List<T> chunk = new ArrayList<>();

        ChunkSubscriber(CoreSubscriber<? super List<T>> actual, AtomicBoolean unbounded) {
            super(actual);
            this.unbounded = unbounded;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n) && demand.getAndAccumulate(n, Operators::addCap) == 0) {
                super.request(growth.size());
            }
        }

        @Override
        public void onNext(T element) {
            chunk.add(element);
            if (chunk.size() == growth.size()) {
                List<T> full = chunk;
                if (unbounded.get()) {
                    growth.grow();
                }
                chunk = new ArrayList<>(full.size());
                actual.onNext(full);
                if (demand.get() == Long.MAX_VALUE || demand.decrementAndGet() > 0) {
                    super.request(growth.size());
                }
            }
        }

        @Override
        public void onError(Throwable error) {
            Operators.onDiscardMultiple(chunk, currentContext());
            super.onError(error);
        }

        @Override
        public void onComplete() {
            if (!chunk.isEmpty()) {
                actual.onNext(chunk);
            }
            super.onComplete();
        }
    }
}

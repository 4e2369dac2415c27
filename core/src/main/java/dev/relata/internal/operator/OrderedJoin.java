package dev.relata.internal.operator;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Joins each element of a source with what is looked up for it, in the order of the source. Up to 256 elements are looked up at a time.
 * Where the demand is unbounded, that number grows fourfold after each step, up to 4,096. An element without an answer is left out. An
 * error of a lookup, of the join or of the source comes behind the answers of the elements before it, and cancels the rest.
 *
 * <p>It replaces {@code flatMapSequential}, which gives every inner source a queue although each answers at most one element, and which
 * ends at its first error unless every answer is wrapped in a signal.
 *
 * @param <T> an element
 * @param <V> what is looked up for it
 * @param <R> an answer
 */
public final class OrderedJoin<T, V, R> extends FluxOperator<T, R> {

    private final Function<? super T, Mono<V>> lookup;
    private final BiFunction<? super T, ? super V, ? extends R> join;

    /**
     * Joins the elements of a source.
     *
     * @param source the source
     * @param lookup looks up for an element
     * @param join makes the answer; called for one element after the other, when its answer is requested
     */
    public OrderedJoin(
            Flux<T> source, Function<? super T, Mono<V>> lookup, BiFunction<? super T, ? super V, ? extends R> join) {
        super(source);
        this.lookup = lookup;
        this.join = join;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new JoinSubscriber<>(actual, lookup, join));
    }

    /**
     * Signals are delivered by one thread at a time: the thread that raises {@code drains} from zero delivers those of all threads. It
     * alone takes elements from the queue and requests from the source.
     */
    private static final class JoinSubscriber<T, V, R> extends OperatorSubscriber<T, R> {

        /** The fewest elements that are requested from the source at once. */
        private static final int REFILL = 64;

        private final Function<? super T, Mono<V>> lookup;
        private final BiFunction<? super T, ? super V, ? extends R> join;
        private final Context context;
        private final Growth growth = new Growth();
        private final Queue<Element<T, V>> queue =
                Queues.<Element<T, V>>unbounded(Growth.FIRST).get();
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger drains = new AtomicInteger();
        private volatile boolean cancelled;
        private volatile boolean complete;
        private volatile @Nullable Throwable error;
        private boolean done;
        private int onTheWay;
        private int doneOfStep;

        JoinSubscriber(
                CoreSubscriber<? super R> actual,
                Function<? super T, Mono<V>> lookup,
                BiFunction<? super T, ? super V, ? extends R> join) {
            super(actual);
            this.lookup = lookup;
            this.join = join;
            this.context = actual.currentContext();
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                demand.accumulateAndGet(n, Operators::addCap);
                drain();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            super.cancel();
            drain();
        }

        @Override
        public void onNext(T value) {
            if (cancelled || complete) {
                Operators.onDiscard(value, context);
                return;
            }
            Element<T, V> element = new Element<>(this, value);
            Publisher<V> found;
            try {
                found = lookup.apply(value);
            } catch (Throwable thrown) {
                found = Mono.error(Operators.onOperatorError(null, thrown, value, context));
            }
            queue.offer(element);
            // By the method of a publisher, in which Reactor restores thread-locals where it propagates contexts.
            found.subscribe(element);
            if (cancelled) {
                drain();
            }
        }

        @Override
        public void onError(Throwable why) {
            if (complete) {
                Operators.onErrorDropped(why, context);
            } else {
                error = why;
                onComplete();
            }
        }

        @Override
        public void onComplete() {
            complete = true;
            drain();
        }

        void drain() {
            if (drains.getAndIncrement() != 0) {
                return;
            }
            int missed = 1;
            do {
                deliver();
                missed = drains.addAndGet(-missed);
            } while (missed != 0);
        }

        private void deliver() {
            long wanted = demand.get();
            long given = 0;
            while (!ended()) {
                refill();
                Element<T, V> head = queue.peek();
                if (head == null || !head.isOver() || head.value != null && given == wanted) {
                    break;
                }
                queue.poll();
                onTheWay--;
                doneOfStep++;
                given += pass(head) ? 1 : 0;
            }
            if (given > 0 && wanted != Long.MAX_VALUE) {
                // It may have become unbounded meanwhile, and stays so.
                demand.accumulateAndGet(given, (left, passed) -> left == Long.MAX_VALUE ? left : left - passed);
            }
        }

        /** Passes the answer of an element on; returns false where it has none. */
        private boolean pass(Element<T, V> element) {
            if (element.error != null) {
                fail(element.error);
                return false;
            }
            V found = element.value;
            if (found == null) {
                return false;
            }
            R joined;
            try {
                joined = Objects.requireNonNull(join.apply(element.owner, found), "The join returned a null value");
            } catch (VirtualMachineError | LinkageError thrown) {
                fail(thrown);
                return false;
            } catch (Throwable thrown) {
                Throwable why = Operators.onNextError(found, thrown, context);
                if (why != null) {
                    fail(why);
                }
                return false;
            }
            actual.onNext(joined);
            return true;
        }

        private void refill() {
            if (complete || cancelled) {
                return;
            }
            if (doneOfStep >= growth.size() && demand.get() == Long.MAX_VALUE) {
                doneOfStep = 0;
                growth.grow();
            }
            int more = growth.size() - onTheWay;
            if (more >= REFILL) {
                onTheWay += more;
                super.request(more);
            }
        }

        // "complete" is read before the queue, which has all elements once it is set.
        private boolean ended() {
            if (!done && !cancelled && complete && queue.isEmpty()) {
                done = true;
                Throwable why = error;
                if (why == null) {
                    actual.onComplete();
                } else {
                    actual.onError(why);
                }
            }
            if (cancelled) {
                clear();
            }
            return done || cancelled;
        }

        private void fail(Throwable why) {
            done = true;
            cancelled = true;
            super.cancel();
            clear();
            actual.onError(why);
        }

        private void clear() {
            for (Element<T, V> element = queue.poll(); element != null; element = queue.poll()) {
                element.cancel();
            }
        }
    }

    /** An element and what is looked up for it. */
    private static final class Element<T, V> implements CoreSubscriber<V>, Scannable {

        private final JoinSubscriber<T, V, ?> parent;
        private final T owner;
        private @Nullable V value;
        private @Nullable Throwable error;
        private volatile @Nullable Subscription upstream;
        private volatile boolean over;

        Element(JoinSubscriber<T, V, ?> parent, T owner) {
            this.parent = parent;
            this.owner = owner;
        }

        boolean isOver() {
            return over;
        }

        @Override
        public Context currentContext() {
            return parent.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            if (parent.cancelled) {
                subscription.cancel();
            } else {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(V found) {
            value = found;
            end();
        }

        @Override
        public void onError(Throwable why) {
            if (over) {
                Operators.onErrorDropped(why, currentContext());
            } else {
                error = why;
                end();
            }
        }

        @Override
        public void onComplete() {
            if (!over) {
                end();
            }
        }

        private void end() {
            over = true;
            parent.drain();
        }

        /** Called by the thread that delivers, which has seen the cancel. What was found is not discarded: the scope holds it, too. */
        void cancel() {
            Operators.onDiscard(owner, currentContext());
            Subscription running = upstream;
            if (!over && running != null) {
                running.cancel();
            }
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared
        public @Nullable Object scanUnsafe(Attr key) {
            return key == Attr.ACTUAL ? parent : key == Attr.PARENT ? upstream : null;
        }
    }
}

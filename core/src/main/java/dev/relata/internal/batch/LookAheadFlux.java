package dev.relata.internal.batch;

import dev.relata.error.RefusedException;
import dev.relata.internal.operator.Growth;
import dev.relata.internal.operator.OperatorSubscriber;
import dev.relata.spi.FetchListener;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Rows with look-ahead. Holds the rows that have arrived and are not delivered in a window of the scope: as many as a fetch of the
 * stream has, or 256 and then four times as many each time, up to 4,096. The next ones are requested when all of these are delivered and
 * more are requested.
 */
final class LookAheadFlux<R> extends FluxOperator<R, R> {

    private final Scopes scopes;
    private final Function<? super R, ? extends Collection<?>> owners;

    LookAheadFlux(Flux<R> source, Scopes scopes, Function<? super R, ? extends Collection<?>> owners) {
        super(source);
        this.scopes = scopes;
        this.owners = owners;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        BatchScope scope = scopes.find(actual.currentContext());
        if (scope == null) {
            Operators.error(
                    actual,
                    new RefusedException("lookAhead() reads for the lookups of a batch scope, and there is"
                            + " none: add .as(relata::batched) behind the pipeline"));
        } else {
            source.subscribe(new WindowSubscriber<>(actual, scope.lookAhead(), owners));
        }
    }

    /**
     * Signals are delivered by one thread at a time: the thread that raises {@code drains} from zero works for all. So the rows
     * that a request brings at once are all in the window before the first of them is delivered.
     */
    private static final class WindowSubscriber<R> extends OperatorSubscriber<R, R> implements FetchListener {

        private final LookAhead lookAhead;
        private final AheadWindow window;
        private final Context context;
        private final Queue<R> buffer = Queues.<R>unbounded(256).get();
        private final Growth growth = new Growth();
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger drains = new AtomicInteger();
        private final AtomicInteger buffered = new AtomicInteger();

        /** The rows that are requested, and those that are fetched or will be, which have not come yet. */
        private final AtomicInteger awaited = new AtomicInteger();

        private final AtomicLong announced = new AtomicLong();

        /** The size of the latest fetch, 0 before the first one or where the source has none. */
        private volatile int fetch;

        private volatile boolean cancelled;
        private volatile boolean complete;
        private volatile @Nullable Throwable error;
        private boolean done;

        /** Whether a row has come. */
        private volatile boolean begun;

        @SuppressWarnings("unchecked") // the window has elements of the stream alone
        WindowSubscriber(
                CoreSubscriber<? super R> actual,
                LookAhead lookAhead,
                Function<? super R, ? extends Collection<?>> owners) {
            super(actual);
            this.lookAhead = lookAhead;
            this.window = lookAhead.open(row -> owners.apply((R) row));
            this.context = actual.currentContext().put(KEY, this);
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

        /** Extends a request that reaches into the fetch to the whole of it. */
        @Override
        public void fetching(int rows, int held) {
            fetch = Math.min(rows, Growth.MOST);
            announced.addAndGet(rows);
            int present = awaited.get();
            if (present > held) {
                requestMore(Math.min(held + rows, Growth.MOST) - present);
            }
        }

        private void requestMore(int rows) {
            if (rows > 0) {
                awaited.addAndGet(rows);
                super.request(rows);
            }
        }

        @Override
        public void onNext(R row) {
            if (cancelled) {
                Operators.onDiscard(row, context);
                return;
            }
            if (!begun) {
                begun = true;
                requestMore(fetch == 0 ? size() - 1 : 0);
            }
            lookAhead.arrived(window, row);
            buffered.incrementAndGet();
            buffer.offer(row);
            announced.decrementAndGet();
            awaited.decrementAndGet();
            drain();
        }

        @Override
        public void onError(Throwable why) {
            error = why;
            onComplete();
        }

        @Override
        public void onComplete() {
            complete = true;
            drain();
        }

        private void drain() {
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
            while (!ended() && given < wanted) {
                refill();
                R row = buffer.poll();
                if (row == null && !complete) {
                    break;
                }
                if (row != null) {
                    buffered.decrementAndGet();
                    actual.onNext(row);
                    given++;
                }
            }
            if (given > 0 && wanted != Long.MAX_VALUE) {
                demand.addAndGet(-given);
            }
        }

        /**
         * Requests the next rows when half of the last ones are left, so that they come while these are worked on; where they have
         * been fetched already, when none is left. So no more than two fetches are held, here and in the source.
         */
        private void refill() {
            int undelivered = buffered.get();
            int least = announced.get() > 0 ? 0 : size() / 2;
            if (awaited.get() > 0 || undelivered > least || complete) {
                return;
            }
            lookAhead.passed(window, undelivered);
            if (begun && fetch == 0) {
                growth.grow();
            }
            requestMore(begun ? size() : 1);
        }

        private int size() {
            return fetch == 0 ? growth.size() : fetch;
        }

        // "complete" is read before the buffer, which has all rows once it is set.
        private boolean ended() {
            if (!done && (cancelled || complete && buffer.isEmpty())) {
                end();
            }
            if (done) {
                Operators.onDiscardQueueWithClear(buffer, context, null);
            }
            return done;
        }

        /** The window ends before the subscriber hears of it. */
        private void end() {
            done = true;
            lookAhead.ended(window, buffered.get());
            if (cancelled) {
                return;
            }
            Throwable why = error;
            if (why == null) {
                actual.onComplete();
            } else {
                actual.onError(why);
            }
        }
    }
}

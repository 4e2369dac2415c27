package dev.relata.mongo.internal.exec;

import dev.relata.spi.stream.CursorFlux;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import dev.relata.spi.stream.FetchSize;
import dev.relata.spi.stream.SerialQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Takes whole batches off the driver's publisher. The driver makes its batches as large as the demand it has, so demanding a
 * number of rows when all that were demanded have arrived is asking the server for that many.
 *
 * <p>In a session every batch is fetched in a turn of its own, and other commands of the session run in between. A batch
 * that is under way at cancel keeps its turn until it is there: nothing else may run in the session before. Between batches
 * the cursor is closed in a turn too; the driver does not tell when the server has done that. The end of the cursor may come after a full batch, while the next one waits for its turn: that turn is given back as it comes.
 */
final class MongoCursorSource<R> implements CursorSource, CoreSubscriber<R> {

    /** The driver asks for two rows where one is demanded, and would ask for more while it still holds the other. */
    private static final int FEWEST = 2;

    /** Notified of every batch but the first, which the read itself brought. */
    interface BatchListener {

        void onBatch(int rows, long startedNanos);
    }

    private final Flux<R> source;
    private final @Nullable SerialQueue queue;
    private final BatchListener listener;
    private final CursorSubscription<R> delivery;
    private final AtomicReference<SerialQueue.@Nullable Permit> held = new AtomicReference<>();
    private volatile @Nullable Subscription upstream;
    private volatile @Nullable Subscription waiting;
    private volatile boolean cancelled;
    private volatile boolean ended;
    private List<R> batch = new ArrayList<>();
    private int asked;
    private long started;
    private boolean first = true;

    MongoCursorSource(
            Flux<R> source, @Nullable SerialQueue queue, BatchListener listener, CursorSubscription<R> delivery) {
        this.source = source;
        this.queue = queue;
        this.listener = listener;
        this.delivery = delivery;
    }

    /**
     * The rows of a cursor, in batches of a fixed size, two rows at the least, or, for 0, of a size that follows the rows; in a
     * session in turns. The driver's publisher must leave the size of its batches to the demand.
     */
    static Flux<@Nullable Object[]> rows(
            RowDecoder decoder,
            int fixed,
            @Nullable SerialQueue session,
            BatchListener listener,
            Function<RowDecoder, Flux<@Nullable Object[]>> opener) {
        return new CursorFlux<>(
                () -> fixed > 0 ? FetchSize.fixed(Math.max(FEWEST, fixed)) : FetchSize.growing(FEWEST),
                delivery -> new MongoCursorSource<>(
                        opener.apply(decoder.sampling(delivery.fetchSize())), session, listener, delivery));
    }

    @Override
    public void fetch(int rows) {
        asked = rows;
        started = System.nanoTime();
        SerialQueue session = queue;
        if (session == null) {
            send();
        } else {
            session.enter().subscribe(new Turn());
        }
    }

    private void send() {
        Subscription cursor = upstream;
        if (cursor == null) {
            source.subscribe(this);
        } else {
            cursor.request(asked);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Subscription place = waiting;
        if (place != null) {
            place.cancel();
        }
        if (held.get() == null) {
            close();
        }
    }

    /** Between batches, when nothing else runs in the session. */
    private void close() {
        SerialQueue session = queue;
        if (session == null || upstream == null || ended) {
            closeCursor();
        } else {
            session.enter().subscribe(new Closing());
        }
    }

    private void closeCursor() {
        Subscription cursor = upstream;
        if (cursor != null) {
            cursor.cancel();
        }
    }

    @Override
    public Context currentContext() {
        return delivery.context();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        subscription.request(asked);
    }

    @Override
    public void onNext(R row) {
        batch.add(row);
        if (batch.size() == asked) {
            delivery.fetched(taken(), false);
        }
    }

    @Override
    public void onError(Throwable error) {
        ended = true;
        taken().forEach(delivery::row);
        delivery.failed(error);
    }

    @Override
    public void onComplete() {
        ended = true;
        delivery.fetched(taken(), true);
    }

    private List<R> taken() {
        List<R> rows = batch;
        batch = new ArrayList<>();
        if (!first && !rows.isEmpty()) {
            listener.onBatch(rows.size(), started);
        }
        first = false;
        leave();
        return rows;
    }

    private void leave() {
        SerialQueue.Permit permit = held.getAndSet(null);
        if (permit != null) {
            if (cancelled) {
                closeCursor();
            }
            permit.leave();
        }
    }

    /** Asks the driver in a turn of the session; cancel gives up the place in the queue. */
    private final class Turn implements CoreSubscriber<SerialQueue.Permit> {

        @Override
        public Context currentContext() {
            return delivery.context();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            waiting = subscription;
            subscription.request(1);
        }

        // Held before the end is looked for, and ended before what is held is given back: one of both sees the other.
        @Override
        public void onNext(SerialQueue.Permit permit) {
            held.set(permit);
            if (cancelled || ended) {
                leave();
            } else {
                send();
            }
        }

        @Override
        public void onError(Throwable error) {
            MongoCursorSource.this.onError(error);
        }

        @Override
        public void onComplete() {}
    }

    /** Closes the cursor when nothing else runs in the session: no cancel takes that back, and the delivery is over. */
    private final class Closing implements CoreSubscriber<SerialQueue.Permit> {

        @Override
        public Context currentContext() {
            return delivery.context();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(SerialQueue.Permit permit) {
            try {
                closeCursor();
            } finally {
                permit.leave();
            }
        }

        @Override
        public void onError(Throwable error) {
            Operators.onErrorDropped(error, currentContext());
        }

        @Override
        public void onComplete() {}
    }
}

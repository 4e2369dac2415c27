package dev.relata.mongo.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
final class CursorReader<R> implements CoreSubscriber<R> {

    private final Flux<R> source;
    private final @Nullable Turns turns;
    private final BatchListener listener;
    private final CursorSubscription<R> delivery;
    private final AtomicReference<Turns.@Nullable Permit> held = new AtomicReference<>();
    private volatile @Nullable Subscription upstream;
    private volatile @Nullable Subscription waiting;
    private volatile boolean cancelled;
    private volatile boolean ended;
    private List<R> batch = new ArrayList<>();
    private int asked;
    private long started;
    private boolean first = true;

    CursorReader(Flux<R> source, @Nullable Turns turns, BatchListener listener, CursorSubscription<R> delivery) {
        this.source = source;
        this.turns = turns;
        this.listener = listener;
        this.delivery = delivery;
    }

    /** Asks for the next batch, when the one before has arrived. Serialised with {@link #cancel()} by the delivery. */
    void fetch(int rows) {
        asked = rows;
        started = System.nanoTime();
        Turns session = turns;
        if (session == null) {
            send();
        } else {
            session.enter().subscribe(new Place());
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

    void cancel() {
        cancelled = true;
        Subscription place = waiting;
        if (place != null) {
            place.cancel();
        }
        if (held.get() == null) {
            closeInTurn();
        }
    }

    private void closeInTurn() {
        Turns session = turns;
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
            delivery.arrived(taken(), false, null);
        }
    }

    @Override
    public void onError(Throwable error) {
        ended = true;
        delivery.arrived(taken(), true, error);
    }

    @Override
    public void onComplete() {
        ended = true;
        delivery.arrived(taken(), true, null);
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
        Turns.Permit permit = held.getAndSet(null);
        if (permit != null) {
            if (cancelled) {
                closeCursor();
            }
            permit.leave();
        }
    }

    /** Asks the driver when it is its turn. */
    private final class Place implements CoreSubscriber<Turns.Permit> {

        @Override
        public void onSubscribe(Subscription subscription) {
            waiting = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(Turns.Permit permit) {
            // Held before the end is looked for, and ended before what is held is given back: one of both sees the
            // other.
            held.set(permit);
            if (cancelled || ended) {
                leave();
            } else {
                send();
            }
        }

        @Override
        public void onError(Throwable error) {
            CursorReader.this.onError(error);
        }

        @Override
        public void onComplete() {}
    }

    /** Closes the cursor when nothing else runs in the session. */
    private final class Closing implements CoreSubscriber<Turns.Permit> {

        @Override
        public Context currentContext() {
            return delivery.context();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Turns.Permit permit) {
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

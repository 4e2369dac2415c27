package dev.relata.mongo.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The rows of a cursor; every subscription opens one of its own, with its first demand. */
final class CursorFlux extends Flux<@Nullable Object[]> {

    /** Makes the driver's publisher, which must leave the size of its batches to the demand. */
    interface Opener {
        Flux<@Nullable Object[]> open(MeasuredRows rows);
    }

    private final RowDecoder decoder;
    private final int fixed;
    private final @Nullable Turns turns;
    private final BatchListener listener;
    private final Opener opener;

    /** Batches of a fixed size, or, for 0, of one that follows the rows; in turns where there are any. */
    CursorFlux(RowDecoder decoder, int fixed, @Nullable Turns turns, BatchListener listener, Opener opener) {
        this.decoder = decoder;
        this.fixed = fixed;
        this.turns = turns;
        this.listener = listener;
        this.opener = opener;
    }

    @Override
    public void subscribe(CoreSubscriber<? super @Nullable Object[]> actual) {
        MeasuredRows rows = new MeasuredRows(decoder);
        actual.onSubscribe(new CursorSubscription<@Nullable Object[]>(
                actual,
                new BatchSize(fixed, rows),
                delivery -> new CursorReader<>(opener.open(rows), turns, listener, delivery)));
    }
}

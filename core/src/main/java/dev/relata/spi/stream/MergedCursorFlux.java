package dev.relata.spi.stream;

import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The rows of several cursors that are read at the same time, in no order. Cold: every subscription opens cursors of its own, with
 * its first demand, and may add further ones while they are read. Holds at most two fetches of rows for each cursor. It completes
 * when every cursor that was added has ended; the first error of a cursor, and a cancel, cancel the others.
 *
 * @param <R> a row
 */
public final class MergedCursorFlux<R> extends Flux<R> {

    private final Supplier<FetchSize> sizes;
    private final Consumer<? super MergedCursors<R>> opener;

    /**
     * Makes the rows of several cursors.
     *
     * @param sizes makes the fetch size of one cursor
     * @param opener called once for each subscription, with the first demand; adds one cursor or more before it returns
     */
    public MergedCursorFlux(Supplier<FetchSize> sizes, Consumer<? super MergedCursors<R>> opener) {
        this.sizes = sizes;
        this.opener = opener;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        actual.onSubscribe(new MergedSubscription<>(actual, sizes, opener));
    }
}

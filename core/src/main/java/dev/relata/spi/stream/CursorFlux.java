package dev.relata.spi.stream;

import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The rows of a cursor. Cold: every subscription opens a cursor of its own, with its first demand. Holds at most two fetches of
 * rows; cancel closes the cursor.
 *
 * @param <R> a row
 */
public final class CursorFlux<R> extends Flux<R> {

    private final Supplier<FetchSize> sizes;
    private final Function<CursorSubscription<R>, CursorSource> opener;

    /**
     * Makes the rows of a cursor.
     *
     * @param sizes makes the fetch size of a subscription
     * @param opener makes the source of a subscription, which opens nothing before its first fetch
     */
    public CursorFlux(Supplier<FetchSize> sizes, Function<CursorSubscription<R>, CursorSource> opener) {
        this.sizes = sizes;
        this.opener = opener;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        CursorSubscription<R> subscription = new CursorSubscription<>(actual, sizes.get());
        subscription.readFrom(opener.apply(subscription));
        actual.onSubscribe(subscription);
    }
}

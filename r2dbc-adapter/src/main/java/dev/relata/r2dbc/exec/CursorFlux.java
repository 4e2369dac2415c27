package dev.relata.r2dbc.exec;

import java.util.function.Function;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The rows of a cursor; every subscription opens one of its own, with its first demand. */
final class CursorFlux<R> extends Flux<R> {

    private final CursorOptions options;
    private final Function<CursorSubscription<R>, CursorSource> opener;

    CursorFlux(CursorOptions options, Function<CursorSubscription<R>, CursorSource> opener) {
        this.options = options;
        this.opener = opener;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        actual.onSubscribe(new CursorSubscription<>(actual, new FetchSize(options), opener));
    }
}

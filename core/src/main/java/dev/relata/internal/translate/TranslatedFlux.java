package dev.relata.internal.translate;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** Elements as they are, errors translated. */
final class TranslatedFlux<R> extends FluxOperator<R, R> {

    private final ErrorTranslation translation;

    TranslatedFlux(Flux<R> source, ErrorTranslation translation) {
        super(source);
        this.translation = translation;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new TranslatedSubscriber<>(actual, translation));
    }
}

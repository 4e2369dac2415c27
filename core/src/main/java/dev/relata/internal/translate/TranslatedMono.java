package dev.relata.internal.translate;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** An element as it is, an error translated. */
final class TranslatedMono<R> extends MonoOperator<R, R> {

    private final ErrorTranslation translation;

    TranslatedMono(Mono<R> source, ErrorTranslation translation) {
        super(source);
        this.translation = translation;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new TranslatedSubscriber<>(actual, translation));
    }
}

package dev.relata.internal.translate;

import dev.relata.internal.operator.OperatorSubscriber;
import reactor.core.CoreSubscriber;

/** Translates the error that ends one subscription. */
final class TranslatedSubscriber<R> extends OperatorSubscriber<R, R> {

    private final ErrorTranslation translation;

    TranslatedSubscriber(CoreSubscriber<? super R> actual, ErrorTranslation translation) {
        super(actual);
        this.translation = translation;
    }

    @Override
    public void onNext(R element) {
        actual.onNext(element);
    }

    @Override
    public void onError(Throwable error) {
        actual.onError(translation.translated(error));
    }
}

package dev.relata.internal.answer;

import dev.relata.internal.operator.OperatorSubscriber;
import reactor.core.CoreSubscriber;

/** Translates the error that ends one subscription. */
final class TranslatedSubscriber<R> extends OperatorSubscriber<R, R> {

    private final Answers answers;

    TranslatedSubscriber(CoreSubscriber<? super R> actual, Answers answers) {
        super(actual);
        this.answers = answers;
    }

    @Override
    public void onNext(R element) {
        actual.onNext(element);
    }

    @Override
    public void onError(Throwable error) {
        actual.onError(answers.translated(error));
    }
}

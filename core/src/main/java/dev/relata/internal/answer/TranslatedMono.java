package dev.relata.internal.answer;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** An element as it is, an error translated. */
final class TranslatedMono<R> extends MonoOperator<R, R> {

    private final Answers answers;

    TranslatedMono(Mono<R> source, Answers answers) {
        super(source);
        this.answers = answers;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new TranslatedSubscriber<>(actual, answers));
    }
}

package dev.relata.internal.answer;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** Elements as they are, errors translated. */
final class TranslatedFlux<R> extends FluxOperator<R, R> {

    private final Answers answers;

    TranslatedFlux(Flux<R> source, Answers answers) {
        super(source);
        this.answers = answers;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new TranslatedSubscriber<>(actual, answers));
    }
}

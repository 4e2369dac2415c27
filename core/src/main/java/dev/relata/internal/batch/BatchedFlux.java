package dev.relata.internal.batch;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** A pipeline in a scope. */
final class BatchedFlux<R> extends FluxOperator<R, R> {

    private final Scopes scopes;

    BatchedFlux(Flux<? extends R> source, Scopes scopes) {
        super(source);
        this.scopes = scopes;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        ScopeSubscription scope = ScopeSubscription.of(scopes, actual.currentContext());
        scope.asBurst(() -> source.subscribe(new BatchedSubscriber<>(actual, scope)));
    }
}

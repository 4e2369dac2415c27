package dev.relata.internal.batch;

import dev.relata.internal.operator.FirstError;
import dev.relata.internal.operator.OperatorSubscriber;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/** A pipeline of at most one element, in a scope. */
final class BatchedMono<R> extends MonoOperator<R, R> {

    private final Scopes scopes;

    BatchedMono(Mono<? extends R> source, Scopes scopes) {
        super(source);
        this.scopes = scopes;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        ScopeSubscription scope = ScopeSubscription.of(scopes, actual.currentContext());
        scope.asBurst(() -> source.subscribe(new Inside<>(actual, scope)));
    }

    private static final class Inside<R> extends OperatorSubscriber<R, R> {

        private final ScopeSubscription scope;

        Inside(CoreSubscriber<? super R> actual, ScopeSubscription scope) {
            super(actual);
            this.scope = scope;
        }

        @Override
        public Context currentContext() {
            return scope.context();
        }

        @Override
        public void onNext(R value) {
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable error) {
            scope.leave();
            actual.onError(FirstError.of(error));
        }

        @Override
        public void onComplete() {
            scope.leave();
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            scope.asBurst(() -> super.request(n));
        }

        @Override
        public void cancel() {
            super.cancel();
            scope.leave();
        }
    }
}

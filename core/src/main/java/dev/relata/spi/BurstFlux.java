package dev.relata.spi;

import dev.relata.internal.operator.OperatorSubscriber;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** Brackets the calls that go up; signals pass as they are. */
final class BurstFlux<R> extends FluxOperator<R, R> {

    BurstFlux(Flux<? extends R> source) {
        super(source);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        Burst burst = Burst.of(actual.currentContext());
        if (burst == Burst.NONE) {
            source.subscribe(actual);
            return;
        }
        burst.begin();
        try {
            source.subscribe(new Bracket<>(actual, burst));
        } finally {
            burst.end();
        }
    }

    private static final class Bracket<R> extends OperatorSubscriber<R, R> {

        private final Burst burst;

        Bracket(CoreSubscriber<? super R> actual, Burst burst) {
            super(actual);
            this.burst = burst;
        }

        @Override
        public void onNext(R value) {
            actual.onNext(value);
        }

        @Override
        public void request(long n) {
            burst.begin();
            try {
                super.request(n);
            } finally {
                burst.end();
            }
        }
    }
}

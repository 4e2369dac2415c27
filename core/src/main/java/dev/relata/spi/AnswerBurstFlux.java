package dev.relata.spi;

import dev.relata.internal.operator.OperatorSubscriber;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;

/** Keeps a burst open while an answer comes; signals pass as they are. */
final class AnswerBurstFlux<R> extends FluxOperator<R, R> {

    AnswerBurstFlux(Flux<? extends R> source) {
        super(source);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        Burst burst = Burst.of(actual.currentContext());
        source.subscribe(burst == Burst.NONE ? actual : new Bracket<>(actual, burst));
    }

    /**
     * The burst must not stay open while the source waits for demand: the lookups that wait for its end may be what the demand
     * comes from. So the thread that takes the last outstanding demand ends it, and the next element begins another.
     */
    private static final class Bracket<R> extends OperatorSubscriber<R, R> {

        private final Burst burst;
        private final AtomicBoolean open = new AtomicBoolean();
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean over;

        Bracket(CoreSubscriber<? super R> actual, Burst burst) {
            super(actual);
            this.burst = burst;
        }

        @Override
        public void onNext(R value) {
            begin();
            try {
                actual.onNext(value);
            } finally {
                if (takesLastDemand()) {
                    end();
                }
            }
        }

        private boolean takesLastDemand() {
            return demand.get() != Long.MAX_VALUE && demand.decrementAndGet() <= 0;
        }

        @Override
        public void onError(Throwable error) {
            begin();
            try {
                super.onError(error);
            } finally {
                finish();
            }
        }

        @Override
        public void onComplete() {
            begin();
            try {
                super.onComplete();
            } finally {
                finish();
            }
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                demand.accumulateAndGet(n, Operators::addCap);
            }
            burst.begin();
            try {
                super.request(n);
            } finally {
                burst.end();
            }
        }

        @Override
        public void cancel() {
            super.cancel();
            finish();
        }

        // Called by the thread of the signal only; a cancel from another one finds either the flag, or is found here.
        private void begin() {
            if (over || open.get()) {
                return;
            }
            burst.begin();
            open.set(true);
            if (over) {
                end();
            }
        }

        private void finish() {
            over = true;
            end();
        }

        private void end() {
            if (open.compareAndSet(true, false)) {
                burst.end();
            }
        }
    }
}

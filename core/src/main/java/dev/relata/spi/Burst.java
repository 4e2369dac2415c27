package dev.relata.spi;

import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * Something synchronous that may bring many lookups, such as the rows of one fetch: lookups wait for its end, so that they
 * travel together. Stores that deliver several rows in one go find it in the subscriber's context and bracket the delivery.
 * Thread-safe; bursts may overlap.
 */
public interface Burst {

    /** The key in the reactive context. */
    Object KEY = Burst.class;

    /** The burst of a context that collects nothing. */
    Burst NONE = new Burst() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /** Called before the first signal of the burst. */
    void begin();

    /** Called once for each {@link #begin()}, after its last signal; what has been collected goes out now, on this thread. */
    void end();

    /**
     * Finds what collects lookups in a context.
     *
     * @param context the subscriber's context
     * @return the burst to bracket with, {@link #NONE} where there is none
     */
    static Burst of(ContextView context) {
        return context.<Burst>getOrEmpty(KEY).orElse(NONE);
    }

    /**
     * Makes each subscription and each request of a source one burst: for sources that emit inside these calls.
     *
     * @param source the source
     * @param <R> its elements
     * @return the same elements, with the same demand
     */
    static <R> Flux<R> around(Flux<R> source) {
        return new BurstFlux<>(source);
    }

    /**
     * Makes an answer one burst, from its first signal until its end, or until all that was requested has been delivered: for
     * answers that come by themselves once they have begun, whatever the lookups that they lead to. An answer of which a part
     * waits for such a lookup, as that of a pipeline may, would wait for itself.
     *
     * @param answer the answer
     * @param <R> its elements
     * @return the same elements, with the same demand
     */
    static <R> Flux<R> aroundAnswer(Flux<R> answer) {
        return new AnswerBurstFlux<>(answer);
    }
}

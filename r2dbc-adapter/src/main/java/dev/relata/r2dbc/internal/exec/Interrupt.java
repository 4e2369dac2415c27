package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;

/** The wish of a consumer that a statement end now; asked once, heard by the statement whenever it runs. */
final class Interrupt {

    private final Moment moment = new Moment();
    private volatile boolean asked;

    void ask() {
        asked = true;
        moment.come();
    }

    boolean asked() {
        return asked;
    }

    /** Completes when asked. */
    Mono<Void> signal() {
        return moment.await();
    }
}

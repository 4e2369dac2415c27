package dev.relata.spring;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Waits for what a test needs done, and nothing more. */
public final class Await {

    private Await() {}

    /** Waits for the end of a publisher; fails as it does. */
    public static void done(Publisher<?> work) {
        Object unused = Flux.from(work).blockLast();
    }
}

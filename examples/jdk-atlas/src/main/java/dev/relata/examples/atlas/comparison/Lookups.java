package dev.relata.examples.atlas.comparison;

import dev.relata.Relata;
import dev.relata.error.UnplannedLookupException;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which type declares each of these methods? Immutable.
 *
 * @param methods methods at hand, each of another type: what is read for one is of no use for the next
 */
record Lookups(List<Method> methods) {

    static final int CONCURRENCY = 256;

    /** One pipeline, for whoever asks: whether its lookups travel together is decided behind it. */
    Flux<String> ask(Relata relata) {
        return ask(relata, CONCURRENCY);
    }

    private Flux<String> ask(Relata relata, int concurrency) {
        return Flux.fromIterable(methods)
                .flatMap(method -> relata.on(method, Method.TYPE).get().map(type -> line(method, type)), concurrency);
    }

    /**
     * What stops them where the detector is set to fail; empty where they are too few for it. They go one at a time, so that
     * none is under way when that happens.
     */
    Mono<String> caught(Relata failing) {
        return ask(failing, 1)
                .then(Mono.<String>empty())
                .onErrorResume(UnplannedLookupException.class, found -> Mono.justOrEmpty(found.getMessage()));
    }

    private static String line(Method method, Type type) {
        return method.id() + " " + method.name() + method.descriptor() + " of " + type.name();
    }
}

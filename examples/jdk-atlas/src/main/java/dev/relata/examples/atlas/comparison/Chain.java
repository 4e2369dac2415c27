package dev.relata.examples.atlas.comparison;

import static dev.relata.examples.atlas.comparison.Lookups.CONCURRENCY;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * In which module is each of these methods? By way of its type and its package. Immutable.
 *
 * @param methods methods at hand, each of another type, of as many packages as there are
 */
record Chain(List<Method> methods) {

    /** Three lookups that follow each other, each in a {@code flatMap} of its own. */
    Flux<JdkModule> ask(Relata relata) {
        return Flux.fromIterable(methods)
                .flatMap(method -> relata.on(method, Method.TYPE).get(), CONCURRENCY)
                .flatMap(type -> relata.on(type, Type.PACKAGE).get(), CONCURRENCY)
                .flatMap(holder -> relata.on(holder, JdkPackage.MODULE).get(), CONCURRENCY);
    }
}

package dev.relata.examples.atlas.web.ways;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import reactor.core.publisher.Flux;

/**
 * Which methods do the methods of a type call, and in which types are these? Answers a line for each call. Immutable.
 *
 * @param type the type
 * @param methods the most methods to ask about
 */
record CalledMethods(Type type, int methods) {

    private static final int CONCURRENCY = 256;

    /** A lookup for each method and for each method that it calls. Whether they travel together is decided behind it. */
    Flux<String> ask(Relata relata) {
        return asked(relata)
                .all()
                .flatMap(
                        method -> relata.on(method, Method.CALLEES).all().map(callee -> new Call(method, callee)),
                        CONCURRENCY)
                .flatMap(call -> relata.on(call.callee(), Method.TYPE).get().map(call::line), CONCURRENCY);
    }

    /** A statement for each level. */
    Flux<String> plan(Relata relata) {
        return asked(relata)
                .fetch(Method.CALLEES, callees -> callees.fetch(Method.TYPE))
                .graphs()
                .concatMap(method ->
                        Flux.fromIterable(method.graphs(Method.CALLEES)).map(callee -> line(method.root(), callee)));
    }

    private Selection<Method> asked(Relata relata) {
        return relata.on(type, Type.METHODS).orderBy(asc(Method::id)).limit(methods);
    }

    private static String line(Method method, Graph<Method> callee) {
        return new Call(method, callee.root()).line(callee.one(Method.TYPE).orElseThrow());
    }

    private record Call(Method method, Method callee) {

        String line(Type declaring) {
            return method.name() + method.descriptor() + " calls " + declaring.name() + "." + callee.name()
                    + callee.descriptor();
        }
    }
}

package dev.relata.examples.atlas.comparison;

import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import reactor.core.publisher.Flux;

/** Which methods do the types of {@code java.util} and below have, and which methods do these call? */
final class CallGraph {

    private static final int TYPES = 500;

    private CallGraph() {}

    /** A lookup for each type and for each method. */
    static Flux<Record> naive(Relata relata) {
        return types(relata)
                .all()
                .flatMap(type -> relata.on(type, Type.METHODS).all())
                .flatMap(
                        method -> rows(method, relata.on(method, Method.CALLEES).all()));
    }

    /** A statement for each level. */
    static Flux<Record> plan(Relata relata) {
        return types(relata)
                .fetch(Type.METHODS, methods -> methods.fetch(Method.CALLEES))
                .graphs()
                .flatMapIterable(type -> type.graphs(Type.METHODS))
                .concatMap(CallGraph::rows);
    }

    private static Selection<Type> types(Relata relata) {
        return relata.from(Type.class)
                .where(Type::name, startsWith("java.util."))
                .orderBy(asc(Type::name))
                .limit(TYPES);
    }

    private static Flux<Record> rows(Graph<Method> method) {
        return rows(method.root(), Flux.fromIterable(method.many(Method.CALLEES)));
    }

    private static Flux<Record> rows(Method method, Flux<Method> callees) {
        return callees.<Record>map(callee -> new Call(method.id(), callee.id())).startWith(method);
    }
}

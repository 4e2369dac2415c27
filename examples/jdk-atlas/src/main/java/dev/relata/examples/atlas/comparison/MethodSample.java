package dev.relata.examples.atlas.comparison;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods to ask about, no two of one type: a scope that remembers a type is of no help with the next method. Immutable. */
record MethodSample(Relata relata) {

    private static final int TYPES_OF_A_PACKAGE = 10;

    /** The first method of each of the first types. */
    Mono<List<Method>> ofTypes(int methods) {
        return withMethod(relata.from(Type.class))
                .limit(methods)
                .graphs()
                .map(MethodSample::method)
                .collectList();
    }

    /** A method of a type of every package, then one of a second type of each, and so on. */
    Mono<List<Method>> acrossPackages(int methods) {
        return relata.from(JdkPackage.class)
                .orderBy(asc(JdkPackage::id))
                .fetch(JdkPackage.TYPES, types -> withMethod(types).limit(TYPES_OF_A_PACKAGE))
                .graphs()
                .map(holder -> holder.graphs(JdkPackage.TYPES))
                .collectList()
                .flatMapMany(MethodSample::inTurns)
                .map(MethodSample::method)
                .take(methods)
                .collectList();
    }

    private static Selection<Type> withMethod(Selection<Type> types) {
        return types.whereAny(Type.METHODS, methods -> methods)
                .orderBy(asc(Type::id))
                .fetch(Type.METHODS, methods -> methods.orderBy(asc(Method::id)).limit(1));
    }

    private static Flux<Graph<Type>> inTurns(List<List<Graph<Type>>> packages) {
        return Flux.range(0, TYPES_OF_A_PACKAGE)
                .concatMap(turn -> Flux.fromIterable(packages)
                        .filter(types -> types.size() > turn)
                        .map(types -> types.get(turn)));
    }

    private static Method method(Graph<Type> type) {
        return type.many(Type.METHODS).get(0);
    }
}

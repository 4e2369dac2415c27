package dev.relata.examples.atlas.comparison;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.model.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Types with one to four methods each, which call each other at random. */
final class RandomGraph {

    static final int PACKAGES = 850;
    private static final int MODULES = 70;

    private final Random random;
    private final int types;
    private final List<Method> methods = new ArrayList<>();

    RandomGraph(long seed, int types) {
        this.random = new Random(seed);
        this.types = types;
        for (int type = 0; type < types; type++) {
            for (int more = random.nextInt(4); more >= 0; more--) {
                methods.add(new Method(methods.size(), type, "method" + more, "()V", 0));
            }
        }
    }

    static long printedSeed() {
        long seed = new Random().nextLong();
        System.out.println("Random graph of seed " + seed);
        return seed;
    }

    Mono<Void> insertInto(Relata relata) {
        return relata.bulk()
                .insert(JdkModule.class, rows(MODULES, id -> new JdkModule(id, "module" + id, null, false)))
                .then(relata.bulk().insert(JdkPackage.class, rows(PACKAGES, RandomGraph::holder)))
                .then(relata.bulk().insert(Type.class, rows(types, RandomGraph::type)))
                .then(relata.bulk().insert(Method.class, Flux.fromIterable(methods)))
                .then(relata.bulk().insert(Call.class, Flux.fromIterable(calls())))
                .then();
    }

    private static <E> Flux<E> rows(int number, IntFunction<E> row) {
        return Flux.fromStream(() -> IntStream.range(0, number).mapToObj(row));
    }

    private static JdkPackage holder(int id) {
        return new JdkPackage(id, id * MODULES / PACKAGES, "java.util.p" + id, true);
    }

    private static Type type(int id) {
        int holder = id % PACKAGES;
        return new Type(id, holder, null, "java.util.p" + holder + ".T" + id, TypeKind.CLASS, 0);
    }

    private Set<Call> calls() {
        Set<Call> calls = new HashSet<>();
        for (Method caller : methods) {
            Stream.generate(() -> random.nextInt(methods.size()))
                    .limit(random.nextInt(3))
                    .forEach(callee -> calls.add(new Call(caller.id(), callee)));
        }
        return calls;
    }
}

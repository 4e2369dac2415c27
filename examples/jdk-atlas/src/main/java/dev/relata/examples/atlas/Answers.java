package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Requires;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.model.TypeKind;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.Link;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Answers questions about the graph, as sorted lines to print. Immutable. */
final class Answers {

    private final Relata relata;
    private final Names names;
    private final TypeClosure closure;

    Answers(Relata relata) {
        this.relata = relata;
        this.names = new Names(relata);
        this.closure = new TypeClosure(relata);
    }

    /** The lines of the answer; an {@link UnknownNameException} where nothing has the name. */
    Flux<String> to(Question question, String name) {
        Flux<String> lines = switch (question) {
            case IMPLEMENTORS ->
                names.type(name)
                        .flatMapMany(closure::below)
                        .filter(Answers::isClass)
                        .transform(this::typeLines);
            case SUBTYPES -> names.type(name).flatMapMany(closure::below).transform(this::typeLines);
            case SUPERTYPES -> names.type(name).flatMapMany(closure::above).transform(this::typeLines);
            case CALLERS -> names.methods(name).flatMapMany(named -> related(named, Method.CALLERS));
            case CALLEES -> names.methods(name).flatMapMany(named -> related(named, Method.CALLEES));
            case REQUIRES -> names.module(name).flatMapMany(this::requires);
        };
        return lines.sort();
    }

    private static boolean isClass(Type type) {
        return type.kind() != TypeKind.INTERFACE && type.kind() != TypeKind.ANNOTATION;
    }

    private Flux<String> typeLines(Flux<Type> types) {
        return ModuleNames.load(relata)
                .flatMapMany(modules -> types.map(type -> type.name() + "  (" + modules.of(type) + ")"));
    }

    /** All overloads in one statement, and the types of what they lead to in another. */
    private Flux<String> related(List<Method> methods, ManyToManyThrough<Method, Method, ?> relationship) {
        return relata.load(methods, relationship)
                .map(found -> found.values().stream().flatMap(List::stream).collect(Collectors.toSet()))
                .flatMapMany(this::methodLines);
    }

    private Flux<String> methodLines(Set<Method> methods) {
        Set<Integer> ids = methods.stream().map(Method::typeId).collect(Collectors.toSet());
        return relata.from(Type.class)
                .where(Type::id)
                .in(ids)
                .all()
                .collectMap(Type::id, Type::name)
                .flatMapIterable(types -> methods.stream()
                        .map(method -> types.get(method.typeId()) + "." + Names.readable(method))
                        .toList());
    }

    private Flux<String> requires(JdkModule module) {
        return relata.on(module, JdkModule.REQUIRES).links().all().map(Answers::line);
    }

    private static String line(Link<JdkModule, Requires> link) {
        Requires data = link.data();
        String modifiers = Stream.of(
                        data.transitive() ? "transitive" : "",
                        data.compileOnly() ? "static" : "",
                        data.mandated() ? "mandated" : "",
                        data.synthetic() ? "synthetic" : "")
                .filter(modifier -> !modifier.isEmpty())
                .collect(Collectors.joining(", "));
        return link.target().name() + (modifiers.isEmpty() ? "" : "  (" + modifiers + ")");
    }
}

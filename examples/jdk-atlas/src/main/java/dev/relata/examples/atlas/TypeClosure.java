package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Type;
import dev.relata.model.ToMany;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All types above or below a type, found level by level: a constant number of statements for each level. Immutable. */
final class TypeClosure {

    private final Relata relata;

    TypeClosure(Relata relata) {
        this.relata = relata;
    }

    /** All types that extend or implement the type, directly or not. */
    Flux<Type> below(Type type) {
        return closure(type, level -> Flux.concat(related(level, Type.SUBCLASSES), related(level, Type.IMPLEMENTORS)));
    }

    /** All types that the type extends or implements, directly or not. */
    Flux<Type> above(Type type) {
        return closure(type, level -> Flux.concat(superclasses(level), related(level, Type.INTERFACES)));
    }

    private static Flux<Type> closure(Type start, Function<Collection<Type>, Flux<Type>> next) {
        return Flux.defer(() -> {
            Set<Type> seen = new HashSet<>(Set.of(start));
            Function<Collection<Type>, Mono<List<Type>>> expand =
                    level -> next.apply(level).filter(seen::add).collectList().filter(found -> !found.isEmpty());
            return expand.apply(List.of(start)).expand(expand).concatMapIterable(level -> level);
        });
    }

    private Flux<Type> related(Collection<Type> level, ToMany<Type, Type> relationship) {
        return relata.load(level, relationship)
                .flatMapIterable(found -> found.values())
                .concatMapIterable(types -> types);
    }

    private Flux<Type> superclasses(Collection<Type> level) {
        List<Integer> ids = level.stream()
                .map(Type::superclassId)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        return relata.from(Type.class).where(Type::id).in(ids).all();
    }
}

package dev.relata.examples.atlas.web.type;

import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.containsIgnoreCase;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Conditions.startsWithIgnoreCase;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Type;
import dev.relata.model.Filter;
import dev.relata.query.Selection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds types by a part of their name: first where it begins the simple name of a type of the Java platform itself, then where it
 * stands anywhere. A statement each, the second only where the first finds too few. Immutable.
 */
@Component
public final class TypeSearch {

    private static final int CANDIDATES = 400;
    private static final int SUGGESTIONS = 5;

    private final Relata relata;

    TypeSearch(Relata relata) {
        this.relata = relata;
    }

    /** At most so many types, the likeliest first. */
    Flux<Type> find(String text, int most) {
        Selection<Type> types = relata.from(Type.class);
        Selection<Type> likely = types.where(Type::name, startsWith("java")).where(simpleNameBegins(text));
        Selection<Type> others = types.where(Type::name, containsIgnoreCase(text));
        return Flux.concat(ranked(likely, text), ranked(others, text))
                .distinct()
                .take(most);
    }

    /**
     * Reads the type of a name.
     *
     * @param name its binary name
     * @return the type; an error with status 404 and similar names where there is none
     */
    public Mono<Type> named(String name) {
        return relata.from(Type.class).where(Type::name).eq(name).one().switchIfEmpty(unknown(name));
    }

    /** Fails with names that were perhaps meant: of types with the same simple name, or with the beginning of it. */
    <T> Mono<T> unknown(String name) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        return similar(simple)
                .filter(names -> !names.isEmpty())
                .switchIfEmpty(similar(simple.substring(0, (simple.length() + 1) / 2)))
                .flatMap(names ->
                        Mono.error(new UnknownNameProblem("The graph of this JDK has no type '" + name + "'.", names)));
    }

    private Mono<List<String>> similar(String text) {
        return text.isBlank()
                ? Mono.just(List.of())
                : find(text, SUGGESTIONS).map(Type::name).collectList();
    }

    private static Filter<Type> simpleNameBegins(String text) {
        return anyOf(
                is(Type::name, containsIgnoreCase("." + text)),
                is(Type::name, containsIgnoreCase("$" + text)),
                is(Type::name, startsWithIgnoreCase(text)));
    }

    private static Flux<Type> ranked(Selection<Type> candidates, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return candidates
                .orderBy(asc(Type::name))
                .limit(CANDIDATES)
                .all()
                .sort(Comparator.<Type>comparingInt(type -> rank(type.name().toLowerCase(Locale.ROOT), wanted))
                        .thenComparingInt(type -> type.name().length())
                        .thenComparing(Type::name));
    }

    private static int rank(String name, String wanted) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        if (name.equals(wanted) || simple.equals(wanted)) {
            return name.startsWith("java.") ? 0 : 1;
        }
        if (simple.startsWith(wanted) || name.startsWith(wanted)) {
            return name.startsWith("java.") ? 2 : 3;
        }
        return simple.contains(wanted) ? 4 : 5;
    }
}

package dev.relata.internal.write;

import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * The keys by which rows refer to rows of a type. Views are left out: they show rows that are kept elsewhere, so they hold
 * nothing back, and nothing can be deleted or changed in them. Immutable.
 *
 * @param model the model
 * @param views the tables of the model that are views
 */
public record Referrers(Model model, Set<String> views) {

    /** The references that a delete of rows of a type may concern. */
    public static Mono<Referrers> ofDelete(Model model, Sessions sessions, EntityType<?> type) {
        return of(model, sessions, type, reference -> reference.onDelete() == OnDelete.CASCADE);
    }

    /** The references that a change of keys of a type may concern. */
    public static Mono<Referrers> ofKeys(Model model, Sessions sessions, EntityType<?> type) {
        return of(model, sessions, type, reference -> reference.onUpdate() == OnUpdate.CASCADE);
    }

    private static Mono<Referrers> of(
            Model model, Sessions sessions, EntityType<?> type, Predicate<Reference> onwards) {
        return Mono.defer(() -> {
            Set<String> tables = new LinkedHashSet<>();
            collect(model, type, onwards, tables);
            Mono<Set<String>> views = tables.isEmpty()
                    ? Mono.just(Set.of())
                    : sessions.write(session -> session.views(Set.copyOf(tables)));
            return views.map(found -> new Referrers(model, found));
        });
    }

    private static void collect(Model model, EntityType<?> type, Predicate<Reference> onwards, Set<String> tables) {
        for (Reference reference : model.references(type)) {
            if (tables.add(reference.child().table()) && onwards.test(reference)) {
                collect(model, reference.child(), onwards, tables);
            }
        }
    }

    /** The references to a type. */
    public List<Reference> of(EntityType<?> type) {
        return model.references(type).stream()
                .filter(reference -> !views.contains(reference.child().table()))
                .toList();
    }
}

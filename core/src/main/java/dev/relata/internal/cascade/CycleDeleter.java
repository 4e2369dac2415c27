package dev.relata.internal.cascade;

import dev.relata.internal.cascade.CascadeGraph.Component;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Delete;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Deletes rows of types that refer to each other in a circle. Keys inside the circle that may be null are cleared first;
 * then, round by round, go the rows that no row of another type in the circle refers to any more. What is left after a round
 * that found none refers to itself in a circle of rows, by keys that may not be null: only the database, with a constraint
 * that waits or that cascades, can let that go.
 */
final class CycleDeleter {

    private final Session session;
    private final Component component;
    private final List<Reference> kept = new ArrayList<>();
    private final List<Reference> cleared = new ArrayList<>();
    private final List<RowSet> parts;
    private final Set<RowSet> done = new HashSet<>();
    private boolean stuck;

    CycleDeleter(Session session, CascadeGraph closure, Component component, DeletionSet going) {
        this.session = session;
        this.component = component;
        this.parts = component.types().stream()
                .flatMap(type -> going.of(type).stream())
                .toList();
        component.types().stream()
                .flatMap(type -> closure.references(type).stream())
                .filter(this::between)
                .forEach(reference -> (reference.clearable().isEmpty() ? kept : cleared).add(reference));
    }

    private boolean between(Reference reference) {
        return component.types().contains(reference.child())
                && reference.child() != reference.parent()
                && StronglyConnectedComponents.ordering(reference);
    }

    Mono<Long> delete() {
        return Flux.fromIterable(cleared)
                .concatMap(this::clear)
                .then(Mono.defer(this::round).repeat(() -> !stuck).then())
                .thenMany(Flux.fromIterable(parts))
                .filter(part -> !done.contains(part))
                .concatMap(part -> session.delete(new Delete(part.label(), part.query(), true)))
                .reduce(0L, Long::sum);
    }

    private Mono<Long> clear(Reference reference) {
        List<Change> changes = reference.clearable().stream()
                .map(attribute -> new Change(attribute, null))
                .toList();
        return Flux.fromIterable(parts)
                .filter(part -> part.type() == reference.child())
                .concatMap(part -> session.update(new Update(reference.name(), part.query(), changes, true)))
                .reduce(0L, Long::sum);
    }

    private Mono<Long> round() {
        return Flux.fromIterable(parts)
                .filter(part -> !done.contains(part))
                .concatMap(this::peel)
                .reduce(0L, Long::sum)
                .doOnNext(gone -> stuck = gone == 0 || done.size() == parts.size());
    }

    private Mono<Long> peel(RowSet part) {
        List<Reference> holding = kept.stream()
                .filter(reference -> reference.parent() == part.type())
                .filter(reference ->
                        parts.stream().anyMatch(other -> !done.contains(other) && other.type() == reference.child()))
                .toList();
        Query free = part.query();
        for (Reference reference : holding) {
            free = free.where(new Predicate.Not(
                    new Predicate.Exists(reference.association().flip(), Query.of(reference.child()))));
        }
        return session.delete(new Delete(part.label(), free, true)).doOnNext(rows -> {
            if (holding.isEmpty()) {
                done.add(part);
            }
        });
    }
}

package dev.relata.internal.cascade;

import dev.relata.internal.cascade.CascadeGraph.TypeGroup;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Delete;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Deletes rows of types that refer to each other in a circle. Keys inside the circle that may be null are cleared first;
 * then, round by round, go the rows that no row of another type in the circle refers to any more. What is left after a round
 * that found none refers to itself in a circle of rows, by keys that may not be null: only the database, with a constraint
 * that waits or that cascades, can let that go.
 */
final class CycleDeleter {

    private final DeletionSet set;
    private final List<Reference> kept;
    private final List<Reference> cleared;
    private final List<RowSet> rows;
    private final Set<RowSet> done = new HashSet<>();
    private boolean stuck;

    CycleDeleter(DeletionSet set, TypeGroup component) {
        this.set = set;
        this.rows = set.of(component.types());
        Map<Boolean, List<Reference>> between = component.types().stream()
                .flatMap(type -> set.graph().references(type).stream())
                .filter(reference -> component.types().contains(reference.child()))
                .filter(reference -> reference.child() != reference.parent())
                .filter(OnDeleteTrait.CHILDREN_FIRST)
                .collect(Collectors.partitioningBy(
                        reference -> reference.clearable().isEmpty()));
        this.kept = between.getOrDefault(true, List.of());
        this.cleared = between.getOrDefault(false, List.of());
    }

    Mono<Long> delete() {
        return Flux.fromIterable(cleared)
                .concatMap(this::clear)
                .then(Mono.defer(this::round).repeat(() -> !stuck).then())
                .thenMany(left())
                .concatMap(one -> set.session().delete(new Delete(one.label(), one.query(), true)))
                .reduce(0L, Long::sum);
    }

    private Flux<RowSet> left() {
        return Flux.fromIterable(rows).filter(one -> !done.contains(one));
    }

    private Flux<Long> clear(Reference reference) {
        return Flux.fromIterable(rows)
                .filter(one -> one.type() == reference.child())
                .map(one -> new Update(reference.name(), one.query(), ForeignKeyReset.cleared(reference), true))
                .concatMap(update -> set.session().update(update));
    }

    private Mono<Long> round() {
        return left().concatMap(this::peel)
                .reduce(0L, Long::sum)
                .doOnNext(gone -> stuck = gone == 0 || done.size() == rows.size());
    }

    private Mono<Long> peel(RowSet one) {
        List<Reference> holding = kept.stream()
                .filter(reference -> reference.parent() == one.type())
                .filter(reference ->
                        rows.stream().anyMatch(other -> !done.contains(other) && other.type() == reference.child()))
                .toList();
        Query free = one.query();
        for (Reference reference : holding) {
            free = free.where(new Predicate.Not(
                    new Predicate.Exists(reference.association().flip(), Query.of(reference.child()))));
        }
        return set.session().delete(new Delete(one.label(), free, true)).doOnNext(gone -> {
            if (holding.isEmpty()) {
                done.add(one);
            }
        });
    }
}

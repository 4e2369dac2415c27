package dev.relata.internal.cascade;

import dev.relata.error.RelatedNotFoundException;
import dev.relata.internal.cascade.CascadeGraph.TypeGroup;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.KeyChanges;
import dev.relata.internal.write.RowSet;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Delete;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out a delete of rows that are known and locked: keys are set first, then children go before parents.
 *
 * @param set the rows that go
 * @param keyChanges sets keys, and those that follow
 * @param times the times of rows with keys that are set
 */
record DeleteExecutor(DeletionSet set, KeyChanges keyChanges, UpdateTimes times) {

    /** Fails where a row that is to refer to a default would find none. */
    Mono<Void> checkDefaults() {
        return Flux.fromStream(() -> set.graph().references(OnDeleteTrait.NEEDS_DEFAULT))
                .concatMap(this::checkDefault)
                .then();
    }

    private Mono<Void> checkDefault(Reference reference) {
        List<RowSet> referrers = set.referring(reference);
        if (referrers.isEmpty()) {
            return Mono.empty();
        }
        RowSet wanted = new RowSet(
                reference.name(), reference.parent(), new KeyIn(reference.parentKey(), List.of(reference.defaults())));
        return any(DeletionSet.disjoint(List.of(wanted), set.of(reference.parent())))
                .filterWhen(there -> there ? Mono.just(false) : any(referrers))
                .flatMap(needed -> Mono.error(noDefault(reference)));
    }

    private Mono<Boolean> any(List<RowSet> sets) {
        return Flux.fromIterable(sets)
                .concatMap(rows -> set.session()
                        .select(Select.of(rows.label(), rows.query().limit(1), RowSet.id(rows.type()))))
                .hasElements();
    }

    private static RelatedNotFoundException noDefault(Reference reference) {
        return new RelatedNotFoundException(reference.name() + ": the default is no "
                + reference.parent().name() + " with " + Ids.describe(reference.parentKey(), reference.defaults())
                + ", or it goes in the same delete, and rows of "
                + reference.child().table() + " need it; nothing was written, insert it first");
    }

    /** Locks the rows with keys that are set and that are not locked yet, sets keys, then deletes; answers how many of the root's rows went by the last statement. */
    Mono<Long> execute() {
        List<TypeGroup> childrenFirst = new ArrayList<>(set.graph().components());
        Collections.reverse(childrenFirst);
        return Flux.fromIterable(setting().values())
                .concatMap(this::lock)
                .thenMany(Flux.fromIterable(setting().values()))
                .concatMap(ways -> ForeignKeyReset.of(this, ways).set())
                .thenMany(Flux.fromIterable(childrenFirst))
                .concatMap(this::delete)
                .last(0L);
    }

    /** The references that set keys, table by table in one order. */
    private Map<String, List<Reference>> setting() {
        return set.graph()
                .references(OnDeleteTrait.SETS_KEYS)
                .sorted((one, other) -> one.onDelete().compareTo(other.onDelete()))
                .collect(Collectors.groupingBy(
                        reference -> reference.child().table(), TreeMap::new, Collectors.toList()));
    }

    private Mono<Void> lock(List<Reference> ways) {
        List<Reference> unlocked = ways.stream()
                .filter(way -> set.graph().metByOtherDeletes(way.child()) && !set.isSettled(way))
                .toList();
        return set.lock(set.referring(unlocked))
                .doOnNext(locked -> unlocked.forEach(way -> set.settle(way, locked.sets())))
                .then();
    }

    private Mono<Long> delete(TypeGroup component) {
        return component.types().size() > 1
                ? new CycleDeleter(set, component).delete()
                : Flux.fromIterable(set.of(component.types()))
                        .concatMap(this::delete)
                        .reduce(0L, Long::sum);
    }

    private Mono<Long> delete(RowSet rows) {
        return set.session().delete(new Delete(rows.label(), rows.query(), true));
    }
}

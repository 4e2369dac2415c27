package dev.relata.internal.cascade;

import dev.relata.internal.rekey.FollowingUpdates;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Predicate;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sets the keys of rows of one table with targets that go, also in rows that go themselves: until they do, the database would hold
 * them to their key. A row that several ways lead to is written once: PostgreSQL checks all keys of a row that a transaction
 * writes again, and locks the rows they refer to, which another delete may hold. For one delete.
 *
 * @param delete the delete
 * @param type the type of the rows
 * @param ways the rows of each way, and what they get
 */
record ForeignKeyReset(DeleteExecutor delete, EntityType<?> type, Map<RowSet, List<Change>> ways) {

    /** Of so many ways all combinations are told apart. */
    private static final int COMBINED = 4;

    static ForeignKeyReset of(DeleteExecutor delete, List<Reference> references) {
        EntityType<?> type = references.get(0).child();
        Map<RowSet, List<Change>> ways = new LinkedHashMap<>();
        references.forEach(
                reference -> delete.set().setting(reference).forEach(rows -> ways.put(rows, changes(reference))));
        return new ForeignKeyReset(delete, type, ways);
    }

    private static List<Change> changes(Reference reference) {
        return OnDeleteTrait.NEEDS_DEFAULT.test(reference) ? defaults(reference) : cleared(reference);
    }

    static List<Change> cleared(Reference reference) {
        return reference.clearable().stream()
                .map(attribute -> Change.of(attribute, null))
                .toList();
    }

    private static List<Change> defaults(Reference reference) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < reference.key().size(); i++) {
            changes.add(Change.of(reference.key().get(i), reference.defaults().get(i)));
        }
        return changes;
    }

    Mono<Void> set() {
        List<Attribute> changing = ways.values().stream()
                .flatMap(List::stream)
                .map(Change::attribute)
                .toList();
        boolean followed = delete.keyChanges().follow(type, changing);
        return followed || ways.size() < 2 || ways.size() > COMBINED ? oneByOne() : together();
    }

    private Mono<Void> oneByOne() {
        return Flux.fromIterable(ways.entrySet())
                .map(way -> new Update(way.getKey().label(), way.getKey().query(), touched(way.getValue()), true))
                .concatMap(update -> delete.keyChanges().update(update))
                .then();
    }

    private Mono<Void> together() {
        FollowingUpdates updates = new FollowingUpdates(Predicate.TRUE);
        ways.forEach((rows, changes) -> updates.add(rows, touched(changes)));
        String label = ways.keySet().iterator().next().label();
        return delete.set().session().update(new Updates(label, updates.updates()));
    }

    private List<Change> touched(List<Change> changes) {
        return delete.times().with(type, changes);
    }
}

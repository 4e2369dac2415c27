package dev.relata.internal.cascade;

import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.EntityRows;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnDelete;
import dev.relata.spi.Predicate;
import dev.relata.spi.Session;
import dev.relata.spi.Update.Change;
import dev.relata.spi.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sets the keys of rows of one table whose targets go, also in rows that go themselves: until they do, the database would hold
 * them to their key. A row that several ways lead to is written once: PostgreSQL checks all keys of a row that a transaction
 * writes again, and locks the rows they refer to, which another delete may hold. For one delete.
 */
final class KeyReset {

    /** Of so many ways all combinations are told apart. */
    private static final int COMBINED = 4;

    private final Engine engine;
    private final Session session;
    private final EntityType<?> type;
    private final EntityRows<?> rows;
    private final Map<RowSet, List<Change>> ways = new LinkedHashMap<>();

    KeyReset(Engine engine, Session session, DeletionSet going, List<Reference> references) {
        this.engine = engine;
        this.session = session;
        this.type = references.get(0).child();
        this.rows = new EntityRows<>(engine, type);
        references.forEach(reference -> going.setting(reference).forEach(part -> ways.put(part, changes(reference))));
    }

    private static List<Change> changes(Reference reference) {
        return reference.onDelete() == OnDelete.SET_NULL ? cleared(reference) : defaults(reference);
    }

    private static List<Change> cleared(Reference reference) {
        return reference.clearable().stream()
                .map(attribute -> new Change(attribute, null))
                .toList();
    }

    private static List<Change> defaults(Reference reference) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < reference.key().size(); i++) {
            changes.add(new Change(reference.key().get(i), reference.defaults().get(i)));
        }
        return changes;
    }

    Mono<Long> set() {
        List<Attribute> changing = ways.values().stream()
                .flatMap(List::stream)
                .map(Change::attribute)
                .toList();
        boolean followed = Rekeying.follows(engine, type, changing);
        return followed || ways.size() < 2 || ways.size() > COMBINED ? oneByOne() : together();
    }

    private Mono<Long> oneByOne() {
        return Flux.fromIterable(ways.entrySet())
                .concatMap(way ->
                        rows.updateRows(way.getKey().label(), way.getKey().query(), way.getValue()))
                .reduce(0L, Long::sum);
    }

    private Mono<Long> together() {
        FollowingUpdates followers = new FollowingUpdates(Predicate.TRUE);
        ways.forEach((part, changes) -> followers.add(part, NewValues.same(rows.touched(changes))));
        String label = ways.keySet().iterator().next().label();
        return session.update(new Updates(label, followers.updates())).thenReturn(0L);
    }
}

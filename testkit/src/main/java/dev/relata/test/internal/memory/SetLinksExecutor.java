package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.SetLinks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets all links of one owner; they are rows here, whatever a model says. Stateless. */
final class SetLinksExecutor {

    private SetLinksExecutor() {}

    static WriteResult<Long> set(Database database, State state, SetLinks set) {
        IdArray array = set.type().idArray().orElseThrow();
        Predicate owner = new Predicate.KeyIn(array.owner().id(), List.of(set.owner()));
        if (new QueryRows(database.catalog(), state)
                .of(Query.of(array.owner()).where(owner))
                .isEmpty()) {
            return new WriteResult<>(state, 0L, 0);
        }
        WriteResult<Long> removed =
                ChangeExecutor.delete(database.catalog(), state, new Delete(set.label(), others(set, array)));
        if (set.targets().isEmpty()) {
            return new WriteResult<>(removed.state(), 1L, 1);
        }
        WriteResult<?> added =
                InsertExecutor.insert(database.catalog(), database.sequences(), removed.state(), insert(set, array));
        return new WriteResult<>(added.state(), 1L, 1);
    }

    private static Query others(SetLinks set, IdArray array) {
        Attribute end = set.type().attribute(array.field());
        Predicate mine = new Predicate.KeyIn(ownerKey(set.type(), end), List.of(set.owner()));
        List<List<Object>> kept = set.targets().stream().map(List::of).toList();
        Predicate others = kept.isEmpty() ? Predicate.TRUE : new Predicate.Not(new Predicate.KeyIn(List.of(end), kept));
        return Query.of(set.type()).where(mine.and(others));
    }

    private static List<Attribute> ownerKey(EntityType<?> type, Attribute end) {
        return type.attributes().stream()
                .filter(attribute -> !attribute.equals(end))
                .toList();
    }

    private static Insert insert(SetLinks set, IdArray array) {
        Attribute end = set.type().attribute(array.field());
        List<Attribute> key = ownerKey(set.type(), end);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Object target : set.targets()) {
            @Nullable Object[] row = new @Nullable Object[key.size() + 1];
            for (int i = 0; i < key.size(); i++) {
                row[key.get(i).index()] = set.owner().get(i);
            }
            row[end.index()] = target;
            rows.add(row);
        }
        return new Insert(
                set.label(),
                set.type(),
                set.type().attributes(),
                rows,
                Conflict.ignore(set.type().id()),
                List.of());
    }
}

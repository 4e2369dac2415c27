package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Delete;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import dev.relata.spi.VersionTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Carries out updates and deletes in one state. Stateless. */
final class ChangeExecutor {

    private ChangeExecutor() {}

    static WriteResult<Long> update(Catalog catalog, State state, Update update) {
        List<StoredRow> found = new QueryRows(catalog, state).of(update.query());
        return replace(catalog, state, update.label(), update.query().type(), found, changed(found, update, List.of()));
    }

    private static List<StoredRow> changed(List<StoredRow> found, Update update, List<ComputedValues> own) {
        List<Attribute> given = new ArrayList<>();
        update.changes().forEach(change -> given.add(change.attribute()));
        own.forEach(values -> given.addAll(values.columns()));
        List<StoredRow> changed = new ArrayList<>();
        NewValues computed = new NewValues(update.label(), Instant.now());
        for (StoredRow row : found) {
            @Nullable Object[] values = row.values().clone();
            update.changes().forEach(change -> values[change.attribute().index()] = computed.of(change, row));
            own.forEach(each -> each.give(row, values));
            count(update.query().type(), values, given);
            changed.add(new StoredRow(row.number(), values));
        }
        return changed;
    }

    /** Each update finds its rows in the state before all of them; keys are checked in the state after all. */
    static WriteResult<Long> update(Catalog catalog, State state, Updates updates) {
        QueryRows before = new QueryRows(catalog, state);
        State after = state;
        List<List<StoredRow>> found = new ArrayList<>();
        List<List<StoredRow>> changed = new ArrayList<>();
        for (Updates.UpdatePart part : updates.parts()) {
            Update update = part.update();
            EntityType<?> type = update.query().type();
            List<ComputedValues> own =
                    part.own().stream().map(ComputedValues::new).toList();
            List<StoredRow> rows = before.of(update.query()).stream()
                    .filter(row -> own.stream().allMatch(values -> values.knows(row)))
                    .toList();
            List<StoredRow> written = changed(rows, update, own);
            required(update.label(), type, written);
            after = after.with(after.table(catalog, type).replace(update.label(), written));
            found.add(rows);
            changed.add(written);
        }
        for (int i = 0; i < found.size(); i++) {
            Update part = updates.parts().get(i).update();
            catalog.check(after, part.query().type(), part.label(), found.get(i), changed.get(i));
        }
        long rows = changed.stream().mapToLong(List::size).sum();
        return new WriteResult<>(after, rows, rows);
    }

    static WriteResult<Long> update(Catalog catalog, State state, UpdateRows update) {
        RowIndex related = new RowIndex(catalog, state);
        List<StoredRow> found = new ArrayList<>();
        List<StoredRow> changed = new ArrayList<>();
        for (@Nullable Object[] given : lastOfEachKey(update)) {
            MemoryKey key = keyOf(given, update.key().size());
            List<StoredRow> rows = key == null ? List.of() : related.find(update.type(), update.key(), key);
            for (StoredRow row : rows) {
                found.add(row);
                changed.add(new StoredRow(row.number(), changed(row, update, given)));
            }
        }
        return replace(catalog, state, update.label(), update.type(), found, changed);
    }

    /** Of rows with one key the last, whatever version it is given in. */
    private static Collection<@Nullable Object[]> lastOfEachKey(UpdateRows update) {
        Attribute version = update.type().version().orElse(null);
        int[] key = IntStream.range(0, update.key().size())
                .filter(i -> !update.key().get(i).equals(version))
                .toArray();
        Map<MemoryKey, @Nullable Object[]> last = new LinkedHashMap<>();
        for (@Nullable Object[] row : update.rows()) {
            MemoryKey same = keyOf(IntStream.of(key).mapToObj(i -> row[i]).toArray(), key.length);
            if (same != null) {
                last.put(same, row);
            }
        }
        return last.values();
    }

    static @Nullable MemoryKey keyOf(@Nullable Object[] given, int size) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object part = given[i];
            if (part == null) {
                return null;
            }
            key.add(part);
        }
        return MemoryKey.of(key);
    }

    private static @Nullable Object[] changed(StoredRow row, UpdateRows update, @Nullable Object[] given) {
        @Nullable Object[] values = row.values().clone();
        for (int i = 0; i < update.columns().size(); i++) {
            values[update.columns().get(i).index()] =
                    MemoryValues.copy(given[update.key().size() + i]);
        }
        count(update.type(), values, update.columns());
        return values;
    }

    /** The next version of a row, where it has one that is not given. */
    static void count(EntityType<?> type, @Nullable Object[] values, List<Attribute> given) {
        type.version().filter(version -> !given.contains(version)).ifPresent(version -> {
            Object before = values[version.index()];
            values[version.index()] =
                    version.counts() ? following(before) : VersionTime.next(version, Instant.now(), before);
        });
    }

    private static Object following(@Nullable Object before) {
        return before instanceof Long number
                ? (Object) (number + 1)
                : Integer.valueOf(before instanceof Integer number ? number + 1 : 0);
    }

    private static WriteResult<Long> replace(
            Catalog catalog,
            State state,
            String label,
            EntityType<?> type,
            Collection<StoredRow> found,
            Collection<StoredRow> changed) {
        required(label, type, changed);
        State after = state.with(state.table(catalog, type).replace(label, changed));
        catalog.check(after, type, label, found, changed);
        return new WriteResult<>(after, (long) changed.size(), changed.size());
    }

    private static void required(String label, EntityType<?> type, Collection<StoredRow> changed) {
        for (StoredRow row : changed) {
            for (Attribute attribute : type.attributes()) {
                InsertExecutor.required(label, type, attribute, row.values()[attribute.index()]);
            }
        }
    }

    static WriteResult<Long> delete(Catalog catalog, State state, Delete delete) {
        EntityType<?> type = delete.query().type();
        List<StoredRow> found = new QueryRows(catalog, state).of(delete.query());
        Map<EntityType<?>, Collection<StoredRow>> gone = new LinkedHashMap<>();
        State after = without(catalog, state, type, found, gone);
        gone.forEach((each, rows) -> catalog.check(after, each, delete.label(), rows, List.of()));
        return new WriteResult<>(after, (long) found.size(), found.size());
    }

    /** Rows that refer by a key that cascades go too; their number is not told, as a database does not tell it. */
    private static State without(
            Catalog catalog,
            State state,
            EntityType<?> type,
            Collection<StoredRow> rows,
            Map<EntityType<?>, Collection<StoredRow>> gone) {
        if (rows.isEmpty()) {
            return state;
        }
        gone.computeIfAbsent(type, any -> new ArrayList<>()).addAll(rows);
        State after = state.with(state.table(catalog, type).delete(rows));
        for (ForeignKeyConstraint key : catalog.cascading(type)) {
            after = without(catalog, after, key.child(), key.referring(catalog, after, rows), gone);
        }
        return after;
    }
}

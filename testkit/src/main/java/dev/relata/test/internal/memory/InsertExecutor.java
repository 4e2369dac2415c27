package dev.relata.test.internal.memory;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Writability;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.ColumnSizes;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.StoredEntities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out one insert: the rows written so far, and the table as it is with them. For one statement, one thread. */
final class InsertExecutor {

    private final Sequences sequences;
    private final Insert insert;
    private final int conflictKey;
    private final List<StoredRow> written = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<@Nullable MemoryKey> keys = new ArrayList<>();
    private final Map<MemoryKey, Integer> last = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private TableData table;

    private InsertExecutor(Catalog catalog, Sequences sequences, State state, Insert insert) {
        this.sequences = sequences;
        this.insert = insert;
        this.table = state.table(catalog, insert.type());
        this.conflictKey = conflictKey();
        for (@Nullable Object[] row : insert.rows()) {
            MemoryKey key = keyOf(row);
            keys.add(key);
            if (key != null) {
                last.put(key, keys.size() - 1);
            }
        }
    }

    static WriteResult<List<@Nullable Object[]>> insert(
            Catalog catalog, Sequences sequences, State state, Insert insert) {
        InsertExecutor writing = new InsertExecutor(catalog, sequences, state, insert);
        for (int i = 0; i < insert.rows().size(); i++) {
            if (!writing.comesAgain(i)) {
                writing.row(i);
            }
        }
        State after = state.with(writing.table);
        catalog.check(after, insert.type(), insert.label(), List.of(), writing.written);
        return new WriteResult<>(after, writing.answer(), writing.written.size());
    }

    /** The key by which the last row wins; null where none does, or where the row has a null in it. */
    private @Nullable MemoryKey keyOf(@Nullable Object[] row) {
        List<Attribute> key = insert.conflict().key();
        if (insert.conflict().policy() != Conflict.Policy.UPDATE
                || !insert.columns().containsAll(key)) {
            return null;
        }
        Object[] values = key.stream()
                .map(attribute -> row[insert.columns().indexOf(attribute)])
                .toArray();
        return ChangeExecutor.keyOf(values, values.length);
    }

    private int conflictKey() {
        List<Attribute> key = insert.conflict().key();
        int found = key.isEmpty() ? -1 : table.schema().keyOf(key);
        if (found < 0 && !key.isEmpty()) {
            throw new StoreException(
                    insert.label() + ": " + insert.type().name() + " has no unique key "
                            + key.stream().map(Attribute::name).toList() + "; mark it @Unique",
                    Reason.OTHER,
                    null,
                    false,
                    null);
        }
        return found;
    }

    /** Whether a later row has the key of this one, and wins. */
    private boolean comesAgain(int position) {
        MemoryKey key = keys.get(position);
        return key != null && !Objects.equals(last.get(key), position);
    }

    private void row(int position) {
        @Nullable Object[] values = complete(insert.rows().get(position));
        Conflict.Policy policy = insert.conflict().policy();
        StoredRow there = policy == Conflict.Policy.ERROR ? null : table.clash(values, conflictKey);
        if (there == null) {
            table = table.insert(insert.label(), values);
            note(last(), position);
        } else if (policy == Conflict.Policy.UPDATE) {
            overwrite(there, values, position);
        }
    }

    private StoredRow last() {
        StoredRow last = table.last();
        if (last == null) {
            throw new IllegalStateException("a row was just written");
        }
        return last;
    }

    private void overwrite(StoredRow there, @Nullable Object[] given, int position) {
        if (touched.contains(there.number())) {
            throw new StoreException(
                    insert.label() + ": the rows given hold the same key twice, and a row cannot be changed a second"
                            + " time in one statement; leave out the earlier ones",
                    Reason.OTHER,
                    null,
                    false,
                    null);
        }
        if (isStale(there, given)) {
            return;
        }
        @Nullable Object[] values = there.values().clone();
        for (Attribute attribute : insert.conflict().update()) {
            values[attribute.index()] = given[attribute.index()];
        }
        ChangeExecutor.count(insert.type(), values, List.of());
        StoredRow changed = new StoredRow(there.number(), values);
        table = table.replace(insert.label(), List.of(changed));
        note(changed, position);
    }

    /** With the version among what is overwritten, only a row in the given version is. */
    private boolean isStale(StoredRow there, @Nullable Object[] given) {
        return insert.type()
                .version()
                .filter(insert.conflict().update()::contains)
                .filter(version -> !Objects.equals(there.values()[version.index()], given[version.index()]))
                .isPresent();
    }

    private void note(StoredRow row, int position) {
        written.add(row);
        positions.add(position);
        touched.add(row.number());
    }

    private @Nullable Object[] complete(@Nullable Object[] given) {
        EntityType<?> type = insert.type();
        @Nullable Object[] values = new @Nullable Object[type.attributes().size()];
        for (int i = 0; i < given.length; i++) {
            values[insert.columns().get(i).index()] = MemoryValues.copy(given[i]);
        }
        for (Attribute attribute : type.attributes()) {
            Object value = values[attribute.index()];
            if (attribute.writes() == Writability.NEVER) {
                values[attribute.index()] = sequences.fills(type, attribute) ? sequences.next(type, attribute) : null;
                continue; // where nothing is said, a trigger of the database would give it
            }
            if (attribute.generation() == Generation.DATABASE && value == null) {
                value = sequences.next(type, attribute);
                values[attribute.index()] = value;
                if (value == null
                        && sequences.fills(type, attribute)
                        && !type.id().contains(attribute)) {
                    continue;
                }
            } else if (attribute.generation() == Generation.DATABASE && value != null) {
                sequences.taken(type, attribute, value);
            }
            required(insert.label(), type, attribute, value);
        }
        return values;
    }

    /** An id is never null once stored, though the record's component is nullable before. */
    static void required(String label, EntityType<?> type, Attribute attribute, @Nullable Object value) {
        StoredEntities.requireValue(label, type, attribute, value);
        ColumnSizes.exceeded(attribute.size(), value).ifPresent(by -> {
            throw new StoreException(
                    label + ": " + attribute.qualifiedName() + " " + by + "; shorten or round it, or declare more",
                    Reason.TOO_LARGE,
                    null,
                    false,
                    null);
        });
    }

    private List<@Nullable Object[]> answer() {
        List<@Nullable Object[]> answer = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            List<@Nullable Object> values = new ArrayList<>();
            if (insert.positioned()) {
                values.add(positions.get(i));
            }
            for (Attribute attribute : insert.returning()) {
                values.add(MemoryValues.copy(written.get(i).values()[attribute.index()]));
            }
            answer.add(values.toArray());
        }
        return answer;
    }
}

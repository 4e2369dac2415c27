package dev.relata.test.internal.memory;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.test.internal.memory.TableSchema.UniqueKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/** The rows of a table at one moment, and an index for each unique key. Immutable; every change gives a new one. */
final class TableData {

    private final TableSchema schema;
    private final TreePMap<Long, StoredRow> rows;
    private final List<HashPMap<MemoryKey, StoredRow>> indexes;
    private final long next;

    private TableData(
            TableSchema schema,
            TreePMap<Long, StoredRow> rows,
            List<HashPMap<MemoryKey, StoredRow>> indexes,
            long next) {
        this.schema = schema;
        this.rows = rows;
        this.indexes = indexes;
        this.next = next;
    }

    static TableData empty(TableSchema schema) {
        List<HashPMap<MemoryKey, StoredRow>> indexes = new ArrayList<>();
        schema.keys().forEach(key -> indexes.add(HashTreePMap.empty()));
        return new TableData(schema, TreePMap.empty(), indexes, 0);
    }

    TableSchema schema() {
        return schema;
    }

    /** All rows, in the order of writing. */
    Collection<StoredRow> rows() {
        return rows.values();
    }

    /** The row that was written last, or null where there is none. */
    @Nullable
    StoredRow last() {
        return rows.isEmpty() ? null : rows.lastEntry().getValue();
    }

    /** The row with a value of one of the schema's unique keys. */
    @Nullable
    StoredRow find(int key, MemoryKey value) {
        return indexes.get(key).get(value);
    }

    /** A row whose unique keys clash with the given values, under the given key or, for -1, any. */
    @Nullable
    StoredRow clash(@Nullable Object[] values, int key) {
        for (int i = 0; i < indexes.size(); i++) {
            MemoryKey value = MemoryKey.of(values, schema.keys().get(i).attributes());
            StoredRow found = value == null || key >= 0 && key != i ? null : find(i, value);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    TableData insert(String label, @Nullable Object[] values) {
        return with(label, new StoredRow(next, values), next + 1);
    }

    /** Changes rows; their unique keys are checked when all have changed. */
    TableData replace(String label, Collection<StoredRow> changed) {
        TableData table =
                delete(changed.stream().map(row -> rows.get(row.number())).toList());
        for (StoredRow row : changed) {
            table = table.with(label, row, next);
        }
        return table;
    }

    TableData delete(Collection<StoredRow> gone) {
        List<HashPMap<MemoryKey, StoredRow>> changed = new ArrayList<>(indexes);
        TreePMap<Long, StoredRow> rest = rows;
        for (StoredRow row : gone) {
            rest = rest.minus(row.number());
            for (int i = 0; i < changed.size(); i++) {
                MemoryKey key = MemoryKey.of(row.values(), schema.keys().get(i).attributes());
                changed.set(i, key == null ? changed.get(i) : changed.get(i).minus(key));
            }
        }
        return new TableData(schema, rest, changed, next);
    }

    private TableData with(String label, StoredRow row, long following) {
        List<HashPMap<MemoryKey, StoredRow>> changed = new ArrayList<>(indexes);
        for (int i = 0; i < changed.size(); i++) {
            MemoryKey key = MemoryKey.of(row.values(), schema.keys().get(i).attributes());
            if (key != null && changed.get(i).containsKey(key)) {
                throw duplicate(label, schema.keys().get(i), row.values());
            }
            changed.set(i, key == null ? changed.get(i) : changed.get(i).plus(key, row));
        }
        return new TableData(schema, rows.plus(row.number(), row), changed, following);
    }

    private ConstraintViolationException duplicate(String label, UniqueKey key, @Nullable Object[] values) {
        String named = key.attributes().stream()
                .map(attribute -> attribute.name() + "=" + ValueText.ofKey(values[attribute.index()]))
                .collect(Collectors.joining(", "));
        return new ConstraintViolationException(
                label + ": " + schema.type().name() + " with " + named + " is there already (" + key.name()
                        + "); write another, or use upsert",
                Reason.UNIQUE,
                null,
                key.name(),
                null);
    }

    /** A row with one of the values under some attributes, by scanning. */
    @Nullable
    StoredRow anyWith(List<Attribute> attributes, Collection<MemoryKey> values) {
        return with(attributes, values).findFirst().orElse(null);
    }

    /** The rows with one of the values under some attributes, by scanning. */
    List<StoredRow> allWith(List<Attribute> attributes, Collection<MemoryKey> values) {
        return values.isEmpty() ? List.of() : with(attributes, values).toList();
    }

    private Stream<StoredRow> with(List<Attribute> attributes, Collection<MemoryKey> values) {
        return rows.values().stream().filter(row -> {
            MemoryKey key = MemoryKey.of(row.values(), attributes);
            return key != null && values.contains(key);
        });
    }
}

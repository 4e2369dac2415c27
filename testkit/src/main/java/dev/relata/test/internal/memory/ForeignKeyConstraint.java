package dev.relata.test.internal.memory;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Attributes whose values must be those of a unique key elsewhere, or null in part; checked when a statement ends, as
 * {@code NO ACTION} does. Immutable.
 *
 * @param child the type that refers
 * @param columns the attributes that refer
 * @param parent the type referred to
 * @param references the attributes referred to, in the order of {@code columns}
 * @param cascades whether rows of the child go with what they refer to, as under {@code ON DELETE CASCADE}
 */
record ForeignKeyConstraint(
        EntityType<?> child,
        List<Attribute> columns,
        EntityType<?> parent,
        List<Attribute> references,
        boolean cascades) {

    String name() {
        return child.table() + "_" + TableSchema.columns(columns) + "_fkey";
    }

    /** Checks rows that were written to the child. */
    void checkWritten(Catalog catalog, State after, String label, Collection<StoredRow> written) {
        TableData parents = after.table(catalog, parent);
        int key = parents.schema().keyOf(references);
        for (StoredRow row : written) {
            MemoryKey value = valueIn(row, columns, parents.schema(), key);
            if (value != null && parents.find(key, value) == null) {
                throw violation(
                        label,
                        child.name() + " refers to a row of " + parent.name() + " that is not there ("
                                + TableSchema.columns(columns) + "=" + text(row, columns) + "); write that first");
            }
        }
    }

    /** The rows of the child that refer to some of the parent. */
    List<StoredRow> referring(Catalog catalog, State state, Collection<StoredRow> parents) {
        Set<MemoryKey> keys = parents.stream()
                .map(row -> MemoryKey.of(row.values(), references))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return state.table(catalog, child).allWith(columns, keys);
    }

    /** Checks rows that went from the parent, or changed there. */
    void checkGone(Catalog catalog, State after, String label, Collection<StoredRow> gone) {
        TableData parents = after.table(catalog, parent);
        int key = parents.schema().keyOf(references);
        Set<MemoryKey> missing = gone.stream()
                .filter(row -> {
                    MemoryKey value = valueIn(row, references, parents.schema(), key);
                    return value != null && parents.find(key, value) == null;
                })
                .map(row -> MemoryKey.of(row.values(), references))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        StoredRow left = missing.isEmpty() ? null : after.table(catalog, child).anyWith(columns, missing);
        if (left != null) {
            throw violation(
                    label,
                    parent.name() + " is still referred to by " + child.name() + " (" + TableSchema.columns(columns)
                            + "=" + text(left, columns) + "); delete or change that first");
        }
    }

    /** The row's values in the order of the parent's unique key, which may list the attributes in another one. */
    private @Nullable MemoryKey valueIn(StoredRow row, List<Attribute> from, TableSchema parents, int key) {
        List<Attribute> ordered = parents.keys().get(key).attributes().stream()
                .map(attribute -> from.get(position(attribute)))
                .toList();
        return MemoryKey.of(row.values(), ordered);
    }

    private int position(Attribute attribute) {
        for (int i = 0; i < references.size(); i++) {
            if (references.get(i).name().equals(attribute.name())) {
                return i;
            }
        }
        throw new IllegalStateException(name() + " refers to no " + attribute.qualifiedName());
    }

    private static String text(StoredRow row, List<Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> ValueText.ofKey(row.values()[attribute.index()]))
                .collect(Collectors.joining(", "));
    }

    private ConstraintViolationException violation(String label, String what) {
        return new ConstraintViolationException(label + ": " + what, Reason.FOREIGN_KEY, null, name(), null);
    }
}

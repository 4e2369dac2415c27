package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * New values for many rows, each its own, in one statement. Whole: where the store leaves out rows that are there, by rules of
 * its own such as triggers, it fails with an error that says so, and nothing of it stays. Immutable.
 *
 * <p>Where the type has a {@link EntityType#version() version}, the store sets the next one of every row, unless it is among
 * the columns. It may be part of the key: then only rows with the given version change.
 *
 * @param label what it is for
 * @param type the type
 * @param key the attributes that find a row, the id as a rule
 * @param columns the attributes that change; never empty, disjoint from {@code key} unless it is a part of {@link Updates}
 * @param rows for each row the values of {@code key} and then of {@code columns}; of those with one key, whatever their
 *     version, the last is written
 */
public record UpdateRows(
        String label, EntityType<?> type, List<Attribute> key, List<Attribute> columns, List<@Nullable Object[]> rows) {

    /** Copies the lists, not the rows. */
    public UpdateRows {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Finds the rows that are to change.
     *
     * @return the rows of the type that have one of the keys
     */
    public Query query() {
        List<List<Object>> keys = rows.stream()
                .map(row -> Stream.of(row)
                        .limit(key.size())
                        .<Object>map(Objects::requireNonNull)
                        .toList())
                .toList();
        return Query.of(type).where(new Predicate.KeyIn(key, keys));
    }
}

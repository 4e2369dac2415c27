package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New rows of one type, in one statement whatever their number. Immutable.
 *
 * <p>The answer holds one array for each row that was written, with the values of {@code returning} as stored: in the
 * order of {@code rows} under the policy ERROR, in any order under the others. With no {@code returning} it holds empty
 * arrays.
 *
 * <p>Where the store leaves rows out by rules of its own, such as triggers, or tells another number than it was given, an
 * insert fails with an error that says so, and nothing of it stays: under ERROR, under UPDATE, and under IGNORE where it is to
 * be whole. Under UPDATE with a version to compare, a single row that is left out is not answered, and nothing of it stays;
 * of several the others are answered.
 *
 * <p>Of rows given with one key of the policy, as the store compares keys, the first is written under IGNORE and the last
 * under UPDATE. Which of them an array comes from is the store's to say, see {@link #positioned()}.
 *
 * @param label what it is for
 * @param type the type
 * @param columns the attributes that are given; the others get the database's default
 * @param rows for each row a value for each of {@code columns}; at least one row
 * @param conflict what happens to rows that are there already
 * @param returning the attributes to answer
 * @param whole whether a row that IGNORE does not write must be there already by the key of the policy
 */
public record Insert(
        String label,
        EntityType<?> type,
        List<Attribute> columns,
        List<@Nullable Object[]> rows,
        Conflict conflict,
        List<Attribute> returning,
        boolean whole) {

    /** Copies the lists, not the rows. */
    public Insert {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        returning = List.copyOf(returning);
    }

    /**
     * New rows; under IGNORE the store may leave some out.
     *
     * @param label what it is for
     * @param type the type
     * @param columns the attributes that are given; the others get the database's default
     * @param rows for each row a value for each of {@code columns}; at least one row
     * @param conflict what happens to rows that are there already
     * @param returning the attributes to answer
     */
    public Insert(
            String label,
            EntityType<?> type,
            List<Attribute> columns,
            List<@Nullable Object[]> rows,
            Conflict conflict,
            List<Attribute> returning) {
        this(label, type, columns, rows, conflict, returning, false);
    }

    /**
     * The same rows, of which none may be left out.
     *
     * @return a changed copy
     */
    public Insert asWhole() {
        return new Insert(label, type, columns, rows, conflict, returning, true);
    }

    /**
     * Tells whether each array of the answer begins with the position of the row that it comes from, an Integer from 0, or null
     * where the store cannot tell.
     *
     * @return true of several rows under another policy than ERROR, where something is answered
     */
    public boolean positioned() {
        return rows.size() > 1 && conflict.policy() != Conflict.Policy.ERROR && !returning.isEmpty();
    }
}

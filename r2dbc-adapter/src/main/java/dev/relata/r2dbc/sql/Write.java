package dev.relata.r2dbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update or a delete, rendered in parts. Immutable.
 *
 * @param statement its values
 * @param with what stands before it, each a name and a query
 * @param text the update or the delete
 * @param locked whether {@code with} locks the rows first, and counts them
 * @param answer what is answered of each row that was written; nothing where they are counted
 * @param positions how the position is told that a row is answered with, where the answer does not hold it
 */
record Write(
        Statement statement,
        List<String> with,
        String text,
        boolean locked,
        List<Projection> answer,
        @Nullable Positions positions) {

    Write(Statement statement, List<String> with, String text, boolean locked) {
        this(statement, with, text, locked, List.of(), null);
    }

    Write answering(List<Projection> returned, @Nullable Positions placed) {
        return new Write(statement, with, text, locked, returned, placed);
    }

    /** A write that locks the rows first, by a part that {@link Locks} makes; its text has {@link Locks#TAKEN}. */
    static Write locking(Statement statement, List<String> with, String lock, String text) {
        List<String> all = new ArrayList<>(with);
        all.add(lock);
        return new Write(statement, all, text, true);
    }

    /** The statement, which answers no rows. */
    Sql sql() {
        return statement.sql(with.isEmpty() ? text : "WITH " + String.join(", ", with) + " " + text, List.of());
    }
}

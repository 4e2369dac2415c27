package dev.relata.r2dbc.internal.sql.write;

import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update or a delete, rendered in parts. Immutable.
 *
 * @param statement its values
 * @param with the parts of its WITH clause, each a name and a query
 * @param text the update or the delete
 * @param complete the condition that all rows were written that {@code with} has locked; null if it locks none
 * @param one the item of FROM that finds the row again, with the same values; null if more than one may be written
 * @param answer the values that are returned of each written row; empty if the rows are counted
 * @param positions finds the position of each returned row, if the answer does not hold it
 * @param beside what is joined to the written rows to be answered with them, empty for nothing
 */
public record Write(
        Statement statement,
        List<String> with,
        String text,
        @Nullable String complete,
        @Nullable String one,
        List<Projection> answer,
        @Nullable Positions positions,
        String beside) {

    /** A write whose answer holds what it needs. */
    Write(
            Statement statement,
            List<String> with,
            String text,
            @Nullable String complete,
            @Nullable String one,
            List<Projection> answer,
            @Nullable Positions positions) {
        this(statement, with, text, complete, one, answer, positions, "");
    }

    /** A write that locks nothing first. */
    Write(Statement statement, List<String> with, String text) {
        this(statement, with, text, null, null, List.of(), null);
    }

    Write answering(List<Projection> returned, @Nullable Positions placed) {
        return new Write(statement, with, text, complete, one, returned, placed, beside);
    }

    /** The same with something joined to the rows that it answers. */
    Write beside(String join) {
        return new Write(statement, with, text, complete, one, answer, positions, join);
    }

    /** A write of the one row that an id finds. */
    static Write ofOne(Statement statement, String text, String row) {
        return new Write(statement, List.of(), text, null, row, List.of(), null);
    }

    /** A write whose text has {@link Locks#TAKEN}. */
    static Write locking(Statement statement, List<String> with, Locks locks, String text) {
        List<String> all = new ArrayList<>(with);
        all.add(locks.take());
        return new Write(statement, all, text, locks.complete(), null, List.of(), null);
    }

    /** Returns the statement; it returns the answer of each row if there is any. */
    public Sql sql() {
        String start = with.isEmpty() ? "" : "WITH " + String.join(", ", with) + " ";
        statement.answerRecordUnlessBound();
        String write = start + text;
        String sql = answer.isEmpty()
                ? write
                : statement.dialect().returning(write, Projection.answer(statement, answer) + statement.boundColumn())
                        + beside;
        return statement.sql(sql, Projection.types(answer), positions);
    }
}

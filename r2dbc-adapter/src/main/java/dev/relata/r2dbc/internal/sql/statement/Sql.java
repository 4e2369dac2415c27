package dev.relata.r2dbc.internal.sql.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rendered request. Immutable.
 *
 * @param text one statement, with {@code $1}, {@code $2}, … for the values; the same text for the same shape
 * @param binds the values, in the order of their numbers
 * @param columns the values of each row that is answered; empty if no row is answered
 * @param form the form of each row
 * @param first the number of the value that stands before all of them once more, so that it is sent once; -1 if none does
 * @param positions puts the position of the owner, or of the row that was given, in the place of the first value of each
 *     row; null if that is not to be done
 */
public record Sql(
        String text,
        List<Bind> binds,
        List<SqlType> columns,
        AnswerForm form,
        int first,
        @Nullable Positions positions) {

    static final int NONE = -1;

    /** Copies the lists. */
    public Sql {
        binds = List.copyOf(binds);
        columns = List.copyOf(columns);
    }

    /** Returns a statement without values that answers no row. */
    public static Sql withoutAnswer(String text) {
        return new Sql(text, List.of(), List.of(), AnswerForm.COLUMNS, NONE, null);
    }
}

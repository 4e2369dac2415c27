package dev.relata.r2dbc.internal.sql.query;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the user's own. Immutable.
 *
 * @param text one statement, with {@code $1}, {@code $2}, … for the values
 * @param values the values, in the order of their numbers
 * @param column the name that its first column gets, or null to keep all names
 */
public record NativeSql(
        String text,
        List<@Nullable Object> values,
        @Nullable String column) {

    /** Copies the list, in which nulls are values. */
    public NativeSql {
        values = Collections.unmodifiableList(values);
    }

    /**
     * Takes the SQL as the user has written it.
     *
     * @param text one statement; a semicolon at its end is left out
     * @param values the values of its parameters
     */
    public static NativeSql of(@Nullable String text, @Nullable Object... values) {
        String given = RefusedException.unlessNull(text, "sql", "the text").strip();
        String statement = given.endsWith(";") ? given.substring(0, given.length() - 1) : given;
        if (statement.isBlank()) {
            throw new RefusedException("sql: the text is blank; give one statement, such as SELECT …");
        }
        @Nullable
        Object[] copy = RefusedException.unlessNull(values, "sql", "the array of values")
                .clone();
        return new NativeSql(statement, Arrays.asList(copy), null);
    }

    /** The same with another name for the first column, whose own may be none. */
    public NativeSql named(String first) {
        return new NativeSql(text, values, first);
    }

    /** Renders the statement as it is. */
    public Sql render(Statement statement) {
        values.forEach(statement::parameter);
        return statement.sql(text, List.of());
    }

    /** Renders the statement as the source of rows. */
    public Sql render(Statement statement, List<Attribute> columns) {
        values.forEach(statement::parameter);
        // A value of ours would stand for one that was forgotten.
        statement.answerRecordUnlessBound();
        List<Projection> answer = columns.stream()
                .map(attribute -> new Projection(Names.column("own", attribute), statement.type(attribute)))
                .toList();
        String rows = statement.dialect().ownRows(text, column, Projection.answer(statement, answer));
        return statement.sql(rows, Projection.types(answer));
    }
}

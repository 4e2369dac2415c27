package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a database writes the parts of a query in which databases differ. */
public interface QueryForms extends TypeForms {

    /**
     * Returns rows that are bound as one array for each column, as an item of FROM.
     *
     * @param types the types of their columns
     * @param arrays the arrays, or the one parameter of all rows where they {@linkplain #sendsJson() travel} so
     * @param columns the names of their columns
     * @param numbered whether a last column {@code pos} numbers them from 1
     */
    default String rows(String alias, List<PgType> types, List<String> arrays, List<String> columns, boolean numbered) {
        return "unnest(" + String.join(", ", arrays) + ")" + (numbered ? " WITH ORDINALITY AS " : " AS ") + alias
                + columns.stream().collect(Collectors.joining(", ", "(", numbered ? ", pos)" : ")"));
    }

    /**
     * Returns the condition that a column equals one of the values of an array.
     *
     * @param array the array, as it is bound
     * @param element an element of its rows, {@code u.c0}, as the column's type
     */
    default String among(PgType type, String column, String array, String element) {
        return column + " = ANY (" + array + ")";
    }

    /** Tells whether an aggregate is compared with an array as a column is; where not, with values of their own. */
    default boolean comparesAggregatesWithArrays() {
        return true;
    }

    /**
     * Returns a value under the type and the collation of a column, which decide what is equal.
     *
     * @param table the table of the column
     * @param column the column
     * @param value the value, of the column's type
     */
    default String asStored(PgType type, String table, String column, String value) {
        return value;
    }

    /** Returns the condition that two values are not the same, of which null is one. */
    default String differs(String left, String right) {
        return left + " IS DISTINCT FROM " + right;
    }

    /** Returns the condition that two values are the same, of which null is one. */
    default String same(String left, String right) {
        return left + " IS NOT DISTINCT FROM " + right;
    }

    /** Returns the condition that a text has a pattern, in which a backslash stands before a character that means itself. */
    default String like(String text, String pattern) {
        return text + " LIKE " + pattern;
    }

    /** Returns the regular expression for a pattern that a LIKE would take too long for; null where LIKE is right. */
    default @Nullable String regex(String pattern) {
        return null;
    }

    /** Returns the condition that a text fits a regular expression. */
    default String fits(String text, String regex) {
        return text + " REGEXP " + regex;
    }

    /** Returns the term of an ORDER BY that says where nulls come. */
    default String ordered(String value, boolean ascending, boolean nullsFirst) {
        return value + (ascending ? " ASC" : " DESC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    /**
     * Returns the clause that bounds rows.
     *
     * @param limit the most rows, or null for all
     * @param offset the rows that are left out before them, or null for none
     */
    default String bounds(@Nullable String limit, @Nullable String offset) {
        return (limit == null ? "" : " LIMIT " + limit) + (offset == null ? "" : " OFFSET " + offset);
    }

    /** Returns a query that may have a bound, to stand behind IN. */
    default String limited(String query) {
        return query;
    }

    /** Returns the clause that locks the rows of one table of a query. */
    default String lock(String alias) {
        return " FOR UPDATE OF " + alias;
    }

    /** Whether a value is made one of the column's type before they are compared, and refused where it is none. */
    default boolean convertsToColumns() {
        return false;
    }

    /** Whether a query in FROM that stands in a subquery can refer to the rows around that. */
    default boolean correlatesInFrom() {
        return false;
    }

    /** Whether a recursive query with UNION ends where its rows come in a circle. */
    default boolean endsCircles() {
        return true;
    }

    /** Returns an array of texts that has one of them. */
    default String pathOf(String text) {
        throw new IllegalStateException(name() + " needs no paths");
    }

    /** Returns an array of texts with a further one. */
    default String pathWith(String path, String text) {
        throw new IllegalStateException(name() + " needs no paths");
    }

    /** Returns the condition that an array of texts has a text. */
    default String isOnPath(String path, String text) {
        throw new IllegalStateException(name() + " needs no paths");
    }

    /** Whether there is DISTINCT ON. */
    default boolean hasDistinctOn() {
        return false;
    }

    /** Returns the condition that the array of a column has all elements of another array. */
    default String containsAll(PgType type, String column, String elements) {
        throw refused("conditions on the elements of arrays");
    }

    /** Returns the condition that the array of a column shares an element with another array. */
    default String overlaps(PgType type, String column, String elements) {
        throw refused("conditions on the elements of arrays");
    }

    /** Returns the condition that the document of a column contains another one. */
    default String containsJson(PgType type, String column, String document) {
        throw refused("conditions on the values of JSON documents");
    }

    /** Whether documents are asked for the value at a path; else for a document that they contain. */
    default boolean hasJsonPaths() {
        return false;
    }

    /**
     * Returns the condition that the document of a column has a value at a path.
     *
     * @param path the parameter of the path, as SQL/JSON writes it
     * @param value the parameter of the value
     */
    default String jsonAt(String column, String path, String value) {
        throw refused("conditions on the values of JSON documents");
    }

    /**
     * Returns the condition that the text of a column has words.
     *
     * @param configuration the name of the rules by which texts are taken apart, or null
     */
    default String matches(PgType type, String column, @Nullable String configuration, String words) {
        throw refused("search for words");
    }

    private RefusedException refused(String what) {
        return new RefusedException(name() + ": this store has no " + what + " over " + name()
                + ", as docs/other-databases.md says; ask for another condition");
    }

    /** Returns a moment as the local time that it is in UTC. */
    String localInUtc(String moment);

    /** Returns a local time as the moment that it is in UTC. */
    String momentInUtc(String local);

    /**
     * Cuts a local time off.
     *
     * @param unit {@code year}, {@code month}, {@code day} or {@code hour}
     */
    default String truncated(String unit, String local) {
        return "date_trunc('" + unit + "', " + local + ")";
    }

    /** Returns the present, the same for the whole transaction, as a value of a type of times. */
    String now(KnownPgType type);

    /**
     * Returns the average of a column in double precision.
     *
     * @param values the column, or the column behind {@code DISTINCT}
     * @param exact whether the numbers are whole ones or decimals, whose mean is the double that is nearest to it
     */
    default String average(String values, boolean exact) {
        return cast("avg(" + values + ")", KnownPgType.DOUBLE);
    }

    /** Returns the sum of a column of exact numbers, as one without a size. */
    default String sumOfNumbers(String values) {
        return cast("sum(" + values + ")", KnownPgType.NUMERIC);
    }

    /** Returns the product of two exact numbers. */
    default String product(String left, String right) {
        return left + " * " + right;
    }

    /** Returns the sum of a column in double precision. */
    default String sumOfDoubles(String values) {
        return cast("sum(" + values + ")", KnownPgType.DOUBLE);
    }

    /**
     * Returns the least or the greatest value of a column.
     *
     * @param function {@code min} or {@code max}
     */
    default String extreme(String function, String values, PgType type) {
        return cast(function + "(" + values + ")", type);
    }

    /**
     * Returns a query of the user's own, up to FROM, and as the item of FROM {@code own}.
     *
     * @param column the name that its first column gets, or null to keep all names
     * @param answer the select list
     */
    default String ownRows(String query, @Nullable String column, String answer) {
        String names = column == null ? "" : "(\"" + column + "\")";
        return "SELECT " + answer + " FROM (" + query + "\n) AS own" + names;
    }
}

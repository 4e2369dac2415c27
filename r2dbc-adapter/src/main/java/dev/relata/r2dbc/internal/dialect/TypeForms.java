package dev.relata.r2dbc.internal.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a database writes its types, and how values of each travel. */
public interface TypeForms {

    /** Returns the name of the database, for messages. */
    String name();

    /** Returns the name of a type to cast to, without length or precision. */
    String typeName(PgType type);

    /** Returns the name of a known type to cast to. */
    String typeName(KnownPgType type);

    /** Casts an expression to a known type. */
    default String cast(String expression, KnownPgType type) {
        return "CAST(" + expression + " AS " + typeName(type) + ")";
    }

    /** Casts an expression to the type of a column. */
    default String cast(String expression, PgType type) {
        return "CAST(" + expression + " AS " + typeName(type) + ")";
    }

    /** Casts an expression to a whole number. */
    default String integer(String expression) {
        return cast(expression, KnownPgType.INTEGER);
    }

    /** Returns the expression to put in a select list. */
    default String read(PgType type, String column) {
        return column;
    }

    /** Returns the expression whose value is read as a sort key. */
    default String sortKey(PgType type, String column) {
        return column;
    }

    /**
     * Returns the parameter of a sort key, to compare its column with.
     *
     * @param marker the expression whose text stands for null in an array; null if it has no nulls
     */
    default String sortKeyParameter(PgType type, int index, String column, @Nullable String marker) {
        return parameter(type, index, marker);
    }

    /**
     * Returns the parameter of a value.
     *
     * @param marker the expression whose text stands for null in an array; null if the value has no nulls in it
     */
    String parameter(PgType type, int index, @Nullable String marker);

    /**
     * Returns the parameter of a whole column of values.
     *
     * @param marker the expression whose text stands for null; null if there are no nulls
     */
    String arrayParameter(PgType type, int index, @Nullable String marker);

    /**
     * Returns a column of rows that were bound as arrays, as its type.
     *
     * @param marker the expression whose text stands for null within arrays too; null if there are no nulls
     */
    default String fromArray(PgType type, String column, @Nullable String marker) {
        return column;
    }

    /** Returns the class in which the driver is to give the values of a column. */
    default Class<?> readAs(PgType type) {
        return type.base() == KnownPgType.INTERVAL && type.dimensions() == 0 ? Duration.class : Object.class;
    }

    /**
     * Returns a value as the driver takes it.
     *
     * @param value of the class of its type, such as {@link java.time.OffsetDateTime} for a moment
     * @throws dev.relata.error.InvalidValueException if the database has no such value
     */
    default Object toDriver(PgType type, Object value) {
        return value;
    }

    /** Returns a value of the driver's in the class of its type. */
    default Object fromDriver(PgType type, Object value) {
        return value;
    }

    /** Whether rows that are bound travel as one JSON array of arrays, and a column of values as one of values; else as arrays. */
    default boolean sendsJson() {
        return false;
    }

    /** Returns a value as an element of such an array. */
    default String json(PgType type, Object value) {
        throw new IllegalStateException(name() + " takes arrays");
    }

    /** Whether values travel in PostgreSQL's binary form; else as objects of the driver's. */
    default boolean sendsBinary() {
        return false;
    }

    /** Returns the most parameters that a statement has; PostgreSQL's protocol counts them in 16 bits. */
    default int mostParameters() {
        return 65_535;
    }

    /** Returns the most elements that a bound array has. */
    default int mostElements() {
        return Integer.MAX_VALUE;
    }

    /** Whether nulls in arrays travel as texts that mark them. */
    default boolean marksNulls() {
        return false;
    }
}

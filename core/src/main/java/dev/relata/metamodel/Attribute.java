package dev.relata.metamodel;

import dev.relata.model.Column;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a column of a junction, as the model sees it. Immutable.
 *
 * @param entity the name of the type it belongs to, such as {@code Book}
 * @param name the component's name
 * @param column the column's name, unquoted
 * @param type the declared Java type, with its type arguments
 * @param declaredType the column's type as {@link Column#type} gives it, or null for the default of the Java type
 * @param size its length or precision, as {@link Column} gives it
 * @param defaultExpression what the database fills it with, or computes it from, in its own words, or null
 * @param nullable whether it may be null
 * @param generation what fills it when it is not given
 * @param writes which writes of a row store it
 * @param index its position among the type's attributes and in arrays of its values
 */
public record Attribute(
        String entity,
        String name,
        String column,
        Type type,
        @Nullable String declaredType,
        Size size,
        @Nullable String defaultExpression,
        boolean nullable,
        Generation generation,
        Writes writes,
        int index) {

    /**
     * How much a column holds; 0 for what is not said.
     *
     * @param length the most characters of a text
     * @param precision the digits of a number, or of fractions of a second
     * @param scale the digits after the point
     */
    public record Size(int length, int precision, int scale) {

        /** Nothing is said. */
        public static final Size DEFAULT = new Size(0, 0, 0);
    }

    /** What fills an attribute that is not given. */
    public enum Generation {
        /** Nothing: a null is stored as null. */
        NONE,
        /** The database, when it is null on insert. */
        DATABASE,
        /** The database, which computes it from other columns of the row: it is never given. */
        COMPUTED,
        /** Relata, when it is null on insert. */
        CREATED_AT,
        /** Relata, on every insert and update. */
        UPDATED_AT,
        /** The store, which adds one with every change of the row; given on insert. */
        VERSION
    }

    /** Which writes of a row store an attribute. */
    public enum Writes {
        /** Inserts and updates. */
        ALWAYS,
        /** Inserts only. */
        ON_INSERT,
        /** None: the database gives it. */
        NEVER
    }

    /** Makes a column of links that have no record. */
    static Attribute ofLink(
            String links, String column, Type type, @Nullable String declaredType, Size size, int index) {
        return new Attribute(
                links, column, column, type, declaredType, size, null, false, Generation.NONE, Writes.ALWAYS, index);
    }

    /**
     * Answers the erased type, boxed where it is primitive.
     *
     * @return the class of this attribute's values
     */
    public Class<?> valueClass() {
        return JavaClasses.boxed(JavaClasses.erase(type));
    }

    /**
     * Tells whether the component holds no null in Java, whatever is stored.
     *
     * @return true for int, boolean and the like
     */
    public boolean primitive() {
        return type instanceof Class<?> raw && raw.isPrimitive();
    }

    /**
     * Answers the words for an error, such as {@code Book.title}.
     *
     * @return the type's name and the component's
     */
    public String qualifiedName() {
        return entity + "." + name;
    }
}

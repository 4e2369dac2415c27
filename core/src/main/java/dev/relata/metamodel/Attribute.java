package dev.relata.metamodel;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.internal.record.WholeNumbers;
import dev.relata.model.Column;
import dev.relata.model.Converter;
import java.lang.reflect.Type;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a column of a junction, as the model sees it. Immutable.
 *
 * @param entity the name of the type it belongs to, such as {@code Book}
 * @param name the component's name
 * @param column the column's name, unquoted
 * @param type the Java type of what is stored, with its type arguments: that of the component, unless it is converted
 * @param declaredType the column's type as {@link Column#type} gives it, or null for the default of the Java type
 * @param size its length or precision, as {@link Column} gives it
 * @param defaultExpression what the database fills it with, or computes it from, in its own words, or null
 * @param nullable whether it may be null
 * @param generation what fills it when it is not given
 * @param writes which writes of a row store it
 * @param index its position among the type's attributes and in arrays of its values
 * @param componentType the Java type that the component declares, with its type arguments
 * @param converter turns values of the component into what is stored, and back; null where they are the same
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
        Writability writes,
        int index,
        Type componentType,
        @Nullable Converter<Object, Object> converter) {

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
        /**
         * The store, which sets the next one with every change of the row: a number plus one, a time to the present and later
         * than before; given on insert, unless it is {@link Writability#NEVER} written and the store's own.
         */
        VERSION
    }

    /** Which writes of a row store an attribute. */
    public enum Writability {
        /** Inserts and updates. */
        ALWAYS,
        /** Inserts only. */
        ON_INSERT,
        /** None: the database gives it. */
        NEVER
    }

    /** Makes a column of links that have no record, for the values of an attribute of one of their ends. */
    static Attribute ofLink(String links, String column, Attribute end, Size size, int index) {
        return new Attribute(
                links,
                column,
                column,
                end.type,
                end.declaredType,
                size,
                null,
                false,
                Generation.NONE,
                Writability.ALWAYS,
                index,
                end.componentType,
                end.converter);
    }

    /**
     * Makes a column of an answer that has no record.
     *
     * @param answer what is answered, for messages
     * @param column the name of the column
     * @param type its Java type
     * @return the attribute, which may be null
     */
    public static Attribute ofValue(String answer, String column, Class<?> type) {
        return new Attribute(
                answer,
                column,
                column,
                type,
                null,
                Size.DEFAULT,
                null,
                true,
                Generation.NONE,
                Writability.NEVER,
                0,
                type,
                null);
    }

    /** Makes a column of links that have no record, for their places. */
    static Attribute ofPosition(String links, String column, int index) {
        return new Attribute(
                links,
                column,
                column,
                int.class,
                null,
                Size.DEFAULT,
                null,
                false,
                Generation.NONE,
                Writability.ALWAYS,
                index,
                int.class,
                null);
    }

    /**
     * Answers the erased type of what is stored, boxed where it is primitive.
     *
     * @return the class of this attribute's values, as stores see them
     */
    public Class<?> valueClass() {
        return JavaClasses.boxed(JavaClasses.erase(type));
    }

    /**
     * Tells whether it is a number that counts the changes of a row.
     *
     * @return true of a version that is an int or a long
     */
    public boolean counts() {
        return generation == Generation.VERSION && Number.class.isAssignableFrom(valueClass());
    }

    /**
     * Answers the erased type of the component, boxed where it is primitive.
     *
     * @return the class of this attribute's values, as users see them
     */
    public Class<?> componentClass() {
        return JavaClasses.boxed(JavaClasses.erase(componentType));
    }

    /**
     * Turns a value as a user gives it into what is stored. A whole number of another size counts as one of the component's where
     * that holds it.
     *
     * @param value the value, null for none
     * @return what is stored, null for null
     * @throws InvalidValueException where the value is not of the component's type, or the converter refuses it
     */
    public @Nullable Object toStored(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object given = fitted(componentClass(), value);
        if (!componentClass().isInstance(given)) {
            throw new InvalidValueException(qualifiedName() + " is of type "
                    + componentClass().getSimpleName() + ", not "
                    + value.getClass().getSimpleName() + ": give a value of that type");
        }
        return converter == null ? given : converted(given, converter::toStored, valueClass());
    }

    /**
     * Turns what is stored into the value that users see.
     *
     * @param stored what is stored, null for none
     * @return the value, null for null
     * @throws InvalidValueException where the converter refuses it
     */
    public @Nullable Object toValue(@Nullable Object stored) {
        return stored == null || converter == null ? stored : converted(stored, converter::toValue, componentClass());
    }

    private Object converted(Object from, UnaryOperator<Object> conversion, Class<?> to) {
        Object converted;
        try {
            converted = conversion.apply(from);
        } catch (RuntimeException e) {
            InvalidValueException refused = new InvalidValueException(qualifiedName() + ": the converter of "
                    + componentClass().getSimpleName() + " refused " + ValueText.of(from) + ": " + ValueText.ofError(e)
                    + "; let it take the value, or correct it");
            refused.initCause(e);
            throw refused;
        }
        if (!to.isInstance(converted)) {
            throw new InvalidValueException(qualifiedName() + ": the converter of "
                    + componentClass().getSimpleName() + " made "
                    + (converted == null ? "null" : converted.getClass().getSimpleName()) + " of " + ValueText.of(from)
                    + ", where "
                    + to.getSimpleName() + " is wanted: let it answer one");
        }
        return converted;
    }

    /**
     * Answers a stored value of another attribute, whose key refers to this one or is referred to by it, as a value of this one.
     *
     * @param stored what is stored, null for none
     * @return the same; a whole number in the size of this attribute
     * @throws InvalidValueException where this attribute's type does not hold it
     */
    public @Nullable Object fitted(@Nullable Object stored) {
        return stored == null ? null : fitted(valueClass(), stored);
    }

    private Object fitted(Class<?> type, Object value) {
        if (!WholeNumbers.converts(type, value)) {
            return value;
        }
        Object number = WholeNumbers.as(type, (Number) value);
        if (number == null) {
            throw new InvalidValueException(qualifiedName() + " is of type " + type.getSimpleName()
                    + ", which does not hold " + ValueText.of(value) + ": give a number " + WholeNumbers.range(type));
        }
        return number;
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

package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that the store works out for a row: rows are compared, grouped, ordered and summed up by such values, and attributes are
 * set to them. What it reads of the row is that of before the statement. Immutable.
 */
public sealed interface RowValue extends Expression
        permits Path, Truncated, Calculation, RelatedValue, RowValue.Constant, RowValue.ColumnDefault, RowValue.Now {

    /**
     * Turns a value into something else, one method for each form.
     *
     * @param <R> what it is turned into
     */
    interface Visitor<R> {

        /** Turns a value that is given. */
        R constant(Constant value);

        /** Turns a value that the row, or a row that it refers to, holds. */
        R path(Path value);

        /** Turns a calculation. */
        R calculation(Calculation value);

        /** Turns a time that is cut off. */
        R truncated(Truncated value);

        /** Turns an aggregate over related rows. */
        R related(RelatedValue value);

        /** Turns the default of a column. */
        R columnDefault(ColumnDefault value);

        /** Turns the present time. */
        R now(Now value);
    }

    /**
     * Hands this value to the method for its form.
     *
     * @param visitor what turns it
     * @param <R> what it is turned into
     * @return the visitor's answer
     */
    <R> R accept(Visitor<R> visitor);

    /**
     * Answers the attribute that says what type the value is of.
     *
     * @return the attribute, or null for a number that is calculated or counted
     */
    @Nullable
    Attribute attribute();

    /**
     * Answers the Java type of the value.
     *
     * @return the class, boxed
     */
    default Class<?> valueClass() {
        return Objects.requireNonNull(attribute(), "a number knows its type").valueClass();
    }

    /**
     * Names the value in messages.
     *
     * @return the words, such as {@code Book.pages}
     */
    String describe();

    /**
     * Answers the Java type of the value as users see it.
     *
     * @return the class, boxed; that of the component where a converter stores it as another type
     */
    default Class<?> componentClass() {
        Attribute typed = attribute();
        return typed == null ? valueClass() : typed.componentClass();
    }

    /**
     * Turns the value as a store answers it into the one that users see.
     *
     * @param stored what is stored, null for none
     * @return the value, null for null
     * @throws dev.relata.error.InvalidValueException where a converter refuses it, or a type of numbers cannot hold it
     */
    default @Nullable Object toValue(@Nullable Object stored) {
        Attribute typed = attribute();
        return typed == null ? stored : typed.toValue(stored);
    }

    /**
     * A value that is given.
     *
     * @param attribute the attribute that says what type it is of; null for a {@code Long}, a {@code BigDecimal} or a {@code
     *     Double} beside a number that is counted or of another type
     * @param value the value, of the attribute's Java type; null only as a new value
     */
    record Constant(@Nullable Attribute attribute, @Nullable Object value) implements RowValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }

        @Override
        public Class<?> valueClass() {
            return attribute == null ? Objects.requireNonNull(value, "a number").getClass() : attribute.valueClass();
        }

        @Override
        public String describe() {
            return "a given value";
        }
    }

    /**
     * The default of a column, as a new value only; needs {@link Capability#COLUMN_DEFAULTS}.
     *
     * @param attribute the attribute
     */
    record ColumnDefault(Attribute attribute) implements RowValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.columnDefault(this);
        }

        @Override
        public String describe() {
            return "the default of " + attribute.qualifiedName();
        }
    }

    /**
     * The present time by the store's clock, as a new value only; the same for all rows of a statement.
     *
     * @param attribute the attribute that says what type it is of: an {@code Instant}, {@code OffsetDateTime}, {@code
     *     ZonedDateTime}, {@code LocalDateTime} or {@code LocalDate}, the last two in UTC
     */
    record Now(Attribute attribute) implements RowValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.now(this);
        }

        @Override
        public String describe() {
            return "the present time";
        }
    }
}

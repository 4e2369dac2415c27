package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Arithmetic;
import org.jspecify.annotations.Nullable;

/**
 * A value that the store works out for a row: the new value of an attribute, or one side of a comparison. What it reads of
 * the row is that of before the statement. Immutable.
 */
public sealed interface Operand {

    /**
     * Turns an operand into something else, one method for each form.
     *
     * @param <R> what it is turned into
     */
    interface Visitor<R> {

        /**
         * Turns a value that is given.
         *
         * @param operand the operand
         * @return what it is turned into
         */
        R constant(Constant operand);

        /**
         * Turns a value that the row holds.
         *
         * @param operand the operand
         * @return what it is turned into
         */
        R stored(Stored operand);

        /**
         * Turns a calculation.
         *
         * @param operand the operand
         * @return what it is turned into
         */
        R calculation(Calculation operand);

        /**
         * Turns the default of a column.
         *
         * @param operand the operand
         * @return what it is turned into
         */
        R columnDefault(ColumnDefault operand);

        /**
         * Turns the present time.
         *
         * @param operand the operand
         * @return what it is turned into
         */
        R now(Now operand);
    }

    /**
     * Hands this operand to the method for its form.
     *
     * @param visitor what turns it
     * @param <R> what it is turned into
     * @return the visitor's answer
     */
    <R> R accept(Visitor<R> visitor);

    /**
     * Tells whether the value is given, and not worked out.
     *
     * @return true for a constant
     */
    default boolean given() {
        return false;
    }

    /**
     * A value that is given.
     *
     * @param attribute the attribute that says what type it is of
     * @param value the value, of the attribute's Java type; null only as a new value
     */
    record Constant(Attribute attribute, @Nullable Object value) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }

        @Override
        public boolean given() {
            return true;
        }
    }

    /**
     * A value that the row holds.
     *
     * @param path where
     */
    record Stored(Path path) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stored(this);
        }
    }

    /**
     * A number calculated of two others; null where either is. In a comparison whole numbers do not overflow; as a new value
     * the result must be one that the attribute can hold, else the store fails with the reason {@code TOO_LARGE}.
     *
     * @param left the one
     * @param operation how
     * @param right the other
     */
    record Calculation(Operand left, Arithmetic operation, Operand right) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.calculation(this);
        }
    }

    /**
     * The default of a column, as a new value only; needs {@link Capability#COLUMN_DEFAULTS}.
     *
     * @param attribute the attribute
     */
    record ColumnDefault(Attribute attribute) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.columnDefault(this);
        }
    }

    /**
     * The present time by the store's clock; the same for all rows of a statement.
     *
     * @param attribute the attribute that says what type it is of: an {@code Instant}, {@code OffsetDateTime}, {@code
     *     ZonedDateTime}, {@code LocalDateTime} or {@code LocalDate}, the last two in UTC
     */
    record Now(Attribute attribute) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.now(this);
        }
    }
}

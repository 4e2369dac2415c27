package dev.relata.r2dbc.internal.copy;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * How the values of a column are written in binary. Immutable.
 *
 * @param oid the number of the column's type; text stands for varchar too
 * @param write writes one value, or throws
 * @param stored what is read back of a value
 */
record BinaryForm(int oid, BiConsumer<Object, CopyBytes> write, UnaryOperator<Object> stored) {

    /** The number of {@code text}. */
    static final int TEXT = 25;

    /** A form that is read back as it was given. */
    static BinaryForm exact(int oid, BiConsumer<Object, CopyBytes> write) {
        return new BinaryForm(oid, write, UnaryOperator.identity());
    }
}

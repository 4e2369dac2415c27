package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import dev.relata.spi.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What keeps questions apart: lookups in a transaction never mix with those outside it. Immutable.
 *
 * @param shape what is asked
 * @param transaction in which transaction, or null outside any
 */
record BatchKey(LookupShape shape, @Nullable Session transaction) {

    /** Whether it is that of the very same question, which is soon told. */
    boolean is(LookupShape asked, @Nullable Session of) {
        return shape.equals(asked) && Objects.equals(transaction, of);
    }
}

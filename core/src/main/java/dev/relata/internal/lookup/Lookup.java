package dev.relata.internal.lookup;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.CompiledSelection.Owner;
import dev.relata.internal.resolve.OwnerRow;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A read of one owner's rows that one request can answer for many owners. Immutable.
 *
 * @param shape the part that lookups of one request have in common
 * @param key the owner's key, as Java values; none null
 * @param read makes an element of the answer of one row, the same way for equal shapes
 * @param planned whether it is part of a plan, and so allowed where unplanned lookups are refused
 * @param place where it was assembled, or null where nobody wants to know
 * @param owner the owner itself, or null where only its key is known
 * @param <R> an element of the answer
 */
public record Lookup<R>(
        LookupShape shape,
        List<Object> key,
        Function<@Nullable Object[], R> read,
        boolean planned,
        @Nullable StackTraceElement place,
        @Nullable OwnerRow<?> owner) {

    /** The name for messages and listeners, such as {@code Book.AUTHOR}. */
    public String label() {
        return shape.label();
    }

    /** The request for any owners, without their keys. */
    public Select select() {
        return shape.select();
    }

    /** The request for this owner alone. */
    Select alone() {
        Owner alone = new Owner(shape.association(), key);
        return shape.kind().select(label(), new CompiledSelection(label(), shape.query(), alone).query());
    }
}

package dev.relata.query;

import dev.relata.error.RefusedException;
import dev.relata.model.Filter;
import dev.relata.model.Relationship;
import org.jspecify.annotations.Nullable;

/**
 * How far a relation of a type to itself is followed; each step is one statement. Immutable.
 *
 * <p>Of each root, a row is followed once, where it comes up nearest to the root: further away it is shown with nothing
 * below it, and {@link Graph#repeated()} says so. So every recursion ends, whatever cycles the rows have.
 *
 * @param depth the most steps, or null to go on until there are no new rows
 */
public record Recursion(@Nullable Integer depth) {

    /** Checks the depth. */
    public Recursion {
        if (depth != null && depth < 1) {
            throw new IllegalArgumentException("a recursion's depth must be 1 or more, was " + depth);
        }
    }

    /**
     * At most so many steps; 1 is the relation itself.
     *
     * @param steps the steps, 1 or more
     * @return the recursion
     */
    public static Recursion toDepth(int steps) {
        return new Recursion(steps);
    }

    /**
     * Until no new rows come up.
     *
     * @return the recursion
     */
    public static Recursion toEnd() {
        return new Recursion(null);
    }

    /**
     * Tells whether rows that are some steps away are followed.
     *
     * @param steps how far away they are
     * @return true where their own related rows are fetched
     */
    public boolean goesOn(int steps) {
        return depth == null || steps < depth;
    }

    /** The rows that a recursion from a root reaches, as a filter. */
    static <T> Filter<T> under(
            @Nullable Recursion recursion,
            @Nullable Relationship<T, T> relationship,
            @Nullable Object root,
            boolean byId) {
        String call = byId ? "whereUnderId" : "whereUnder";
        Relationship<T, T> way = RefusedException.unlessNull(
                relationship, call, "the relationship (a constant is null before its record is initialised)");
        return new Filter.Under<>(
                () -> way,
                RefusedException.unlessNull(root, call, "the root"),
                byId,
                RefusedException.unlessNull(recursion, call, "the recursion").depth());
    }
}

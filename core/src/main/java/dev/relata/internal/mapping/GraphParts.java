package dev.relata.internal.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a graph holds, as it is written: the row, and each part that was fetched for it. */
public interface GraphParts {

    /** How a part goes on in a recursion. */
    enum RecursionMark {
        /** It does not. */
        NONE,
        /** The recursion begins with this part. */
        BEGINS,
        /** The recursion goes on with this part. */
        GOES_ON
    }

    /**
     * One fetched part.
     *
     * @param name its name
     * @param given whether the name is an alias, which is written as it was given
     * @param value a {@code GraphParts} or null for a row, a list of them, a list of {@code Link}s, or a number
     * @param recursion how it goes on
     */
    record GraphPart(String name, boolean given, @Nullable Object value, RecursionMark recursion) {}

    /**
     * Answers the row itself.
     *
     * @return the record
     */
    Object root();

    /**
     * Answers what was fetched for the row.
     *
     * @return a part for each, in the order of the plan; what was not fetched for this row is left out
     */
    List<GraphPart> parts();
}

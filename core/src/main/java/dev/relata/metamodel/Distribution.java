package dev.relata.metamodel;

import dev.relata.model.Distributed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a type are in a cluster. Immutable.
 *
 * @param column the column that divides them among the nodes, see {@link Distributed}; null where it is not distributed
 * @param everywhere whether each node has all of them, see {@link dev.relata.model.Reference}
 */
public record Distribution(@Nullable Attribute column, boolean everywhere) {

    /** Nothing is said: the rows are where the table is created. */
    public static final Distribution NONE = new Distribution(null, false);

    static final Distribution EVERYWHERE = new Distribution(null, true);

    static Distribution by(Attribute column) {
        return new Distribution(column, false);
    }

    /**
     * Returns the column that divides the rows.
     *
     * @return the column, empty where rows are not distributed
     */
    public Optional<Attribute> by() {
        return Optional.ofNullable(column);
    }

    /** Whether the model says anything of it. */
    boolean isSaid() {
        return column != null || everywhere;
    }
}

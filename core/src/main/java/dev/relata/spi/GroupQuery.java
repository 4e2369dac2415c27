package dev.relata.spi;

import dev.relata.model.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which groups of a read are answered, and in which order: a restriction, an order and a part of it, applied in that order.
 * Immutable.
 *
 * @param having conditions that must all hold of a group
 * @param order in which order; each term is by a value that rows are grouped by, or by an aggregate
 * @param offset how many groups to leave out at the front
 * @param limit how many groups at the most, or null for all
 */
public record GroupQuery(
        List<Having> having,
        List<Ordering> order,
        long offset,
        @Nullable Long limit) {

    /** All groups, in the order of the rows where that is by what they are grouped by. */
    public static final GroupQuery ALL = new GroupQuery(List.of(), List.of(), 0, null);

    /** Copies the lists. */
    public GroupQuery {
        having = List.copyOf(having);
        order = List.copyOf(order);
    }

    /**
     * A condition on a group. A sum over nothing compares as 0.
     *
     * @param aggregate what is compared
     * @param operator how; none that matches text
     * @param operands with what, as {@link Predicate.Comparison} says; of the type of the aggregate
     */
    public record Having(Aggregate aggregate, Operator operator, List<Object> operands) {

        /** Copies the list. */
        public Having {
            operands = List.copyOf(operands);
        }
    }
}

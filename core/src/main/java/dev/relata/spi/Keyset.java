package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.model.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows behind a row in an order, found by its values and never by counting: what pages are made of, and streams of stores without cursors.
 * Stateless.
 */
public final class Keyset {

    private Keyset() {}

    /**
     * Makes an order in which no two rows are in one place.
     *
     * @param query a query of a type with an id
     * @return the query, with the id as the last term of its order
     */
    public static Query total(Query query) {
        List<Ordering> order = new ArrayList<>(query.order());
        for (Attribute attribute : query.type().id()) {
            Path path = Path.of(attribute);
            if (order.stream().noneMatch(term -> term.by().equals(path))) {
                order.add(new Ordering(path, Direction.ASC, Nulls.LAST));
            }
        }
        return new Query(query.source(), query.filter(), order, query.offset(), query.limit());
    }

    /**
     * Restricts a query to the rows behind one of them.
     *
     * @param ordered the query, whose order has no two rows in one place
     * @param keys the {@linkplain SortKey sort keys} of that row, one for each term of the order
     * @return the query, with the same order
     */
    public static Query after(Query ordered, List<@Nullable String> keys) {
        List<Predicate> alternatives = new ArrayList<>();
        List<Predicate> equalSoFar = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Ordering term = ordered.order().get(i);
            List<Predicate> parts = new ArrayList<>(equalSoFar);
            parts.add(behind(term, keys.get(i)));
            alternatives.add(Predicate.all(parts));
            equalSoFar.add(same(term.value(), keys.get(i)));
        }
        return ordered.where(Predicate.any(alternatives));
    }

    private static Predicate same(RowValue value, @Nullable String key) {
        return key == null ? compare(value, Operator.IS_NULL) : new Predicate.SortComparison(value, Operator.EQ, key);
    }

    private static Predicate behind(Ordering term, @Nullable String key) {
        RowValue value = term.value();
        if (key == null) {
            return term.nulls() == Nulls.FIRST ? compare(value, Operator.IS_NOT_NULL) : Predicate.FALSE;
        }
        Operator operator = term.direction() == Direction.ASC ? Operator.GT : Operator.LT;
        Predicate further = new Predicate.SortComparison(value, operator, key);
        boolean nullsBehind = term.nulls() == Nulls.LAST && mayBeNull(value);
        return nullsBehind ? Predicate.any(List.of(further, compare(value, Operator.IS_NULL))) : further;
    }

    private static Predicate compare(RowValue value, Operator operator) {
        if (value instanceof RelatedValue related) {
            return new Predicate.RelatedComparison(related, operator, List.of());
        }
        // A time that is cut off, and a calculation, are null exactly where a part of them is.
        if (value instanceof Truncated truncated) {
            return compare(truncated.time(), operator);
        }
        if (value instanceof Calculation calculation) {
            List<Predicate> parts =
                    List.of(compare(calculation.left(), operator), compare(calculation.right(), operator));
            return operator == Operator.IS_NULL ? Predicate.any(parts) : Predicate.all(parts);
        }
        if (value instanceof RowValue.Constant) {
            return operator == Operator.IS_NULL ? Predicate.FALSE : Predicate.TRUE;
        }
        return new Predicate.Comparison((Path) value, operator, List.of(), false);
    }

    private static boolean mayBeNull(RowValue value) {
        if (value instanceof RelatedValue related) {
            return related.nullable();
        }
        return !(value instanceof Path path)
                || path.attribute().nullable()
                || !path.steps().isEmpty();
    }
}

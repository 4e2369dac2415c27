package dev.relata.internal.resolve;

import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What predicates on a row's own values mean, said as plainly as possible: the reference for tests. */
public final class Evaluation implements Predicate.Visitor<Boolean> {

    private final @Nullable Object[] row;

    private Evaluation(@Nullable Object[] row) {
        this.row = row;
    }

    public static boolean passes(Predicate predicate, @Nullable Object[] row) {
        return predicate.accept(new Evaluation(row));
    }

    /** The rows of a query over one table, at most as many as it is limited to. */
    public static List<@Nullable Object[]> rows(Query query, List<@Nullable Object[]> table) {
        List<@Nullable Object[]> source =
                query.source() instanceof Query.Derived derived ? rows(derived.query(), table) : table;
        Stream<@Nullable Object[]> rows = source.stream().filter(row -> passes(query.filter(), row));
        Stream<@Nullable Object[]> ordered = rows.sorted(order(query.order())).skip(query.offset());
        return (query.limit() == null ? ordered : ordered.limit(query.limit())).toList();
    }

    public static Comparator<@Nullable Object[]> order(List<Ordering> terms) {
        return (one, other) -> {
            for (Ordering term : terms) {
                int index = term.path().attribute().index();
                int result = compare(term, one[index], other[index]);
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }

    private static int compare(Ordering term, @Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            int nullsFirst = Boolean.compare(one != null, other != null);
            return term.nulls() == Nulls.FIRST ? nullsFirst : -nullsFirst;
        }
        return term.direction() == Direction.ASC ? compare(one, other) : compare(other, one);
    }

    @SuppressWarnings("unchecked") // values of one attribute are of one comparable type
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    @Override
    public Boolean comparison(Predicate.Comparison predicate) {
        Object value = row[predicate.path().attribute().index()];
        List<Object> operands = predicate.operands();
        return switch (predicate.operator()) {
            case EQ, IN -> operands.stream().anyMatch(operand -> operand.equals(value));
            case NE, NOT_IN -> operands.stream().noneMatch(operand -> operand.equals(value));
            case LT -> value != null && compare(value, operands.get(0)) < 0;
            case LTE -> value != null && compare(value, operands.get(0)) <= 0;
            case GT -> value != null && compare(value, operands.get(0)) > 0;
            case GTE -> value != null && compare(value, operands.get(0)) >= 0;
            case BETWEEN ->
                value != null && compare(value, operands.get(0)) >= 0 && compare(value, operands.get(1)) <= 0;
            case IS_NULL -> value == null;
            case IS_NOT_NULL -> value != null;
            case CONTAINS -> value instanceof String text && text.contains((String) operands.get(0));
            case STARTS_WITH -> value instanceof String text && text.startsWith((String) operands.get(0));
            case ENDS_WITH -> value instanceof String text && text.endsWith((String) operands.get(0));
            case LIKE, CONTAINS_ALL, OVERLAPS, JSON_EQUALS, MATCHES ->
                throw new AssertionError(predicate.operator() + " is not evaluated here");
        };
    }

    @Override
    public Boolean below(Predicate.Below predicate) {
        throw new AssertionError("no other rows are looked at here");
    }

    @Override
    public Boolean compared(Predicate.Compared predicate) {
        throw new AssertionError("two values of a row are not compared here");
    }

    @Override
    public Boolean all(Predicate.All predicate) {
        return predicate.parts().stream().allMatch(part -> passes(part, row));
    }

    @Override
    public Boolean any(Predicate.Any predicate) {
        return predicate.parts().stream().anyMatch(part -> passes(part, row));
    }

    @Override
    public Boolean not(Predicate.Not predicate) {
        return !passes(predicate.part(), row);
    }

    /** The keys of these tests are numbers of values in {@link SortedValues}. */
    @Override
    public Boolean sortComparison(Predicate.SortComparison predicate) {
        Object value = row[((Path) predicate.value()).attribute().index()];
        if (value == null) {
            return false;
        }
        int order = compare(value, SortedValues.of(predicate.key()));
        return switch (predicate.operator()) {
            case EQ -> order == 0;
            case LT -> order < 0;
            case GT -> order > 0;
            default -> throw new AssertionError(predicate.operator());
        };
    }

    @Override
    public Boolean relatedComparison(Predicate.RelatedComparison predicate) {
        throw new AssertionError("no related row is known here: " + Arrays.toString(row));
    }

    @Override
    public Boolean keyIn(Predicate.KeyIn predicate) {
        List<@Nullable Object> key = predicate.attributes().stream()
                .<@Nullable Object>map(attribute -> row[attribute.index()])
                .toList();
        return predicate.keys().stream().anyMatch(one -> Objects.equals(one, key));
    }

    @Override
    public Boolean exists(Predicate.Exists predicate) {
        throw new AssertionError("no related row is known here: " + Arrays.toString(row));
    }

    @Override
    public Boolean ownedBy(Predicate.OwnedBy predicate) {
        throw new AssertionError("no owner is known here: " + Arrays.toString(row));
    }
}

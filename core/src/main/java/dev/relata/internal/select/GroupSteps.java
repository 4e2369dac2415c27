package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.AggregateConditions;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Aggregation;
import dev.relata.model.Condition;
import dev.relata.model.Direction;
import dev.relata.model.GroupSort;
import dev.relata.model.Nulls;
import dev.relata.model.Term;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.GroupQuery.Having;
import dev.relata.spi.Ordering;
import dev.relata.spi.RowValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rows are grouped by, and which groups are wanted in which order: the steps that a user has chained. Immutable; compiled
 * on subscribe, so that nothing is refused before.
 */
record GroupSteps(
        List<Term<?>> keys,
        List<GroupRestriction> having,
        List<GroupSort<?>> order,
        long offset,
        @Nullable Long limit,
        List<String> misuse) {

    /** Resolves a condition on groups; null for one that every group meets. */
    private interface GroupRestriction {
        @Nullable
        Having of(FilterResolver resolver, EntityType<?> type);
    }

    static GroupSteps by(Term<?> key) {
        return new GroupSteps(List.of(key), List.of(), List.of(), 0, null, List.of());
    }

    GroupSteps and(Term<?> key) {
        return new GroupSteps(plus(keys, key), having, order, offset, limit, misuse);
    }

    GroupSteps having(Aggregation<?, ?> aggregation, Condition<?> condition) {
        GroupRestriction restriction = (resolver, type) -> AggregateConditions.having(
                type.name() + ": group(…).having", resolver.values().aggregate(type, aggregation), condition);
        return new GroupSteps(keys, plus(having, restriction), order, offset, limit, before("having(…)"));
    }

    GroupSteps ordered(boolean anew, GroupSort<?> sort) {
        List<GroupSort<?>> terms = plus(anew ? List.of() : order, sort);
        return new GroupSteps(keys, having, terms, offset, limit, before("orderBy(…) or thenBy(…)"));
    }

    GroupSteps limit(long groups) {
        long least = limit == null ? groups : Math.min(limit, groups);
        return new GroupSteps(keys, having, order, offset, least, checked("limit", groups));
    }

    GroupSteps offset(long groups) {
        Long rest = limit == null ? null : Math.max(0, limit - groups);
        return new GroupSteps(keys, having, order, offset + groups, rest, checked("offset", groups));
    }

    private List<String> checked(String bound, long groups) {
        return groups < 0 ? plus(misuse, bound + " must be 0 or more, was " + groups) : misuse;
    }

    private List<String> before(String call) {
        boolean bounded = limit != null || offset > 0;
        return bounded
                ? plus(
                        misuse,
                        call + " comes behind limit(…) or offset(…), and would change which groups these leave:"
                                + " put it before them")
                : misuse;
    }

    private static <E> List<E> plus(List<E> list, E element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    boolean bounded() {
        return limit != null || offset > 0;
    }

    boolean matchesNothing() {
        return limit != null && limit == 0;
    }

    /** The values of rows of a type that are grouped by. */
    List<RowValue> keys(FilterResolver resolver, EntityType<?> type) {
        return keys.stream().map(key -> resolver.values().value(type, key)).toList();
    }

    /** Refuses calls that cannot be. */
    void check(String label) {
        if (!misuse.isEmpty()) {
            throw new RefusedException(label + ": group(…)." + misuse.get(0));
        }
    }

    /** Which groups are wanted, of those by some keys. */
    GroupQuery compile(FilterResolver resolver, CompiledSelection rows, List<RowValue> by) {
        EntityType<?> type = rows.rows().type();
        List<Having> conditions = having.stream()
                .map(restriction -> restriction.of(resolver, type))
                .filter(Objects::nonNull)
                .toList();
        List<Ordering> terms = new ArrayList<>();
        for (GroupSort<?> term : order) {
            terms.add(checked(rows.label(), by, resolver.ordering(type, term)));
        }
        return new GroupQuery(conditions, total(rows, by, terms), offset, limit);
    }

    private static Ordering checked(String label, List<RowValue> by, Ordering term) {
        if (term.by() instanceof RowValue value && !by.contains(value)) {
            throw new RefusedException(label + ": groups have no one value of " + value.describe()
                    + " to be ordered by; order them by what they are grouped by, or by an aggregate such as max(…)");
        }
        return term;
    }

    /** An order in which no two groups are equal. */
    private static List<Ordering> total(CompiledSelection rows, List<RowValue> by, List<Ordering> given) {
        List<Ordering> terms = new ArrayList<>(given);
        if (given.isEmpty()) {
            rows.rows().order().stream()
                    .limit(1)
                    .filter(term -> term.by().equals(by.get(0)))
                    .forEach(terms::add);
        }
        for (RowValue value : by) {
            if (terms.stream().noneMatch(term -> term.by().equals(value))) {
                terms.add(new Ordering(value, Direction.ASC, Nulls.LAST));
            }
        }
        return terms;
    }
}

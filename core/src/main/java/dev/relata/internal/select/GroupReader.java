package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.mapping.GroupRecord;
import dev.relata.internal.resolve.AggregateWords;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Aggregation;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Operator;
import dev.relata.query.Group;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.GroupQuery.Having;
import dev.relata.spi.Query;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Reads groups of a selection's rows, in one statement. Immutable, thread-safe; cold. */
final class GroupReader {

    private final FilterResolver resolver;
    private final Sessions sessions;

    GroupReader(FilterResolver resolver, Sessions sessions) {
        this.resolver = resolver;
        this.sessions = sessions;
    }

    /** Computes one value over each group of rows. */
    <K, V> Flux<Group<K, V>> groups(Supplier<CompiledSelection> source, GroupSteps steps, Aggregation<?, ?> wanted) {
        return Flux.defer(() -> {
            CompiledSelection rows = source.get();
            EntityType<?> type = rows.rows().type();
            List<RowValue> keys = steps.keys(resolver, type);
            Aggregate aggregate = resolver.values().aggregate(type, wanted);
            GroupQuery groups = present(steps, steps.compile(resolver, rows, keys), aggregate);
            return read(rows, steps, keys, List.of(aggregate), groups)
                    .<Group<K, V>>mapNotNull(row -> group(row, aggregate))
                    .onErrorMap(error -> AggregateWords.named(aggregate, error));
        });
    }

    /** A limit counts no group that is left out of the answer, as it has no value. */
    private static GroupQuery present(GroupSteps steps, GroupQuery groups, Aggregate aggregate) {
        if (aggregate.ofNothing() != null || !steps.bounded()) {
            return groups;
        }
        List<Having> having = new ArrayList<>(groups.having());
        having.add(new Having(aggregate, Operator.IS_NOT_NULL, List.of()));
        return new GroupQuery(having, groups.order(), groups.offset(), groups.limit());
    }

    @SuppressWarnings("unchecked") // the store answers the keys and the function in their types
    private static <K, V> @Nullable Group<K, V> group(@Nullable Object[] row, Aggregate aggregate) {
        int keys = row.length - 1;
        Object last = row[keys];
        Object value = last == null ? aggregate.ofNothing() : last;
        Object key = keys == 1 ? row[0] : Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(row, keys)));
        return value == null ? null : new Group<>((K) key, (V) value);
    }

    /** Computes several values over each group of rows, and makes a record of its key and of them. */
    <R> Flux<R> records(
            Supplier<CompiledSelection> source,
            GroupSteps steps,
            Class<R> record,
            List<? extends Aggregation<?, ?>> aggregations) {
        return Flux.defer(() -> {
            CompiledSelection rows = source.get();
            EntityType<?> type = rows.rows().type();
            List<RowValue> keys = steps.keys(resolver, type);
            List<Aggregate> aggregates = aggregates(type, aggregations);
            GroupRecord<R> shape = GroupRecord.of(record, sources(keys, aggregates));
            GroupQuery groups = steps.compile(resolver, rows, keys);
            return read(rows, steps, keys, aggregates, groups)
                    .map(row -> shape.of(filled(row, keys.size(), aggregates)));
        });
    }

    private List<Aggregate> aggregates(EntityType<?> type, List<? extends Aggregation<?, ?>> aggregations) {
        List<Aggregate> aggregates = new ArrayList<>();
        for (Aggregation<?, ?> aggregation :
                RefusedException.unlessNull(aggregations, "group(…).into", "the list of aggregates")) {
            aggregates.add(resolver.values().aggregate(type, aggregation));
        }
        return aggregates;
    }

    private static List<GroupRecord.GroupColumn> sources(List<RowValue> keys, List<Aggregate> aggregates) {
        List<GroupRecord.GroupColumn> sources = new ArrayList<>();
        keys.forEach(key -> sources.add(new GroupRecord.GroupColumn(key.describe(), key.componentClass(), false)));
        aggregates.forEach(aggregate -> sources.add(new GroupRecord.GroupColumn(
                AggregateWords.describe(aggregate),
                aggregate.componentClass(),
                aggregate.function() == Function.COUNT)));
        return sources;
    }

    private static @Nullable Object[] filled(@Nullable Object[] row, int keys, List<Aggregate> aggregates) {
        for (int i = keys; i < row.length; i++) {
            row[i] = row[i] == null ? aggregates.get(i - keys).ofNothing() : row[i];
        }
        return row;
    }

    private static Select select(
            CompiledSelection rows, List<RowValue> keys, List<Aggregate> aggregates, GroupQuery groups) {
        List<Expression> columns = new ArrayList<>(keys);
        columns.addAll(aggregates);
        Query query = rows.query();
        return Select.groups(rows.label(), query.bounded() ? query : query.orderBy(List.of()), keys, columns, groups);
    }

    private Flux<@Nullable Object[]> read(
            CompiledSelection rows,
            GroupSteps steps,
            List<RowValue> keys,
            List<Aggregate> aggregates,
            GroupQuery groups) {
        steps.check(rows.label());
        return rows.matchesNothing() || steps.matchesNothing()
                ? Flux.empty()
                : sessions.in(Access.READ, Requests.select(select(rows, keys, aggregates, groups)))
                        .map(row -> seen(row, keys, aggregates));
    }

    /** Turns a group as the store answers it into values as users see them. */
    private static @Nullable Object[] seen(@Nullable Object[] row, List<RowValue> keys, List<Aggregate> aggregates) {
        for (int i = 0; i < row.length; i++) {
            row[i] = i < keys.size()
                    ? keys.get(i).toValue(row[i])
                    : aggregates.get(i - keys.size()).toValue(row[i]);
        }
        return row;
    }
}

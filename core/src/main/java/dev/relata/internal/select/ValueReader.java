package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.lookup.LookupReads;
import dev.relata.internal.lookup.LookupReads.Origin;
import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.internal.resolve.AggregateWords;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Aggregation;
import dev.relata.model.Property;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads values of a selection's rows: ids, properties, counts and aggregates. Immutable, thread-safe; cold. */
final class ValueReader {

    private final FilterResolver resolver;
    private final Sessions sessions;
    private final LookupReads lookups;

    ValueReader(FilterResolver resolver, Sessions sessions, LookupReads lookups) {
        this.resolver = resolver;
        this.sessions = sessions;
        this.lookups = lookups;
    }

    /** With {@code planned} it is not refused where unplanned lookups are. */
    Mono<Long> count(Supplier<CompiledSelection> source, boolean planned) {
        Origin origin = lookups.here(planned);
        return Mono.defer(() -> {
            CompiledSelection selection = source.get();
            return selection.matchesNothing()
                    ? Mono.just(0L)
                    : lookups.list(selection, LookupKind.COUNT, ValueReader::number, origin)
                            .map(counts -> counts.isEmpty() ? 0L : counts.get(0));
        });
    }

    private static Long number(@Nullable Object[] row) {
        return row[0] instanceof Long count ? count : 0L;
    }

    Mono<Boolean> exists(Supplier<CompiledSelection> source, boolean planned) {
        Origin origin = lookups.here(planned);
        return Flux.defer(() -> {
                    CompiledSelection rows = any(source.get());
                    return rows.matchesNothing()
                            ? Flux.empty()
                            : lookups.many(rows, LookupKind.IDS, row -> row, origin);
                })
                // Counted: to take the first and cancel would cancel a statement which is at its end anyway.
                .count()
                .map(rows -> rows > 0);
    }

    /** Any one row: an order would only keep the database from answering with the first it finds. */
    private static CompiledSelection any(CompiledSelection selection) {
        return selection.then(query -> (query.bounded() ? query : query.orderBy(List.of())).limit(1));
    }

    /** The ids: the value of the one component, or a list of the values of several. */
    Flux<Object> ids(Supplier<CompiledSelection> source, boolean planned) {
        Origin origin = lookups.here(planned);
        return Flux.defer(() -> {
            CompiledSelection rows = identified(source.get());
            List<Attribute> key = rows.rows().type().id();
            return rows.matchesNothing() ? Flux.empty() : lookups.many(rows, LookupKind.IDS, id -> id(key, id), origin);
        });
    }

    private static Object id(List<Attribute> key, @Nullable Object[] id) {
        List<Object> values = Ids.values(key, Arrays.asList(id));
        return values.size() == 1 ? values.get(0) : values;
    }

    private static CompiledSelection identified(CompiledSelection selection) {
        Ids.requireId(selection.rows().type(), selection.label() + ".ids()");
        return selection.ordered();
    }

    @SuppressWarnings("unchecked") // the store answers a path in its attribute's type
    <V> Flux<V> values(Supplier<CompiledSelection> source, Property<?, V> property, boolean distinct) {
        return Flux.defer(() -> {
            CompiledSelection rows = distinct ? source.get() : source.get().ordered();
            if (rows.matchesNothing()) {
                return Flux.empty();
            }
            Path path = path(rows, property);
            Select select =
                    distinct ? distinctValues(rows, path) : Select.of(rows.label(), rows.query(), List.of(path));
            return (Flux<V>) sessions.in(Access.READ, Requests.select(select))
                    .mapNotNull(row -> path.attribute().toValue(row[0]));
        });
    }

    private static Select distinctValues(CompiledSelection rows, Path path) {
        Query query = rows.query();
        boolean ordered = query.order().stream().allMatch(term -> term.by().equals(path));
        if (!ordered && !query.bounded()) {
            throw new RefusedException(rows.label() + ": distinct().values(…) can be ordered by "
                    + path.attribute().qualifiedName() + " only; order by it, or drop distinct()");
        }
        Query free = ordered ? query.unbounded() : query.orderBy(List.of());
        return new Select(rows.label(), free, List.of(path), List.of(), true, null);
    }

    /** Computes one value over all rows; empty where there are none, but for a count and a sum. */
    @SuppressWarnings("unchecked") // the store answers an aggregate in the type that its function has
    <V> Mono<V> aggregate(Supplier<CompiledSelection> source, Aggregation<?, ?> wanted) {
        return Mono.defer(() -> {
            CompiledSelection rows = source.get();
            Aggregate aggregate = resolver.values().aggregate(rows.rows().type(), wanted);
            // No aggregate depends on the order.
            Select select = Select.of(rows.label(), rows.query().orderBy(List.of()), List.of(aggregate));
            Mono<Object> value = rows.matchesNothing()
                    ? Mono.empty()
                    : sessions.in(Access.READ, Requests.select(select))
                            .singleOrEmpty()
                            .mapNotNull(row -> aggregate.toValue(row[0]))
                            .onErrorMap(error -> AggregateWords.named(aggregate, error));
            return (Mono<V>) value.switchIfEmpty(Mono.justOrEmpty(aggregate.ofNothing()));
        });
    }

    private Path path(CompiledSelection rows, Property<?, ?> property) {
        return resolver.path(rows.query().type(), property);
    }
}

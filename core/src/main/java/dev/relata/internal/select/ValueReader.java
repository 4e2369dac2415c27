package dev.relata.internal.select;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.internal.lookup.LookupReads;
import dev.relata.internal.lookup.LookupReads.Origin;
import dev.relata.internal.lookup.LookupShape.Kind;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.StoreErrors;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.model.Property;
import dev.relata.query.Group;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
                    : lookups.list(selection, Kind.COUNT, ValueReader::number, origin)
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
                    return rows.matchesNothing() ? Flux.empty() : lookups.many(rows, Kind.IDS, row -> row, origin);
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
            return rows.matchesNothing() ? Flux.empty() : lookups.many(rows, Kind.IDS, id -> id(key, id), origin);
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
        boolean ordered = query.order().stream().allMatch(term -> term.path().equals(path));
        if (!ordered && !query.bounded()) {
            throw new RefusedException(rows.label() + ": distinct().values(…) can be ordered by "
                    + path.attribute().qualifiedName() + " only; order by it, or drop distinct()");
        }
        Query free = ordered ? query.unbounded() : query.orderBy(List.of());
        return new Select(rows.label(), free, List.of(path), List.of(), true, null);
    }

    /** Computes one value over all rows; empty where there are none, but for a sum. */
    @SuppressWarnings("unchecked") // the store answers an aggregate in the type that its function has
    <V> Mono<V> aggregate(Supplier<CompiledSelection> source, Function function, Property<?, ?> property) {
        return Mono.defer(() -> {
            CompiledSelection rows = source.get();
            Aggregate aggregate = new Aggregate(function, operand(rows, function, property), false);
            // No aggregate depends on the order.
            Select select = Select.of(rows.label(), rows.query().orderBy(List.of()), List.of(aggregate));
            Mono<Object> value = rows.matchesNothing()
                    ? Mono.empty()
                    : sessions.in(Access.READ, Requests.select(select))
                            .singleOrEmpty()
                            .mapNotNull(row -> value(aggregate, row[0]))
                            .onErrorMap(error -> named(aggregate, error));
            return (Mono<V>) value.switchIfEmpty(Mono.justOrEmpty(ofNothing(aggregate)));
        });
    }

    /** Computes one value over each group of rows; in the order of the rows, where that is by the key, else by the key. */
    <K, V> Flux<Group<K, V>> groups(
            Supplier<CompiledSelection> source,
            Property<?, K> key,
            Function function,
            @Nullable Property<?, ?> property) {
        return Flux.defer(() -> {
            CompiledSelection rows = source.get();
            Path over = function == Function.COUNT
                    ? null
                    : operand(rows, function, RefusedException.unlessNull(property, "group(…)", "the property"));
            Aggregate aggregate = new Aggregate(function, over, false);
            if (rows.matchesNothing()) {
                return Flux.empty();
            }
            Path by = path(rows, key);
            Query ordered = rows.query().orderBy(List.of(order(rows.query(), by)));
            Select select = new Select(rows.label(), ordered, List.of(by, aggregate), List.of(by), false, null);
            return sessions.in(Access.READ, Requests.select(select))
                    .<Group<K, V>>mapNotNull(row -> group(by, row, aggregate))
                    .onErrorMap(error -> named(aggregate, error));
        });
    }

    private static Ordering order(Query rows, Path by) {
        return rows.order().stream()
                .limit(1)
                .filter(term -> term.path().equals(by))
                .findFirst()
                .orElse(new Ordering(by, Direction.ASC, Nulls.LAST));
    }

    @SuppressWarnings("unchecked") // the store answers the key and the function in their types
    private static <K, V> @Nullable Group<K, V> group(Path by, @Nullable Object[] row, Aggregate aggregate) {
        Object value = row[1] == null ? ofNothing(aggregate) : value(aggregate, row[1]);
        return value == null ? null : new Group<>((K) by.attribute().toValue(row[0]), (V) value);
    }

    /** The smallest and the largest value are values of the property, a sum and an average are numbers. */
    private static @Nullable Object value(Aggregate aggregate, @Nullable Object answer) {
        Path path = aggregate.path();
        boolean ofProperty = aggregate.function() == Function.MIN || aggregate.function() == Function.MAX;
        return path == null || !ofProperty ? answer : path.attribute().toValue(answer);
    }

    private Path operand(CompiledSelection rows, Function function, Property<?, ?> property) {
        Path path = path(rows, property);
        boolean number = Number.class.isAssignableFrom(path.attribute().valueClass());
        if (!number && (function == Function.SUM || function == Function.AVG)) {
            throw new InvalidValueException(path.attribute().qualifiedName() + " is of type "
                    + path.attribute().valueClass().getSimpleName() + ": sum and avg need a number");
        }
        return path;
    }

    private Path path(CompiledSelection rows, Property<?, ?> property) {
        return resolver.path(rows.query().type(), property);
    }

    /** The value over no values, or null where a function has none. */
    private static @Nullable Object ofNothing(Aggregate aggregate) {
        Path path = aggregate.path();
        return path == null || aggregate.function() != Function.SUM ? null : zero(path.attribute());
    }

    private static Number zero(Attribute attribute) {
        Class<?> type = attribute.valueClass();
        if (type == Float.class || type == Double.class) {
            return 0d;
        }
        boolean large = type == Long.class || type == BigDecimal.class || type == BigInteger.class;
        return large ? BigDecimal.ZERO : (Number) 0L;
    }

    /** Names the property in an error: a value that a store cannot add up, or cannot answer as a number, is one of its. */
    private static Throwable named(Aggregate aggregate, Throwable error) {
        Path path = aggregate.path();
        String message = String.valueOf(error.getMessage());
        if (path == null || message.contains(path.attribute().qualifiedName())) {
            return error;
        }
        String function = aggregate.function().name().toLowerCase(Locale.ROOT) + " of "
                + path.attribute().qualifiedName();
        if (error instanceof InvalidValueException) {
            InvalidValueException named = new InvalidValueException(function + ": " + message);
            named.initCause(error);
            return named;
        }
        return error instanceof StoreException refused ? StoreErrors.saying(refused, "in the " + function) : error;
    }
}

package dev.relata.internal.engine;

import dev.relata.error.InvalidValueException;
import dev.relata.error.StoreException;
import dev.relata.internal.engine.LookupShape.Kind;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.write.Refusals;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Property;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The reads of a selection that answer one value over all rows. */
final class SelectionAggregates {

    private final Engine engine;
    private final Supplier<CompiledSelection> source;
    private final boolean planned;

    SelectionAggregates(Engine engine, Supplier<CompiledSelection> source) {
        this(engine, source, false);
    }

    /** With {@code planned} they are not refused where unplanned lookups are. */
    SelectionAggregates(Engine engine, Supplier<CompiledSelection> source, boolean planned) {
        this.engine = engine;
        this.source = source;
        this.planned = planned;
    }

    Mono<Long> count() {
        OwnerReads reads = OwnerReads.here(engine, planned);
        return Mono.defer(() -> {
            CompiledSelection compiled = source.get();
            return compiled.isVoid()
                    ? Mono.just(0L)
                    : reads.list(compiled, Kind.COUNT, SelectionAggregates::rows)
                            .map(counts -> counts.isEmpty() ? 0L : counts.get(0));
        });
    }

    private static Long rows(@Nullable Object[] row) {
        return row[0] instanceof Long count ? count : 0L;
    }

    Mono<Number> sum(Property<?, ? extends Number> property) {
        return Mono.defer(() -> {
            CompiledSelection compiled = source.get();
            Path path = number(compiled, property);
            return this.<Number>over(compiled, Function.SUM, path).defaultIfEmpty(zero(path.attribute()));
        });
    }

    <V> Mono<V> min(Property<?, V> property) {
        return Mono.defer(() -> {
            CompiledSelection compiled = source.get();
            return over(compiled, Function.MIN, path(compiled, property));
        });
    }

    <V> Mono<V> max(Property<?, V> property) {
        return Mono.defer(() -> {
            CompiledSelection compiled = source.get();
            return over(compiled, Function.MAX, path(compiled, property));
        });
    }

    Mono<Double> avg(Property<?, ? extends Number> property) {
        return Mono.defer(() -> {
            CompiledSelection compiled = source.get();
            return over(compiled, Function.AVG, number(compiled, property));
        });
    }

    private <V> Mono<V> over(CompiledSelection compiled, Function function, Path path) {
        return compiled.isVoid() ? Mono.empty() : value(compiled, new Aggregate(function, path, false));
    }

    @SuppressWarnings("unchecked") // the store answers an aggregate in the type that its function has
    private <V> Mono<V> value(CompiledSelection compiled, Aggregate aggregate) {
        Query rows = summable(compiled.query());
        return (Mono<V>) engine.sessions()
                .read(session -> session.select(Select.of(compiled.label(), rows, List.of(aggregate))))
                .singleOrEmpty()
                .mapNotNull(row -> row[0])
                .onErrorMap(error -> named(aggregate, error));
    }

    /** What a store cannot add up, or cannot answer as a number, is some value of a property. */
    static Throwable named(Aggregate aggregate, Throwable error) {
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
        return error instanceof StoreException refused ? Refusals.saying(refused, "in the " + function) : error;
    }

    /** The rows without an order, which no sum depends on, and without bounds of the outermost query. */
    static Query summable(Query query) {
        return query.orderBy(List.of());
    }

    private Path path(CompiledSelection compiled, Property<?, ?> property) {
        return engine.filters().path(compiled.query().type(), property);
    }

    private Path number(CompiledSelection compiled, Property<?, ?> property) {
        Path path = path(compiled, property);
        if (!Number.class.isAssignableFrom(path.attribute().valueClass())) {
            throw new InvalidValueException(path.attribute().qualifiedName() + " is of type "
                    + path.attribute().valueClass().getSimpleName() + ": sum and avg need a number");
        }
        return path;
    }

    static Number zero(Attribute attribute) {
        Class<?> type = attribute.valueClass();
        if (type == Float.class || type == Double.class) {
            return 0d;
        }
        boolean large = type == Long.class || type == BigDecimal.class || type == BigInteger.class;
        return large ? BigDecimal.ZERO : (Number) 0L;
    }
}

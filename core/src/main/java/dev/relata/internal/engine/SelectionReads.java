package dev.relata.internal.engine;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.engine.LookupShape.Kind;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Property;
import dev.relata.query.Iteration;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reads of a selection that answer rows or parts of rows. */
final class SelectionReads<T> {

    private final Engine engine;
    private final Supplier<CompiledSelection> source;
    private final LookupOptions<T> options;

    SelectionReads(Engine engine, Supplier<CompiledSelection> source, LookupOptions<T> options) {
        this.engine = engine;
        this.source = source;
        this.options = options;
    }

    Flux<T> all() {
        return rows(CompiledSelection::ordered);
    }

    Flux<T> iterate(Iteration iteration) {
        return Flux.defer(() -> {
            RefusedException.unlessNull(iteration, "iterate", "the Iteration that says how");
            CompiledSelection compiled = source.get().ordered();
            if (compiled.isVoid()) {
                return Flux.empty();
            }
            Flux<T> rows = engine.sessions().stream(
                            session -> session.stream(Select.rows(compiled.label(), compiled.query()), iteration))
                    .map(entity(compiled.rows()));
            return options.of(engine, ProgressReport.of(iteration, rows));
        });
    }

    Mono<T> first() {
        return rows(compiled -> compiled.limited(1)).singleOrEmpty();
    }

    Mono<T> one() {
        return rows(compiled -> compiled.limited(2)).collectList().flatMap(found -> {
            if (found.size() > 1) {
                return Mono.error(new NotUniqueException(source.get().label()
                        + ": one() found more than one row; narrow the selection, or use first() or all()"));
            }
            return Mono.justOrEmpty(found.stream().findFirst());
        });
    }

    Mono<Boolean> exists() {
        // Counted, not asked for the first: that would cancel a statement which is at its end anyway.
        return idRows(SelectionReads::any).count().map(rows -> rows > 0);
    }

    Flux<Object> ids() {
        return idRows(CompiledSelection::ordered).map(id -> id.length == 1 ? notNull(id[0]) : List.of(id));
    }

    private static Object notNull(@Nullable Object id) {
        if (id == null) {
            throw new IllegalStateException("a stored row has an id");
        }
        return id;
    }

    <V> Flux<V> values(Property<T, V> property, boolean distinct) {
        return Flux.defer(() -> {
            CompiledSelection compiled = distinct ? source.get() : source.get().ordered();
            if (compiled.isVoid()) {
                return Flux.empty();
            }
            Path path = engine.filters().path(compiled.query().type(), property);
            Select select = distinct
                    ? distinctValues(compiled, path)
                    : Select.of(compiled.label(), compiled.query(), List.of(path));
            @SuppressWarnings("unchecked") // the store answers a path in its attribute's type
            Flux<V> values = (Flux<V>)
                    engine.sessions().read(session -> session.select(select)).mapNotNull(row -> row[0]);
            return values;
        });
    }

    private static Select distinctValues(CompiledSelection compiled, Path path) {
        Query query = compiled.query();
        boolean ordered = query.order().stream().allMatch(term -> term.path().equals(path));
        if (!ordered && !query.bounded()) {
            throw new RefusedException(compiled.label() + ": distinct().values(…) can be ordered by "
                    + path.attribute().qualifiedName() + " only; order by it, or drop distinct()");
        }
        Query free = ordered ? query.unbounded() : query.orderBy(List.of());
        return new Select(compiled.label(), free, List.of(path), List.of(), true, null);
    }

    private Flux<T> rows(UnaryOperator<CompiledSelection> shape) {
        OwnerReads reads = OwnerReads.here(engine, options.strict());
        return Flux.defer(() -> {
            CompiledSelection compiled = shape.apply(source.get());
            return compiled.isVoid()
                    ? Flux.empty()
                    : options.of(engine, reads.many(compiled, Kind.ROWS, entity(compiled.rows())));
        });
    }

    private Flux<@Nullable Object[]> idRows(UnaryOperator<CompiledSelection> shape) {
        OwnerReads reads = OwnerReads.here(engine, options.strict());
        return Flux.defer(() -> {
            CompiledSelection compiled = shape.apply(source.get());
            return compiled.isVoid() ? Flux.empty() : reads.many(compiled, Kind.IDS, row -> row);
        });
    }

    @SuppressWarnings("unchecked") // the query is of the type that the selection was made of
    private Function<@Nullable Object[], T> entity(Query query) {
        EntityType<T> type = (EntityType<T>) query.type();
        return type::instantiate;
    }

    /** Any one row: an order would only keep the database from answering with the first it finds. */
    private static CompiledSelection any(CompiledSelection compiled) {
        return compiled.then(query -> (query.bounded() ? query : query.orderBy(List.of())).limit(1));
    }
}

package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.resolve.QueryText;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.model.Operator;
import dev.relata.query.Page;
import dev.relata.spi.Expression;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.SortComparison;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SortKey;
import dev.relata.spi.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keyset pages: a page begins after the last row of the one before, found by its sort keys, never by counting. */
public final class KeysetPages<T> {

    private final Engine engine;
    private final Supplier<CompiledSelection> source;
    private final Function<CompiledSelection, Item<T>> items;

    /**
     * What is read of each row, and what it is made into.
     *
     * @param columns what is read
     * @param read makes the item of a row
     * @param complete reads what else belongs to the items of a page, on the session of the page
     * @param <T> the item
     */
    public record Item<T>(
            List<? extends Expression> columns,
            Function<@Nullable Object[], T> read,
            BiFunction<Session, List<T>, Mono<Void>> complete) {

        Item(List<? extends Expression> columns, Function<@Nullable Object[], T> read) {
            this(columns, read, (session, items) -> Mono.empty());
        }
    }

    KeysetPages(Engine engine, Supplier<CompiledSelection> source) {
        this(engine, source, KeysetPages::rows);
    }

    /**
     * Makes the pages.
     *
     * @param engine the engine
     * @param source compiles the selection, on subscribe
     * @param items says what is read
     */
    public KeysetPages(Engine engine, Supplier<CompiledSelection> source, Function<CompiledSelection, Item<T>> items) {
        this.engine = engine;
        this.source = source;
        this.items = items;
    }

    @SuppressWarnings("unchecked") // the query is of the type that the selection was made of
    private static <T> Item<T> rows(CompiledSelection compiled) {
        EntityType<T> type = (EntityType<T>) compiled.rows().type();
        return new Item<>(type.attributes().stream().map(Path::of).toList(), type::instantiate);
    }

    /**
     * Reads a page.
     *
     * @param size rows of a page
     * @param cursor where it begins, or null for the first
     * @return the page; cold
     */
    public Mono<Page<T>> page(int size, @Nullable String cursor) {
        return Mono.defer(() -> {
            if (size < 1) {
                throw new RefusedException("page size must be 1 or more, was " + size);
            }
            CompiledSelection compiled = source.get();
            Query ordered = FilterResolver.byId(compiled.query());
            String text = QueryText.of(ordered);
            Query from = cursor == null ? ordered : after(ordered, decode(compiled.label(), ordered, text, cursor));
            if (FilterResolver.isVoid(from)) {
                return Mono.just(new Page<>(List.of(), Optional.empty()));
            }
            Item<T> item = items.apply(compiled);
            Select select = Select.of(compiled.label(), from.limit(size + 1L), columns(item, ordered));
            return engine.sessions()
                    .read(session -> Unreadable.atTheEnd(session.select(select))
                            .collectList()
                            .map(rows -> page(item, text, rows, size))
                            .delayUntil(page -> item.complete().apply(session, page.items()))
                            .flux())
                    .single();
        });
    }

    private List<@Nullable String> decode(String label, Query ordered, String text, String cursor) {
        return engine.cursors().decode(label, text, ordered.order().size(), cursor);
    }

    /** What is read of the row, then what the order is by. */
    private static List<Expression> columns(Item<?> item, Query ordered) {
        List<Expression> columns = new ArrayList<>(item.columns());
        ordered.order().forEach(term -> columns.add(new SortKey(term.path())));
        return columns;
    }

    private Page<T> page(Item<T> item, String text, List<@Nullable Object[]> rows, int size) {
        int width = item.columns().size();
        List<T> items =
                rows.stream().limit(size).map(row -> read(item, row, width)).toList();
        Optional<String> next = Optional.empty();
        if (rows.size() > size) {
            @Nullable Object[] last = rows.get(size - 1);
            List<@Nullable String> keys = new ArrayList<>();
            for (int i = width; i < last.length; i++) {
                keys.add((String) last[i]);
            }
            next = Optional.of(engine.cursors().encode(text, keys));
        }
        return new Page<>(items, next);
    }

    /** The row beyond the page may be one that cannot be read: it is the next page that fails. */
    private static <T> T read(Item<T> item, @Nullable Object[] row, int width) {
        if (row[0] instanceof Unreadable unreadable) {
            throw unreadable.error();
        }
        return item.read().apply(Arrays.copyOf(row, width));
    }

    /** The rows behind the one with the given sort keys. */
    private static Query after(Query ordered, List<@Nullable String> keys) {
        List<Predicate> alternatives = new ArrayList<>();
        List<Predicate> equalSoFar = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Ordering term = ordered.order().get(i);
            List<Predicate> parts = new ArrayList<>(equalSoFar);
            parts.add(behind(term, keys.get(i)));
            alternatives.add(PredicateBuilder.all(parts));
            equalSoFar.add(same(term.path(), keys.get(i)));
        }
        return ordered.where(PredicateBuilder.any(alternatives));
    }

    private static Predicate same(Path path, @Nullable String key) {
        return key == null
                ? PredicateBuilder.compare(path, Operator.IS_NULL)
                : new SortComparison(path, Operator.EQ, key);
    }

    private static Predicate behind(Ordering term, @Nullable String key) {
        if (key == null) {
            return term.nulls() == Nulls.FIRST
                    ? PredicateBuilder.compare(term.path(), Operator.IS_NOT_NULL)
                    : Predicate.FALSE;
        }
        Operator operator = term.direction() == Direction.ASC ? Operator.GT : Operator.LT;
        Predicate further = new SortComparison(term.path(), operator, key);
        boolean nullsBehind = term.nulls() == Nulls.LAST && mayBeNull(term.path());
        return nullsBehind
                ? PredicateBuilder.any(List.of(further, PredicateBuilder.compare(term.path(), Operator.IS_NULL)))
                : further;
    }

    private static boolean mayBeNull(Path path) {
        return path.attribute().nullable() || !path.steps().isEmpty();
    }
}

package dev.relata.test.internal.memory;

import dev.relata.metamodel.Association;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate.All;
import dev.relata.spi.Predicate.OwnedBy;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers queries in one state. For one statement, one thread. */
final class QueryRows {

    private final RowIndex related;
    private final SortKeyTable sortKeys;
    private final Instant now = Instant.now();
    /** Whose rows are looked at, where their places among these may be asked for. */
    private @Nullable OwnedBy owner;

    QueryRows(Catalog catalog, State state) {
        this.related = new RowIndex(catalog, state);
        this.sortKeys = catalog.sortKeys();
    }

    /** The rows of a query. */
    List<StoredRow> of(Query query) {
        return ofOwner(ownerOf(query), query, () -> related.all(query.type()));
    }

    /** The rows of a query whose innermost source is restricted to what belongs to one owner. */
    List<StoredRow> of(Query query, Association association, MemoryKey owner) {
        return ofOwner(new OwnedBy(association, owner.parts()), query, () -> related.targets(association, owner));
    }

    private List<StoredRow> ofOwner(@Nullable OwnedBy rowsOf, Query query, Supplier<Collection<StoredRow>> innermost) {
        OwnedBy outer = owner;
        owner = rowsOf;
        List<StoredRow> rows = of(query, innermost);
        owner = outer;
        return rows;
    }

    /** Says whose rows are taken apart from now on. */
    void look(@Nullable OwnedBy at) {
        owner = at;
    }

    /** The owner that restricts a query's innermost source by a predicate of its own. */
    static @Nullable OwnedBy ownerOf(Query query) {
        return query.source() instanceof Query.Derived derived ? ownerOf(derived.query()) : ownerIn(query.filter());
    }

    private static @Nullable OwnedBy ownerIn(dev.relata.spi.Predicate filter) {
        if (filter instanceof OwnedBy found) {
            return found;
        }
        return filter instanceof All all
                ? all.parts().stream()
                        .map(QueryRows::ownerIn)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private List<StoredRow> of(Query query, Supplier<Collection<StoredRow>> innermost) {
        Collection<StoredRow> source =
                query.source() instanceof Query.Derived derived ? of(derived.query(), innermost) : innermost.get();
        Predicate<StoredRow> filter = query.filter().accept(new PredicateCompiler(this));
        Stream<StoredRow> rows = source.stream().filter(filter);
        if (!query.order().isEmpty()) {
            rows = rows.sorted(order(query.order()));
        }
        rows = rows.skip(query.offset());
        Long limit = query.limit();
        return (limit == null ? rows : rows.limit(limit)).toList();
    }

    SortKeyTable sortKeys() {
        return sortKeys;
    }

    RowIndex related() {
        return related;
    }

    @Nullable
    Object value(StoredRow row, RowValue value) {
        return value.accept(new MemoryValue(held -> held(row, held), now)).orElse(null);
    }

    private @Nullable Object held(StoredRow row, RowValue value) {
        return value instanceof RelatedValue related ? related(row, related) : stored(row, (Path) value);
    }

    private @Nullable Object stored(StoredRow row, Path path) {
        OwnedBy at = owner;
        return at != null && path.isPosition(at.association()) ? related.position(at, row) : related.value(row, path);
    }

    private @Nullable Object related(StoredRow row, RelatedValue value) {
        Association association = value.association();
        MemoryKey key = MemoryKey.of(row.values(), association.sourceKey());
        List<StoredRow> rows = key == null ? List.of() : of(value.query(), association, key);
        return AggregateEvaluator.orNothing(this, rows, value.aggregate());
    }

    private Comparator<StoredRow> order(List<Ordering> terms) {
        return terms.stream().map(this::order).reduce(Comparator::thenComparing).orElseThrow();
    }

    private Comparator<StoredRow> order(Ordering term) {
        Comparator<@Nullable Object> withNulls = values(term);
        return (one, other) -> withNulls.compare(value(one, term.value()), value(other, term.value()));
    }

    /** How values are put in the order of a term. */
    static Comparator<@Nullable Object> values(Ordering term) {
        Comparator<Object> values = term.direction() == Direction.ASC
                ? MemoryValues::compare
                : (one, other) -> MemoryValues.compare(other, one);
        return term.nulls() == Nulls.FIRST ? Comparator.nullsFirst(values) : Comparator.nullsLast(values);
    }
}

package dev.relata.test.internal.memory;

import dev.relata.model.Association;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers queries in one state. For one statement, one thread. */
final class Rows {

    private final Related related;

    Rows(Catalog catalog, State state) {
        this.related = new Related(catalog, state);
    }

    /** The rows of a query. */
    List<StoredRow> of(Query query) {
        return of(query, () -> related.all(query.type()));
    }

    /** The rows of a query whose innermost source is restricted to what belongs to one owner. */
    List<StoredRow> of(Query query, Association association, RowKey owner) {
        return of(query, () -> related.targets(association, owner));
    }

    private List<StoredRow> of(Query query, Supplier<Collection<StoredRow>> innermost) {
        Collection<StoredRow> source =
                query.source() instanceof Query.Derived derived ? of(derived.query(), innermost) : innermost.get();
        Predicate<StoredRow> filter = query.filter().accept(new Filtering(this));
        Stream<StoredRow> rows = source.stream().filter(filter);
        if (!query.order().isEmpty()) {
            rows = rows.sorted(order(query.order()));
        }
        rows = rows.skip(query.offset());
        Long limit = query.limit();
        return (limit == null ? rows : rows.limit(limit)).toList();
    }

    Related related() {
        return related;
    }

    @Nullable
    Object value(StoredRow row, Path path) {
        return related.value(row, path);
    }

    private Comparator<StoredRow> order(List<Ordering> terms) {
        return terms.stream().map(this::order).reduce(Comparator::thenComparing).orElseThrow();
    }

    private Comparator<StoredRow> order(Ordering term) {
        Comparator<Object> values =
                term.direction() == Direction.ASC ? Values::compare : (one, other) -> Values.compare(other, one);
        Comparator<@Nullable Object> withNulls =
                term.nulls() == Nulls.FIRST ? Comparator.nullsFirst(values) : Comparator.nullsLast(values);
        return (one, other) -> withNulls.compare(value(one, term.path()), value(other, term.path()));
    }
}

package dev.relata.r2dbc;

import dev.relata.spi.Expression;
import dev.relata.spi.Keyset;
import dev.relata.spi.Ordering;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import dev.relata.spi.Unreadable;
import dev.relata.spi.stream.FetchSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams rows without a cursor: in pages, each behind the last row of the one before. A page is read when the one before has been taken, so
 * that two are held at the most. One for each subscription.
 */
final class KeysetStream {

    private final Select select;
    private final FetchSize size;
    private final Function<Select, Flux<@Nullable Object[]>> firstPage;
    private final Function<Select, Flux<@Nullable Object[]>> nextPage;
    private final int columns;
    private final int keys;
    private Query behind;
    private long left;
    private boolean last;
    private boolean begun;

    private KeysetStream(
            Select select,
            FetchSize size,
            Function<Select, Flux<@Nullable Object[]>> firstPage,
            Function<Select, Flux<@Nullable Object[]>> nextPage) {
        this.select = select;
        this.size = size;
        this.firstPage = firstPage;
        this.nextPage = nextPage;
        this.behind = Keyset.total(select.query());
        this.columns = select.columns().size();
        this.keys = behind.order().size();
        Long limit = behind.limit();
        this.left = limit == null ? Long.MAX_VALUE : limit;
        this.last = left == 0;
    }

    /** Tells whether the rows of a read can be divided into pages: each has an id, and is an answer of its own. */
    static boolean canRead(Select select) {
        return !select.query().type().id().isEmpty()
                && !select.distinct()
                && select.groupBy().isEmpty()
                && select.batch() == null;
    }

    /**
     * Streams the rows.
     *
     * @param select the read
     * @param size the rows of each page
     * @param firstPage reads the first page, whole
     * @param nextPage reads another one
     */
    static Flux<@Nullable Object[]> of(
            Select select,
            FetchSize size,
            Function<Select, Flux<@Nullable Object[]>> firstPage,
            Function<Select, Flux<@Nullable Object[]>> nextPage) {
        return Flux.defer(() -> new KeysetStream(select, size, firstPage, nextPage).rows());
    }

    /** Returns the read of the first page. */
    static Select first(Select select, FetchSize size) {
        KeysetStream stream = new KeysetStream(select, size, page -> Flux.empty(), page -> Flux.empty());
        return stream.with(stream.behind.limit(Math.min(size.next(), stream.left)));
    }

    private Flux<@Nullable Object[]> rows() {
        return Flux.<Boolean>generate(sink -> {
                    if (last) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> page(), 0)
                .concatMapIterable(page -> page, 1);
    }

    private Mono<List<@Nullable Object[]>> page() {
        long rows = Math.min(size.next(), left);
        Function<Select, Flux<@Nullable Object[]>> pages = begun ? nextPage : firstPage;
        begun = true;
        return pages.apply(with(behind.limit(rows))).collectList().map(page -> taken(page, rows));
    }

    private Select with(Query query) {
        List<Expression> all = new ArrayList<>(select.columns());
        query.order().forEach(term -> all.add(new SortKey(term.value())));
        return Select.of(select.label(), query, all);
    }

    private List<@Nullable Object[]> taken(List<@Nullable Object[]> page, long asked) {
        left -= page.size();
        last = page.size() < asked || left == 0 || isUnreadable(page.get(page.size() - 1));
        if (!last) {
            List<@Nullable String> ends = new ArrayList<>(keys);
            @Nullable Object[] end = page.get(page.size() - 1);
            for (int i = 0; i < keys; i++) {
                ends.add((String) end[columns + i]);
            }
            Query total = Keyset.total(select.query());
            List<Ordering> order = total.order();
            behind = Keyset.after(new Query(total.source(), total.filter(), order, 0, null), ends);
        }
        return page.stream().map(this::withoutKeys).toList();
    }

    /** A row that cannot be read has no keys, and ends the stream. */
    private static boolean isUnreadable(@Nullable Object[] row) {
        return row[0] instanceof Unreadable;
    }

    private @Nullable Object[] withoutKeys(@Nullable Object[] row) {
        return isUnreadable(row) ? row : Arrays.copyOf(row, columns);
    }
}

package dev.relata.r2dbc;

import dev.relata.spi.Expression;
import dev.relata.spi.Keyset;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import dev.relata.spi.Unreadable;
import dev.relata.spi.stream.CursorFlux;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import dev.relata.spi.stream.FetchSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * Streams rows without a cursor: in pages, each behind the last row of the one before. Each fetch is a page, which is read whole, so that two are
 * held at the most. One for each subscription.
 */
final class KeysetStream implements CursorSource, CoreSubscriber<List<@Nullable Object[]>> {

    private final Select select;
    private final CursorSubscription<@Nullable Object[]> delivery;
    private final Function<Select, Flux<@Nullable Object[]>> firstPage;
    private final Function<Select, Flux<@Nullable Object[]>> nextPage;
    private final boolean divided;
    private final int columns;
    private final int keys;
    private Query behind;
    private long left;
    private long asked;
    private boolean begun;
    private volatile @Nullable Subscription reading;

    private KeysetStream(
            Select select,
            boolean divided,
            CursorSubscription<@Nullable Object[]> delivery,
            Function<Select, Flux<@Nullable Object[]>> firstPage,
            Function<Select, Flux<@Nullable Object[]>> nextPage) {
        this.select = select;
        this.divided = divided;
        this.delivery = delivery;
        this.firstPage = firstPage;
        this.nextPage = nextPage;
        this.behind = divided ? Keyset.total(select.query()) : select.query();
        this.columns = select.columns().size();
        this.keys = behind.order().size();
        this.left = limit(behind);
    }

    private static long limit(Query query) {
        Long limit = query.limit();
        return limit == null ? Long.MAX_VALUE : limit;
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
     * @param sizes makes the rows of each page, for one subscription
     * @param firstPage reads the first page
     * @param nextPage reads another one
     */
    static Flux<@Nullable Object[]> of(
            Select select,
            Supplier<FetchSize> sizes,
            Function<Select, Flux<@Nullable Object[]>> firstPage,
            Function<Select, Flux<@Nullable Object[]>> nextPage) {
        return new CursorFlux<>(sizes, delivery -> new KeysetStream(select, true, delivery, firstPage, nextPage));
    }

    /** Streams rows that are read at once, as one fetch. */
    static Flux<@Nullable Object[]> atOnce(Select select, Function<Select, Flux<@Nullable Object[]>> read) {
        return new CursorFlux<>(
                () -> FetchSize.growing(1), delivery -> new KeysetStream(select, false, delivery, read, read));
    }

    /** Returns the read of the first page. */
    static Select first(Select select, FetchSize size) {
        Query total = Keyset.total(select.query());
        return with(select, total.limit(Math.min(size.next(), limit(total))));
    }

    @Override
    public void fetch(int rows) {
        asked = Math.min(rows, left);
        if (asked == 0) {
            delivery.fetched(true);
            return;
        }
        Function<Select, Flux<@Nullable Object[]>> pages = begun ? nextPage : firstPage;
        begun = true;
        Select page = divided ? with(select, behind.limit(asked)) : select;
        pages.apply(page).collectList().subscribe(this);
    }

    private static Select with(Select select, Query query) {
        List<Expression> all = new ArrayList<>(select.columns());
        query.order().forEach(term -> all.add(new SortKey(term.value())));
        return Select.of(select.label(), query, all);
    }

    @Override
    public void cancel() {
        Subscription open = reading;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public Context currentContext() {
        return delivery.context();
    }

    @Override
    public void onSubscribe(Subscription opened) {
        reading = opened;
        opened.request(1);
    }

    @Override
    public void onNext(List<@Nullable Object[]> rows) {
        if (!divided) {
            delivery.fetched(rows, true);
            return;
        }
        left -= rows.size();
        boolean last = rows.size() < asked || left == 0 || isUnreadable(rows.get(rows.size() - 1));
        if (!last) {
            goBehind(rows.get(rows.size() - 1));
        }
        delivery.fetched(rows.stream().map(this::withoutKeys).toList(), last);
    }

    private void goBehind(@Nullable Object[] end) {
        List<@Nullable String> ends = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            ends.add((String) end[columns + i]);
        }
        Query total = Keyset.total(select.query());
        behind = Keyset.after(new Query(total.source(), total.filter(), total.order(), 0, null), ends);
    }

    @Override
    public void onError(Throwable error) {
        delivery.failed(error);
    }

    @Override
    public void onComplete() {}

    /** A row that cannot be read has no keys, and ends the stream. */
    private static boolean isUnreadable(@Nullable Object[] row) {
        return row[0] instanceof Unreadable;
    }

    private @Nullable Object[] withoutKeys(@Nullable Object[] row) {
        return isUnreadable(row) ? row : Arrays.copyOf(row, columns);
    }
}

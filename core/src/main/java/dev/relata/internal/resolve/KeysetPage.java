package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.internal.mapping.CursorCodec;
import dev.relata.query.Page;
import dev.relata.spi.Expression;
import dev.relata.spi.Keyset;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import dev.relata.spi.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a selection. It begins after the last row of the page before, which is found by its sort keys, never by
 * counting. Immutable.
 */
public final class KeysetPage {

    private final CursorCodec cursors;
    private final CompiledSelection selection;
    private final Query ordered;
    private final String text;
    private final Query from;
    private final int size;

    /**
     * Compiles a page.
     *
     * @param cursors reads and writes cursors
     * @param selection the whole selection
     * @param size rows of a page
     * @param cursor where it begins, or null for the first
     */
    public KeysetPage(CursorCodec cursors, CompiledSelection selection, int size, @Nullable String cursor) {
        this.cursors = cursors;
        this.selection = selection;
        this.size = size;
        Ids.requireId(selection.query().type(), selection.label() + ".page(…)");
        this.ordered = FilterResolver.byId(selection.query());
        this.text = QueryFingerprint.of(ordered);
        this.from = cursor == null
                ? ordered
                : Keyset.after(
                        ordered,
                        cursors.decode(selection.label(), text, ordered.order().size(), cursor));
    }

    /** Refuses a page that could hold no row. */
    public static void checkSize(int size) {
        if (size < 1) {
            throw new RefusedException("page size must be 1 or more, was " + size);
        }
    }

    /** The selection that the page is of. */
    public CompiledSelection selection() {
        return selection;
    }

    /** Whether the page is empty whatever is stored. */
    public boolean matchesNothing() {
        return FilterResolver.matchesNothing(from);
    }

    /**
     * Makes the request for the rows of the page and one more, which tells whether there is a next page.
     *
     * @param columns what is read of each row; the keys of the order are read behind them
     */
    public Select select(List<? extends Expression> columns) {
        List<Expression> all = new ArrayList<>(columns);
        ordered.order().forEach(term -> all.add(new SortKey(term.value())));
        return Select.of(selection.label(), from.limit(size + 1L), all);
    }

    /**
     * Makes the page of the rows that answer {@link #select}.
     *
     * @param read makes an item of the columns that the caller has named
     */
    public <R> Page<R> of(List<@Nullable Object[]> rows, Function<@Nullable Object[], R> read) {
        int keys = ordered.order().size();
        List<R> items =
                rows.stream().limit(size).map(row -> item(row, keys, read)).toList();
        Optional<String> next = rows.size() > size
                ? Optional.of(cursors.encode(text, keys(rows.get(size - 1), keys)))
                : Optional.empty();
        return new Page<>(items, next);
    }

    /** The row beyond the page may be one that cannot be read: it is the next page that fails. */
    private static <R> R item(@Nullable Object[] row, int keys, Function<@Nullable Object[], R> read) {
        if (row[0] instanceof Unreadable unreadable) {
            throw unreadable.error();
        }
        return read.apply(Arrays.copyOf(row, row.length - keys));
    }

    private static List<@Nullable String> keys(@Nullable Object[] row, int keys) {
        List<@Nullable String> values = new ArrayList<>(keys);
        for (int i = row.length - keys; i < row.length; i++) {
            values.add((String) row[i]);
        }
        return values;
    }
}

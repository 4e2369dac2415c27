package dev.relata.examples.atlas.web.type;

import dev.relata.query.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list. Immutable.
 *
 * @param items the rows
 * @param next the cursor of those after them, or null where they are the last
 * @param <R> the row
 */
record RowPage<R>(List<R> items, @Nullable String next) {

    static <T, R> RowPage<R> of(Page<T> page, Function<T, R> row) {
        return new RowPage<>(
                page.items().stream().map(row).toList(), page.next().orElse(null));
    }
}

package dev.relata.r2dbc.internal.sql.query;

import dev.relata.r2dbc.internal.sql.statement.SqlType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A range of pages of a table. In one snapshot each row has one place, so ranges that have each page once have each row once,
 * whatever its key. Immutable.
 *
 * @param from the first page
 * @param to the first page behind it
 */
public record PageRange(long from, long to) {

    /** Many ranges, so that connections end at about the same time although some ranges have more rows than others. */
    private static final int FOR_EACH_CONNECTION = 8;

    /** Smaller ranges cost more than they gain: 1 MiB has some thousands of rows. */
    private static final int FEWEST_PAGES = 128;

    /** Behind all pages that a table can have, so that rows of pages that were not counted are not lost. */
    private static final long END = 0xFFFF_FFFFL;

    /** Divides a table; one range, of all pages, where it is small. */
    public static List<PageRange> divide(long pages, int connections) {
        long count = Math.max(Math.min(pages / FEWEST_PAGES, (long) connections * FOR_EACH_CONNECTION), 1);
        return LongStream.range(0, count)
                .mapToObj(i -> new PageRange(pages * i / count, i == count - 1 ? END : pages * (i + 1) / count))
                .toList();
    }

    boolean isWhole() {
        return from == 0 && to == END;
    }

    /** Restricts rows to the range. */
    void restrict(QueryClauses level) {
        if (!isWhole()) {
            String place = level.aliased().alias() + ".ctid";
            level.where(place + " >= " + page(level, from) + " AND " + place + " < " + page(level, to));
        }
    }

    private static String page(QueryClauses level, long page) {
        return level.aliased().statement().value(SqlType.TEXT, "(" + page + ",0)") + "::tid";
    }
}

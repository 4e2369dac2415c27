package dev.relata.internal.explain;

import dev.relata.query.Explanation.Way;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a read, with the request that there will be for it. Immutable.
 *
 * @param path what is read, from the first rows on
 * @param level how many steps are above
 * @param way how its rows are got
 * @param reasons why it is so
 * @param request the request, with stand-ins for keys that only rows above can give; null where another part brings the rows
 * @param standIns whether the request has stand-ins
 */
public record PlannedRead(
        String path,
        int level,
        Way way,
        List<String> reasons,
        @Nullable Select request,
        boolean standIns) {

    /** Copies the list. */
    public PlannedRead {
        reasons = List.copyOf(reasons);
    }

    /** A request that was not told in advance. */
    static PlannedRead unplanned(Select request, boolean stream) {
        Way alone = stream ? Way.STREAM : Way.READ;
        return new PlannedRead(
                request.label(), 0, request.batch() == null ? alone : Way.BATCH, List.of(), request, false);
    }

    /** Whether a request is this one, for whatever keys. */
    boolean asks(Select select) {
        return request != null
                && request.query().equals(select.query())
                && request.columns().equals(select.columns())
                && sameWay(request.batch(), select.batch());
    }

    private static boolean sameWay(@Nullable KeyBatch planned, @Nullable KeyBatch sent) {
        return planned == null
                ? sent == null
                : sent != null && planned.association().equals(sent.association());
    }
}

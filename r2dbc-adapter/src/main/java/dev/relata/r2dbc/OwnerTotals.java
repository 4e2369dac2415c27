package dev.relata.r2dbc;

import dev.relata.model.Aggregation;
import dev.relata.r2dbc.internal.sql.query.Selects;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Adds to the totals of many owners those of owners without rows, where the server cannot. One for each subscription. */
final class OwnerTotals {

    private final Select select;
    private final int owners;
    private int next;

    private OwnerTotals(Select select, int owners) {
        this.select = select;
        this.owners = owners;
    }

    /** Returns the totals of all owners, in their order; the rows as they are where the server answers all of them. */
    static Flux<@Nullable Object[]> complete(Select select, ServerProfile server, Flux<@Nullable Object[]> rows) {
        KeyBatch batch = select.batch();
        if (batch == null || !Selects.leavesOwnersOut(select, server)) {
            return rows;
        }
        OwnerTotals totals = new OwnerTotals(select, batch.keys().size());
        return rows.concatMapIterable(totals::withThoseBefore).concatWith(Flux.defer(totals::rest));
    }

    private List<@Nullable Object[]> withThoseBefore(@Nullable Object[] row) {
        int owner = (Integer) Objects.requireNonNull(row[0]);
        List<@Nullable Object[]> totals = empty(owner);
        totals.add(row);
        next = owner + 1;
        return totals;
    }

    private Flux<@Nullable Object[]> rest() {
        return Flux.fromIterable(empty(owners));
    }

    private List<@Nullable Object[]> empty(int end) {
        List<@Nullable Object[]> totals = new ArrayList<>();
        for (int owner = next; owner < end; owner++) {
            @Nullable Object[] row = new @Nullable Object[select.columns().size() + 1];
            row[0] = owner;
            for (int i = 1; i < row.length; i++) {
                row[i] = ofNothing(select.columns().get(i - 1));
            }
            totals.add(row);
        }
        return totals;
    }

    /** A sum over no rows is null, as the database answers it. */
    private static @Nullable Object ofNothing(Expression column) {
        return column instanceof Aggregate aggregate && aggregate.function() == Aggregation.Function.COUNT ? 0L : null;
    }
}

package dev.relata.r2dbc;

import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.exec.RangeSelect;
import dev.relata.r2dbc.internal.exec.RangesSelect;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.query.PageRange;
import dev.relata.r2dbc.internal.sql.query.TablePages;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Select;
import dev.relata.spi.StatementKind;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Unreadable;
import io.r2dbc.spi.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Requests outside any transaction, each a statement that commits by itself: a write that met another one has left nothing, and
 * is sent again.
 */
final class SingleStatements extends StoreSession {

    private final SqlClient client;

    SingleStatements(
            SqlClient client, SqlRenderer renderer, Codecs codecs, StoreSchema schema, @Nullable Integer fetchSize) {
        super(client.direct(), renderer, codecs, schema, fetchSize);
        this.client = client;
    }

    /** A large table is read over several connections where the iteration allows that. */
    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return iteration.connections() > 1 && TablePages.divide(select)
                ? Flux.defer(() -> client.parallel(ranges(select, iteration)))
                : super.stream(select, iteration);
    }

    private RangesSelect<@Nullable Object[]> ranges(Select select, Iteration iteration) {
        Sql question = renderer().pages(select.query().type());
        return new RangesSelect<>(
                codecs().command(select.label(), question, StatementKind.CONTROL),
                row -> ranges(select, row, iteration.connections()),
                iteration.connections(),
                () -> fetchSize(iteration));
    }

    private List<RangeSelect<@Nullable Object[]>> ranges(Select select, Row row, int connections) {
        Long pages = row.get(1, Long.class);
        return PageRange.divide(pages == null ? 0 : pages, connections).stream()
                .map(range -> range(select, range))
                .toList();
    }

    @Override
    Mono<StoreTransaction> unit() {
        return client.begin(TransactionOptions.defaults()).map(begun -> new StoreTransaction(begun, this));
    }

    @Override
    <R> Mono<R> whole(Mono<R> write) {
        return write.retryWhen(ConflictRetries.onConflict());
    }

    /** A write is stored although its answer cannot be read. */
    @Override
    Mono<List<@Nullable Object[]>> written(String label, Sql sql) {
        return super.written(label, sql)
                .onErrorMap(UnreadableRowException.class, error -> Unreadable.written(error.error(), false));
    }
}

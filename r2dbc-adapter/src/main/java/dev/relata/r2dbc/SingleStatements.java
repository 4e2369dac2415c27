package dev.relata.r2dbc;

import dev.relata.error.StoreException;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.exec.RangeSelect;
import dev.relata.r2dbc.internal.exec.RangesSelect;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.query.PageRange;
import dev.relata.r2dbc.internal.sql.query.TablePages;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.RowTarget;
import dev.relata.spi.Select;
import dev.relata.spi.StatementKind;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Unreadable;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Requests outside any transaction, each a statement that commits by itself: a write that met another one has left nothing, and
 * is sent again.
 */
final class SingleStatements extends StoreSession {

    /** What a server says to a statement that it does not plan: no such column or function, no privilege, no such feature, or syntax. */
    private static final Set<String> REFUSED = Set.of("42703", "42883", "42501", "0A000", "42601", "42809");

    private final SqlClient client;
    private final WholeTables tables = new WholeTables();

    SingleStatements(
            SqlClient client, SqlRenderer renderer, Codecs codecs, StoreSchema schema, @Nullable Integer fetchSize) {
        super(client.direct(), renderer, codecs, schema, fetchSize);
        this.client = client;
    }

    /**
     * Streams a table over several connections where the iteration allows that, and the rows of a whole table as arrays where that
     * can be: in transactions of their own, of which the isolation is known.
     */
    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        boolean parallel = iteration.connections() > 1 && TablePages.divide(select);
        return !parallel && fetchesGrow(iteration) && renderer().readsWholeTable(select)
                ? tables.asArrays(client.direct(), select.query().type())
                        .flatMapMany(arrays -> stream(select, iteration, parallel, arrays))
                : stream(select, iteration, parallel, false);
    }

    @Override
    public <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        if (iteration.connections() > 1 && TablePages.divide(select)) {
            return stream(select, iteration).map(target::row);
        }
        Flux<R> rows = super.stream(select, iteration, target);
        return fetchesGrow(iteration) && renderer().readsWholeTable(select)
                ? tables.asArrays(client.direct(), select.query().type())
                        .flatMapMany(arrays ->
                                arrays ? elseRows(select, arrays(select, target, () -> forget(select)), rows) : rows)
                : rows;
    }

    private Flux<@Nullable Object[]> stream(Select select, Iteration iteration, boolean parallel, boolean arrays) {
        if (parallel) {
            return Flux.defer(() -> client.parallel(ranges(select, iteration, arrays)))
                    .doOnError(SingleStatements::isRefused, refused -> forget(select));
        }
        Flux<@Nullable Object[]> rows = super.stream(select, iteration);
        return arrays ? elseRows(select, arrays(select, () -> forget(select)), rows) : rows;
    }

    @Override
    Sql cursor(Select select, Iteration iteration) {
        boolean arrays = fetchesGrow(iteration)
                && renderer().readsWholeTable(select)
                && tables.areArrays(select.query().type());
        return arrays ? renderer().wholeTable(select, PageRange.ALL) : super.cursor(select, iteration);
    }

    /** Reads rows one by one where the statement is refused, before any row, since the table is another one than before. */
    private <R> Flux<R> elseRows(Select select, Flux<R> arrays, Flux<R> rows) {
        return arrays.onErrorResume(SingleStatements::isRefused, refused -> {
            forget(select);
            return rows;
        });
    }

    private static boolean isRefused(Throwable error) {
        return error instanceof StoreException store && store.code() != null && REFUSED.contains(store.code());
    }

    private void forget(Select select) {
        tables.forget(select.query().type());
    }

    private RangesSelect<@Nullable Object[]> ranges(Select select, Iteration iteration, boolean arrays) {
        Sql question = renderer().pages(select.query().type());
        return new RangesSelect<>(
                codecs().command(select.label(), question, StatementKind.CONTROL),
                row -> ranges(select, row, iteration.connections(), arrays),
                iteration.connections(),
                arrays ? ArrayAnswerReader.SETTINGS : "",
                () -> fetchSize(iteration));
    }

    private List<RangeSelect<@Nullable Object[]>> ranges(Select select, Row row, int connections, boolean arrays) {
        Long pages = row.get(1, Long.class);
        return PageRange.divide(pages == null ? 0 : pages, connections).stream()
                .map(range -> arrays ? arrays(select, range, () -> forget(select)) : range(select, range))
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

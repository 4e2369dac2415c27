package dev.relata.r2dbc;

import dev.relata.error.Reason;
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
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.RowTarget;
import dev.relata.spi.Select;
import dev.relata.spi.StatementKind;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Unreadable;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Requests outside any transaction, each a statement that commits by itself: a write that met another one has left nothing, and
 * is sent again.
 */
final class SingleStatements extends StoreSession {

    /** What a server says to a statement that it does not plan: no such column or function, no privilege, no such feature, or syntax. */
    private static final Set<String> REFUSED = Set.of("42703", "42883", "42501", "0A000", "42601", "42809");

    private final SqlClient client;
    private final WholeTables tables;

    /** Where a statement goes that a server refuses which only reads; null where that is not a server of its own. */
    private final @Nullable StoreSession writes;

    /** Notes for a context that such a statement has gone there. */
    private final Consumer<ContextView> onWrite;

    SingleStatements(
            SqlClient client, SqlRenderer renderer, Codecs codecs, StoreSchema schema, @Nullable Integer fetchSize) {
        super(client.direct(), renderer, codecs, schema, fetchSize);
        this.client = client;
        this.tables = new WholeTables();
        this.writes = null;
        this.onWrite = context -> {};
    }

    /**
     * Creates the reads of the same store on another server.
     *
     * @param writes where a statement goes that the server refuses because it only reads
     * @param onWrite notes for a context that one has gone there
     */
    SingleStatements(SqlClient client, SingleStatements writes, Consumer<ContextView> onWrite) {
        super(client.direct(), writes);
        this.client = client;
        this.tables = writes.tables;
        this.writes = writes;
        this.onWrite = onWrite;
    }

    /**
     * Streams a table over several connections where the iteration allows that, else the rows of a whole table as arrays where that can
     * be: in transactions of their own, of which the isolation is known.
     */
    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return isParallel(select, iteration)
                ? rendered(select.label(), () -> parallel(select, iteration))
                : whole(select, iteration, () -> arrays(select, () -> forget(select)), super.stream(select, iteration));
    }

    @Override
    public <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return isParallel(select, iteration)
                ? stream(select, iteration).map(target::row)
                : whole(
                        select,
                        iteration,
                        () -> arrays(select, target, () -> forget(select)),
                        super.stream(select, iteration, target));
    }

    /** In a transaction of their own, so that all pages see one moment. */
    @Override
    Flux<@Nullable Object[]> pages(Select select, Iteration iteration) {
        return Flux.usingWhen(
                client.snapshot().map(begun -> new StoreTransaction(begun, this)),
                snapshot -> snapshot.pages(select, iteration),
                StoreTransaction::commit,
                (snapshot, error) -> snapshot.rollback(),
                StoreTransaction::rollback);
    }

    private Flux<@Nullable Object[]> parallel(Select select, Iteration iteration) {
        return client.server().has(SqlFeature.PHYSICAL_PAGES)
                ? client.parallel(ranges(select, iteration))
                : super.stream(select, iteration);
    }

    private static boolean isParallel(Select select, Iteration iteration) {
        return iteration.connections() > 1 && TablePages.divide(select);
    }

    /** Reads arrays where the select is for a whole table that can be read so, else rows one by one. */
    private <R> Flux<R> whole(Select select, Iteration iteration, Supplier<Flux<R>> arrays, Flux<R> rows) {
        return fetchesGrow(iteration) && renderer().readsWholeTable(select)
                ? rendered(select.label(), () -> arraysOrRows(select, arrays, rows))
                : rows;
    }

    private <R> Flux<R> arraysOrRows(Select select, Supplier<Flux<R>> arrays, Flux<R> rows) {
        return client.server().has(SqlFeature.PHYSICAL_PAGES)
                ? tables.asArrays(client.direct(), select.query().type())
                        .flatMapMany(can -> can ? elseRows(select, arrays.get(), rows) : rows)
                : rows;
    }

    @Override
    Sql rendering(Select select, Iteration iteration) {
        boolean arrays = !isParallel(select, iteration)
                && fetchesGrow(iteration)
                && renderer().readsWholeTable(select)
                && tables.areArrays(select.query().type());
        return arrays ? renderer().wholeTable(select) : super.rendering(select, iteration);
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

    /** SQL of the user's own may call a function that writes, or lock rows; a standby has then done nothing. */
    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        Flux<@Nullable Object[]> rows = super.rows(statement);
        StoreSession others = writes;
        if (others == null || statement.writes()) {
            return rows;
        }
        return Flux.deferContextual(context -> {
            AtomicBoolean begun = new AtomicBoolean();
            return rows.doOnNext(row -> begun.setPlain(true))
                    .onErrorResume(
                            error -> !begun.getPlain() && isReadOnly(error),
                            refused -> others.rows(statement).doFinally(end -> onWrite.accept(context)));
        });
    }

    private static boolean isReadOnly(Throwable error) {
        return error instanceof StoreException store && store.reason() == Reason.READ_ONLY;
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

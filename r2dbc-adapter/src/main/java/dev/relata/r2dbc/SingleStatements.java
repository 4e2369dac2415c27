package dev.relata.r2dbc;

import dev.relata.metamodel.EntityType;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Select;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Unreadable;
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
    private final WholeTables tables = new WholeTables();

    SingleStatements(
            SqlClient client, SqlRenderer renderer, Codecs codecs, StoreSchema schema, @Nullable Integer fetchSize) {
        super(client.direct(), renderer, codecs, schema, fetchSize);
        this.client = client;
    }

    /** Streams a whole table as arrays where that can be: in a transaction of its own, of which the isolation is known. */
    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        Flux<@Nullable Object[]> rows = super.stream(select, iteration);
        if (!fetchesGrow(iteration)) {
            return rows;
        }
        return Flux.defer(() -> {
            Sql arrays = renderer().wholeTable(select);
            EntityType<?> type = select.query().type();
            return arrays == null
                    ? rows
                    : tables.asArrays(client.direct(), type)
                            .flatMapMany(
                                    asArrays -> asArrays ? arrays(select, arrays, () -> tables.forget(type)) : rows);
        });
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

package dev.relata.r2dbc;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.exec.Command;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.Sql;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Unreadable;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
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

    SingleStatements(SqlClient client, SqlRenderer renderer, Codecs codecs, StoreSchema schema) {
        super(client.direct(), renderer, codecs, schema);
        this.client = client;
    }

    @Override
    Mono<StoreTransaction> unit() {
        return client.begin(TransactionOptions.defaults()).map(begun -> new StoreTransaction(begun, this));
    }

    /** What cannot be read of the answer of a write is stored all the same. */
    @Override
    Flux<@Nullable Object[]> rows(String label, Sql sql, Command.Kind kind) {
        Flux<@Nullable Object[]> rows = super.rows(label, sql, kind);
        return kind == Command.Kind.WRITE
                ? rows.onErrorMap(UnreadableRowException.class, error -> Unreadable.written(error.error(), false))
                : rows;
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return super.insert(insert).retryWhen(Again.met());
    }

    @Override
    public Mono<Long> update(Update update) {
        return super.update(update).retryWhen(Again.met());
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return super.update(update).retryWhen(Again.met());
    }

    @Override
    public Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return super.changed(update, returning).retryWhen(Again.met());
    }

    @Override
    public Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return super.changed(update, returning).retryWhen(Again.met());
    }

    @Override
    public Mono<Void> update(Updates updates) {
        return super.update(updates).retryWhen(Again.met());
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return super.delete(delete).retryWhen(Again.met());
    }
}

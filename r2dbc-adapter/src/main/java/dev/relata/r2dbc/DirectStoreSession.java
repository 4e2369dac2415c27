package dev.relata.r2dbc;

import dev.relata.r2dbc.exec.SqlSession;
import dev.relata.r2dbc.sql.SqlRenderer;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests outside any transaction: a write that met another one has left nothing, and is sent again. */
final class DirectStoreSession extends StoreSession {

    DirectStoreSession(SqlSession session, SqlRenderer renderer, Codecs codecs, StoreSchema schema) {
        super(session, renderer, codecs, schema);
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
    public Mono<Void> update(Updates updates) {
        return super.update(updates).retryWhen(Again.met());
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return super.delete(delete).retryWhen(Again.met());
    }
}

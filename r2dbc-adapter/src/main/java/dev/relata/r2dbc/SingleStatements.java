package dev.relata.r2dbc;

import dev.relata.r2dbc.exec.SqlClient;
import dev.relata.r2dbc.sql.SqlRenderer;
import dev.relata.spi.TransactionOptions;
import reactor.core.publisher.Mono;

/** Requests outside any transaction, each a statement that commits by itself. */
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
}

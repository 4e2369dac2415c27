package dev.relata.benchmarks.vertx;

import dev.relata.benchmarks.Checksum;
import dev.relata.benchmarks.Event;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowStream;

/** The table of events as a {@code RowStream}, in a transaction, as its portal needs one. */
final class VertxEvents {

    private static final String SELECT = "SELECT id, owner_id, title, pages, created_at FROM " + Event.TABLE;
    private static final int FETCH = 4096;

    private VertxEvents() {}

    static Future<Long> read(PgConnection connection, int rows) {
        return connection
                .begin()
                .compose(transaction -> connection
                        .prepare(SELECT)
                        .compose(statement ->
                                streamed(statement, new Checksum(rows)).eventually(statement::close))
                        .eventually(transaction::commit));
    }

    private static Future<Long> streamed(PreparedStatement statement, Checksum checksum) {
        Promise<Long> promise = Promise.promise();
        RowStream<Row> rows = statement.createStream(FETCH);
        rows.exceptionHandler(promise::tryFail)
                .endHandler(any -> promise.tryComplete(checksum.value()))
                .handler(row -> checksum.add(VertxRows.event(row)));
        return promise.future();
    }
}

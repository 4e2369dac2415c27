package dev.relata.benchmarks.vertx;

import dev.relata.benchmarks.library.LibrarySql;
import dev.relata.benchmarks.library.Line;
import dev.relata.benchmarks.library.Review;
import dev.relata.benchmarks.library.Stitched;
import dev.relata.benchmarks.library.Tally;
import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.Peer;
import dev.relata.benchmarks.peer.PeerTask;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** vertx-pg-client over one connection that prepares each statement once; it knows no relationships, so rows are stitched by hand. */
public final class VertxPeer implements Peer {

    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final PgConnection connection;

    /**
     * Connects; blocks.
     *
     * @param database the database
     */
    public VertxPeer(Database database) {
        this.connection = awaited(PgConnection.connect(
                vertx,
                new PgConnectOptions()
                        .setHost(database.host())
                        .setPort(database.port())
                        .setDatabase(database.name())
                        .setUser(database.user())
                        .setPassword(database.password())
                        .setCachePreparedStatements(true)));
    }

    private static <T> T awaited(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("vertx-pg-client does not connect", failure);
        }
    }

    @Override
    public Map<String, Mono<Long>> runs(PeerTask task) {
        return Map.of(
                "iterate", mono(() -> VertxEvents.read(connection, task.rows())),
                "lookups", mono(() -> lookups(task.reviews())),
                "graph", mono(this::graph),
                "lone", mono(() -> lone(task.lone(), PeerTask.LONE, new Tally())));
    }

    private static Mono<Long> mono(Supplier<Future<Long>> run) {
        return Mono.fromCompletionStage(() -> run.get().toCompletionStage());
    }

    private Future<Long> lookups(List<Review> reviews) {
        Long[] keys = reviews.stream().map(Review::bookId).toArray(Long[]::new);
        return rows(LibrarySql.BOOKS_BY_ID + "$1)", keys).map(rows -> {
            Map<Long, Row> byId = new HashMap<>(keys.length * 2);
            rows.forEach(row -> byId.put(row.getLong(0), row));
            Tally tally = new Tally();
            for (Review review : reviews) {
                new Line(review, VertxRows.book(Objects.requireNonNull(byId.get(review.bookId())))).tally(tally);
            }
            return tally.sum();
        });
    }

    private Future<Long> graph() {
        Stitched graph = new Stitched();
        return connection
                .preparedQuery(LibrarySql.AUTHORS)
                .execute()
                .map(rows -> each(rows, row -> graph.author(VertxRows.author(row))))
                .compose(any -> rows(LibrarySql.BOOKS_OF_AUTHORS + "$1)", graph.authors()))
                .map(rows -> each(rows, row -> graph.book(VertxRows.book(row))))
                .compose(any -> rows(LibrarySql.TAGS_OF_BOOKS + "$1)", graph.books()))
                .map(rows -> each(rows, row -> graph.tag(row.getLong(0), VertxRows.tag(row))))
                .map(any -> graph.tally());
    }

    private static boolean each(RowSet<Row> rows, Consumer<Row> take) {
        rows.forEach(take);
        return true;
    }

    private Future<Long> lone(Review review, int times, Tally tally) {
        if (times == 0) {
            return Future.succeededFuture(tally.sum());
        }
        return rows(LibrarySql.BOOK_BY_ID + "$1", review.bookId()).compose(rows -> {
            new Line(review, VertxRows.book(rows.iterator().next())).tally(tally);
            return lone(review, times - 1, tally);
        });
    }

    private Future<RowSet<Row>> rows(String sql, Object value) {
        return connection.preparedQuery(sql).execute(Tuple.of(value));
    }

    @Override
    public void close() {
        Void unused = awaited(connection.close());
        unused = awaited(vertx.close());
    }
}

package dev.relata.benchmarks.jdbc;

import dev.relata.benchmarks.Checksum;
import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.library.Author;
import dev.relata.benchmarks.library.Book;
import dev.relata.benchmarks.library.LibrarySql;
import dev.relata.benchmarks.library.Line;
import dev.relata.benchmarks.library.Review;
import dev.relata.benchmarks.library.Stitched;
import dev.relata.benchmarks.library.Tag;
import dev.relata.benchmarks.library.Tally;
import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.Peer;
import dev.relata.benchmarks.peer.PeerTask;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** JDBC on the thread that asks, which it blocks: binary values, a fetch size of 4,096, rows stitched by hand. */
public final class JdbcPeer implements Peer {

    private static final int FETCH = 4096;
    private static final String EVENTS = "SELECT id, owner_id, title, pages, created_at FROM " + Event.TABLE;

    private final Connection connection;

    /**
     * Connects; blocks.
     *
     * @param database the database
     */
    public JdbcPeer(Database database) {
        try {
            this.connection = database.jdbc();
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            throw new IllegalStateException("JDBC does not connect", failure);
        }
    }

    @Override
    public Map<String, Mono<Long>> runs(PeerTask task) {
        return Map.of(
                "iterate", committed(() -> events(task.rows())),
                "lookups", committed(() -> lookups(task.reviews())),
                "graph", committed(this::graph),
                "lone", Mono.fromCallable(() -> lone(task.lone())));
    }

    private Mono<Long> committed(Callable<Long> run) {
        return Mono.fromCallable(() -> {
            try {
                return run.call();
            } finally {
                connection.commit();
            }
        });
    }

    private long events(int rows) throws SQLException {
        Checksum checksum = new Checksum(rows);
        query(
                EVENTS,
                null,
                row -> checksum.add(
                        new Event(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4), instant(row))));
        return checksum.value();
    }

    private long lookups(List<Review> reviews) throws SQLException {
        Long[] keys = reviews.stream().map(Review::bookId).toArray(Long[]::new);
        Map<Long, Book> books = new HashMap<>(keys.length * 2);
        query(LibrarySql.BOOKS_BY_ID + "?)", keys, row -> {
            Book book = book(row);
            books.put(book.id(), book);
        });
        Tally tally = new Tally();
        reviews.forEach(review -> new Line(review, Objects.requireNonNull(books.get(review.bookId()))).tally(tally));
        return tally.sum();
    }

    private long graph() throws SQLException {
        Stitched graph = new Stitched();
        query(
                LibrarySql.AUTHORS,
                null,
                row -> graph.author(new Author(row.getLong(1), row.getString(2), row.getString(3))));
        query(LibrarySql.BOOKS_OF_AUTHORS + "?)", graph.authors(), row -> graph.book(book(row)));
        query(
                LibrarySql.TAGS_OF_BOOKS + "?)",
                graph.books(),
                row -> graph.tag(row.getLong(1), new Tag(row.getLong(2), row.getString(3))));
        return graph.tally();
    }

    private long lone(Review review) throws SQLException {
        connection.setAutoCommit(true);
        try {
            Tally tally = new Tally();
            for (int i = 0; i < PeerTask.LONE; i++) {
                query(LibrarySql.BOOK_BY_ID + "?", review.bookId(), row -> new Line(review, book(row)).tally(tally));
            }
            return tally.sum();
        } finally {
            connection.setAutoCommit(false);
        }
    }

    /** Takes the row that a result stands at. */
    @FunctionalInterface
    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private void query(String sql, @Nullable Object value, RowTaker taker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            if (value instanceof Long[] keys) {
                statement.setArray(1, connection.createArrayOf("bigint", keys));
            } else if (value != null) {
                statement.setObject(1, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    private static Book book(ResultSet row) throws SQLException {
        return new Book(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4), instant(row));
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject(5, OffsetDateTime.class).toInstant();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("JDBC does not close", failure);
        }
    }
}

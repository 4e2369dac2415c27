package dev.relata.benchmarks.jimmer;

import dev.relata.benchmarks.Checksum;
import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.library.Review;
import dev.relata.benchmarks.library.Tally;
import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.Peer;
import dev.relata.benchmarks.peer.PeerTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.babyfish.jimmer.sql.JSqlClient;
import org.babyfish.jimmer.sql.dialect.PostgresDialect;
import org.babyfish.jimmer.sql.runtime.ConnectionManager;
import reactor.core.publisher.Mono;

/** Jimmer on the thread that asks, which it blocks: one connection, graphs by object fetchers. */
public final class JimmerPeer implements Peer {

    private static final int FETCH = 4096;
    private static final int KEYS = 1_000;

    private final Connection connection;
    private final JSqlClient jimmer;

    /**
     * Connects; blocks.
     *
     * @param database the database
     */
    public JimmerPeer(Database database) {
        try {
            this.connection = database.jdbc();
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            throw new IllegalStateException("JDBC does not connect", failure);
        }
        this.jimmer = JSqlClient.newBuilder()
                .setDialect(new PostgresDialect())
                .setDefaultListBatchSize(KEYS)
                .setConnectionManager(ConnectionManager.singleConnectionManager(connection))
                .build();
    }

    @Override
    public Map<String, Mono<Long>> runs(PeerTask task) {
        return Map.of(
                "iterate", committed(() -> events(task.rows())),
                "lookups", committed(() -> lookups(task.reviews())),
                "graph", committed(this::graph),
                "lone", committed(() -> lone(task.lone())));
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

    private long events(int rows) {
        Checksum checksum = new Checksum(rows);
        JimmerEventTable events = JimmerEventTable.$;
        jimmer.createQuery(events)
                .select(events)
                .forEach(
                        connection,
                        FETCH,
                        row -> checksum.add(
                                new Event(row.id(), row.ownerId(), row.title(), row.pages(), row.createdAt())));
        return checksum.value();
    }

    private long lookups(List<Review> reviews) {
        List<Long> keys = reviews.stream().map(Review::bookId).toList();
        Map<Long, JimmerBook> books = new HashMap<>(keys.size() * 2);
        jimmer.findByIds(JimmerBook.class, keys).forEach(book -> books.put(book.id(), book));
        Tally tally = new Tally();
        for (Review review : reviews) {
            long unused = book(tally, review.id(), Objects.requireNonNull(books.get(review.bookId())));
        }
        return tally.sum();
    }

    private long graph() {
        JimmerAuthorTable authors = JimmerAuthorTable.$;
        Tally tally = new Tally();
        jimmer.createQuery(authors)
                .select(authors.fetch(JimmerAuthorFetcher.$
                        .allScalarFields()
                        .books(JimmerBookFetcher.$
                                .allScalarFields()
                                .authorId()
                                .tags(JimmerTagFetcher.$.allScalarFields()))))
                .execute(connection)
                .forEach(author -> tally(tally, author));
        return tally.sum();
    }

    private static void tally(Tally tally, JimmerAuthor author) {
        long owner = tally.author(author.id(), author.name(), author.email());
        for (JimmerBook book : author.books()) {
            long bookOwner = book(tally, owner, book);
            for (JimmerTag tag : book.tags()) {
                tally.tag(bookOwner, tag.id(), tag.name());
            }
        }
    }

    private long lone(Review review) {
        Tally tally = new Tally();
        for (int i = 0; i < PeerTask.LONE; i++) {
            long unused = book(
                    tally, review.id(), Objects.requireNonNull(jimmer.findById(JimmerBook.class, review.bookId())));
        }
        return tally.sum();
    }

    private static long book(Tally tally, long owner, JimmerBook book) {
        return tally.book(owner, book.id(), book.authorId(), book.title(), book.pages(), book.publishedAt());
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

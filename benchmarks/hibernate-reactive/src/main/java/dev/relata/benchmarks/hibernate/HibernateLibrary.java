package dev.relata.benchmarks.hibernate;

import dev.relata.benchmarks.library.Review;
import dev.relata.benchmarks.library.Tally;
import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.PeerTask;
import java.util.List;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.stage.Stage;
import reactor.core.publisher.Mono;

/** The workloads by Hibernate Reactive, a session for each run, its pool one connection. */
final class HibernateLibrary implements AutoCloseable {

    private final Stage.SessionFactory sessions;

    HibernateLibrary(Database database) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(HibernateAuthor.class)
                .addAnnotatedClass(HibernateBook.class)
                .addAnnotatedClass(HibernateTag.class)
                .setProperty("jakarta.persistence.jdbc.url", database.jdbcUrl())
                .setProperty("jakarta.persistence.jdbc.user", database.user())
                .setProperty("jakarta.persistence.jdbc.password", database.password())
                .setProperty("hibernate.connection.pool_size", "1");
        this.sessions = configuration
                .buildSessionFactory(new ReactiveServiceRegistryBuilder()
                        .applySettings(configuration.getProperties())
                        .build())
                .unwrap(Stage.SessionFactory.class);
    }

    /** The books of reviews: all keys in one call. */
    Mono<Long> lookups(List<Review> reviews) {
        Object[] keys = reviews.stream().map(Review::bookId).toArray();
        return Mono.fromCompletionStage(() -> sessions.withSession(session -> session.find(HibernateBook.class, keys)))
                .map(books -> tally(reviews, books));
    }

    private static long tally(List<Review> reviews, List<HibernateBook> books) {
        Tally tally = new Tally();
        for (int i = 0; i < reviews.size(); i++) {
            long unused = book(tally, reviews.get(i).id(), books.get(i));
        }
        return tally.sum();
    }

    /** All authors with their books and the books' tags: two queries that fetch, in one session. */
    Mono<Long> graphs() {
        return Mono.fromCompletionStage(() -> sessions.withSession(session -> session.createSelectionQuery(
                                "from Author a left join fetch a.books", HibernateAuthor.class)
                        .getResultList()
                        .thenCompose(authors -> session.createSelectionQuery(
                                        "from Book b left join fetch b.tags", HibernateBook.class)
                                .getResultList()
                                .thenApply(books -> authors))))
                .map(HibernateLibrary::tally);
    }

    /** The book of one review, again and again, each in a session of its own. */
    Mono<Long> lone(Review review) {
        return Mono.fromCompletionStage(
                        () -> sessions.withSession(session -> session.find(HibernateBook.class, review.bookId())))
                .repeat(PeerTask.LONE - 1)
                .collect(Tally::new, (tally, book) -> {
                    long unused = book(tally, review.id(), book);
                })
                .map(Tally::sum);
    }

    private static long tally(List<HibernateAuthor> authors) {
        Tally tally = new Tally();
        for (HibernateAuthor author : authors) {
            long owner = tally.author(author.id, author.name, author.email);
            for (HibernateBook book : author.books) {
                long bookOwner = book(tally, owner, book);
                for (HibernateTag tag : book.tags) {
                    tally.tag(bookOwner, tag.id, tag.name);
                }
            }
        }
        return tally.sum();
    }

    private static long book(Tally tally, long owner, HibernateBook book) {
        return tally.book(owner, book.id, book.authorId, book.title, book.pages, book.publishedAt);
    }

    @Override
    public void close() {
        sessions.close();
    }
}

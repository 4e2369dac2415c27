package dev.relata.test.streams;

import dev.relata.Relata;
import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import dev.relata.test.conformance.StoreUnderTest;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.reactivestreams.Publisher;

/** The operations that take a publisher of the user's. */
final class PublicSubscribers {

    private static final int CHUNK = 4;

    /** As the documentation of look-ahead says. */
    private static final int MOST_AHEAD = 4_096;

    private static final Bulk<Object> CHUNKS = Bulk.chunkSize(CHUNK);

    private final Relata relata;
    private final StoredRows rows;
    private final List<SubscriberUnderTest<?>> all = new ArrayList<>();

    private PublicSubscribers(StoreUnderTest store) {
        this.relata = store.relata();
        this.rows = new StoredRows(store);
    }

    /**
     * Stores rows and makes the operations.
     *
     * @param store the store, which is empty
     */
    static List<SubscriberUnderTest<?>> of(StoreUnderTest store) {
        PublicSubscribers subscribers = new PublicSubscribers(store);
        subscribers.rows();
        subscribers.links();
        subscribers.pipelines();
        return subscribers.all;
    }

    private <E> void chunked(String name, Function<Publisher<E>, Publisher<?>> operation, IntFunction<E> element) {
        all.add(new SubscriberUnderTest<>(name, operation, element, CHUNK));
    }

    private void rows() {
        this.<Book>chunked(
                "OneToManyManager.createMany",
                books -> relata.on(rows.editor(), Author.BOOKS).createMany(books, CHUNKS),
                i -> rows.draftOfBook());
        this.<Book>chunked(
                "OneToManyManager.createManyCount",
                books -> relata.on(rows.editor(), Author.BOOKS).createManyCount(books, CHUNKS),
                i -> rows.draftOfBook());
        this.<Book>chunked(
                "OneToManyManager.addMany",
                books -> relata.on(rows.editor(), Author.BOOKS).addMany(books, CHUNKS),
                rows::book);
        this.<Author>chunked(
                "BulkWrites.insert", authors -> relata.bulk(CHUNKS).insert(Author.class, authors), i -> rows.draft());
        this.<Book>chunked("BulkWrites.update", books -> relata.bulk(CHUNKS).update(Book.class, books), rows::book);
        this.<Book>chunked("BulkWrites.upsert", books -> relata.bulk(CHUNKS).upsert(Book.class, books), rows::book);
    }

    private void links() {
        this.<Label>chunked(
                "LinkManager.addMany",
                labels -> relata.on(rows.book(), Book.LABELS).addMany(labels, CHUNKS),
                rows::label);
        this.<Label>chunked(
                "LinkManager.removeMany",
                labels -> relata.on(rows.book(), Book.LABELS).removeMany(labels, CHUNKS),
                rows::label);
        this.<Object>chunked(
                "LinkManager.addIds",
                ids -> relata.on(rows.book(), Book.LABELS).addIds(ids, CHUNKS),
                i -> Objects.requireNonNull(rows.label(i).id()));
        this.<Object>chunked(
                "LinkManager.removeIds",
                ids -> relata.on(rows.book(), Book.LABELS).removeIds(ids, CHUNKS),
                i -> Objects.requireNonNull(rows.label(i).id()));
        this.<Link<Course, Assignment<Enrollment>>>chunked(
                "ThroughManager.addLinks",
                links -> relata.on(rows.student(), Student.COURSES).addLinks(links, CHUNKS),
                i -> new Link<>(rows.course(i), Assignment.set(Enrollment::grade, "b")));
        this.<Link<Course, Assignment<Enrollment>>>chunked(
                "ThroughManager.putLinks",
                links -> relata.on(rows.student(), Student.COURSES).putLinks(links, CHUNKS),
                i -> new Link<>(rows.course(i), Assignment.set(Enrollment::grade, "b")));
    }

    private void pipelines() {
        all.add(new SubscriberUnderTest<Book>(
                "Batching.lookAhead",
                books -> relata.batched(relata.batching().lookAhead(books)),
                rows::book,
                MOST_AHEAD));
        all.add(new SubscriberUnderTest<Book>(
                "Batching.outside", books -> relata.batching().outside(books).limitRate(CHUNK), rows::book, CHUNK));
    }
}

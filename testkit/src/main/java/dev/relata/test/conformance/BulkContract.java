package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RowNotFoundException;
import dev.relata.query.Bulk;
import dev.relata.query.Progress;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes of many rows, a chunk at a time. */
public interface BulkContract extends StoreUnderTest {

    /** Twenty-five rows in chunks of ten: three statements, the ids in the order given. */
    @Test
    @Tag("S95")
    default void aChunkIsOneStatementAndAnswersKeepTheOrder() {
        Author author = stored(author("ann"));
        List<Book> drafts =
                IntStream.range(0, 25).mapToObj(i -> draft("book " + i, i)).toList();

        List<Book> created = observe(
                        relata().on(author, Author.BOOKS).createMany(Flux.fromIterable(drafts), Bulk.chunkSize(10)))
                .sends(3)
                .values();

        assertThat(created)
                .extracting(Book::pages)
                .isEqualTo(IntStream.range(0, 25).boxed().toList());
        assertThat(created).extracting(Book::authorId).containsOnly(id(author));
        assertThat(created).extracting(Book::id).doesNotContainNull().doesNotHaveDuplicates();
        observe(relata().on(author, Author.BOOKS).createManyCount(drafts, Bulk.chunkSize(10)))
                .sends(3)
                .answers(25L);
        observe(relata().from(Book.class).count()).answers(50L);
    }

    /** Every bulk write of the front door, in chunks. */
    @Test
    @Tag("S95")
    default void rowsAreInsertedUpdatedAndOverwrittenInChunks() {
        Bulk<Object> ten = Bulk.chunkSize(10);
        Author author = stored(author("ann"));
        List<Book> books = observe(relata().bulk(ten)
                        .insert(IntStream.range(0, 25)
                                .mapToObj(i -> book(author, "a", i))
                                .toList()))
                .sends(3)
                .values();

        observe(relata().bulk(ten)
                        .update(books.stream().map(book -> titled(book, "b")).toList())
                        .count())
                .sends(3 * statementsOfAnUpdate())
                .answers(25L);
        observe(relata().bulk(ten).update(Book.class, Flux.fromIterable(books).map(book -> titled(book, "c"))))
                .sends(3)
                .answers(25L);
        observe(relata().from(Book.class).values(Book::title).distinct()).answers("c");
        observe(relata().bulk(ten).insert(Book.class, Flux.range(0, 25).map(i -> book(author, "d", i))))
                .sends(3)
                .answers(25L);
    }

    /** Links and children by publisher. */
    @Test
    @Tag("S95")
    default void linksAndChildrenAreAddedAndTakenInChunks() {
        Bulk<Object> ten = Bulk.chunkSize(10);
        Author author = stored(author("ann"));
        Author other = stored(author("bob"));
        Book book = stored(book(author, "a", 1));
        List<Label> labels = labels(25);
        Flux<Object> ids = Flux.fromIterable(labels).map(Rows::id);

        observe(relata().on(book, Book.LABELS).addMany(Flux.fromIterable(labels), ten))
                .sends(3)
                .answers(25L);
        observe(relata().on(book, Book.LABELS).addMany(labels, ten)).sends(3).answers(0L);
        observe(relata().on(book, Book.LABELS).removeMany(Flux.fromIterable(labels), ten))
                .sends(3)
                .answers(25L);
        observe(relata().on(book, Book.LABELS).addIds(ids, ten)).sends(6).answers(25L);
        observe(relata().on(book, Book.LABELS).removeIds(ids, ten)).sends(3).answers(25L);
        List<Book> books = observe(relata().on(other, Author.BOOKS)
                        .createMany(Flux.range(0, 25).map(i -> draft("b", i))))
                .values();
        observe(relata().on(author, Author.BOOKS).addMany(Flux.fromIterable(books), ten))
                .sends(3)
                .answers(25L);
        observe(relata().on(author, Author.BOOKS).count()).answers(26L);
    }

    /** A source is asked for one chunk, and for the next one when that is on its way at the earliest. */
    @Test
    @Tag("S95")
    default void aSourceIsAskedForAChunkAtATime() {
        Author author = stored(author("ann"));
        List<Long> asked = new ArrayList<>();
        List<Long> given = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        Flux<Book> source = Flux.range(0, 25)
                .map(i -> draft("book " + i, i))
                .doOnNext(book -> given.add((long) book.pages()))
                .doOnRequest(asked::add);

        observe(relata().on(author, Author.BOOKS)
                        .createManyCount(source, Bulk.chunkSize(10).onProgress(progress -> {
                            done.add(progress.done());
                            assertThat(given).hasSizeBetween((int) progress.done(), (int) progress.done() + 10);
                        })))
                .answers(25L);
        assertThat(done).containsExactly(10L, 20L, 25L);
        assertThat(asked).allMatch(rows -> rows == 10);
    }

    /** How far it has come, in rows; how many there are where that is known. */
    @Test
    @Tag("S98")
    default void progressIsToldAfterEachChunk() {
        List<Progress> told = new ArrayList<>();
        Bulk<Object> watched = Bulk.chunkSize(10).onProgress(told::add);
        List<Label> drafts = IntStream.range(0, 25)
                .mapToObj(i -> new Label(null, "label " + i))
                .toList();

        observe(relata().bulk(watched).insert(drafts)).sends(3);
        assertThat(told).extracting(Progress::done).containsExactly(10L, 20L, 25L);
        assertThat(told).extracting(Progress::total).containsOnly(OptionalLong.of(25));
        assertThat(told).allMatch(progress -> progress.rowsPerSecond() > 0);
        told.clear();
        observe(relata().bulk(watched).upsert(Label.class, Flux.fromIterable(labelsOf())))
                .answers(25L);
        assertThat(told).extracting(Progress::total).containsOnly(OptionalLong.empty());
    }

    /** One connection is enough for a source that reads. */
    @Test
    @Tag("S98")
    default void aSourceMayReadThroughTheSameTransaction() {
        Author author = stored(author("ann"));
        Flux<Book> source = Flux.range(0, 25)
                .concatMap(i -> relata().from(Book.class).count().map(count -> draft("book " + count, i)));

        List<Book> created = observe(relata().on(author, Author.BOOKS).createMany(source, Bulk.chunkSize(10)))
                .values();

        assertThat(created)
                .extracting(Book::title)
                .startsWith("book 0")
                .contains("book 10")
                .endsWith("book 20");
    }

    /** The last chunk holds a row that the store refuses. */
    @Test
    @Tag("S96")
    @Requires({Capability.UNIQUE_KEYS, Capability.TRANSACTIONS})
    default void aFailureInTheLastChunkLeavesNothing() {
        stored(new Label(null, "there"));
        Flux<Label> source = Flux.range(0, 25).map(i -> new Label(null, i == 24 ? "there" : "label " + i));

        observe(relata().bulk(Bulk.chunkSize(10)).insert(Label.class, source))
                .fails(ConstraintViolationException.class);
        observe(relata().bulk(Bulk.chunkSize(10))
                        .insert(source.collectList().blockOptional().orElseThrow()))
                .fails(ConstraintViolationException.class);
        observe(relata().from(Label.class).count()).answers(1L);
    }

    /** Rows that are gone, in the last chunk. */
    @Test
    @Tag("S96")
    @Requires(Capability.TRANSACTIONS)
    default void aRowThatIsGoneInTheLastChunkLeavesNothing() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));
        List<Label> labels = labels(25);
        Book gone = new Book(999_999L, id(author), null, "gone", 1, null, book.publishedAt());

        observe(relata().bulk(Bulk.chunkSize(1)).update(Book.class, Flux.just(titled(book, "x"), gone)))
                .fails(RowNotFoundException.class);
        observe(relata().on(author, Author.BOOKS).addMany(Flux.just(book, gone), Bulk.chunkSize(1)))
                .fails(RowNotFoundException.class);
        observe(relata().on(book, Book.LABELS)
                        .addIds(
                                Flux.fromIterable(labels).<Object>map(Rows::id).concatWithValues(999_999L),
                                Bulk.chunkSize(10)))
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("999999");
        observe(relata().on(book, Book.LABELS).count()).answers(0L);
        observe(relata().from(Book.class).values(Book::title)).answers("a");
    }

    /** A label that is given is not asked for: the store's key says that it is gone. */
    @Test
    @Tag("S96")
    @Requires({Capability.TRANSACTIONS, Capability.FOREIGN_KEYS})
    default void aTargetThatIsGoneInTheLastChunkLeavesNothing() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));
        List<Label> labels = labels(25);

        observe(relata().on(book, Book.LABELS)
                        .addMany(
                                Flux.fromIterable(labels).concatWithValues(new Label(999_999L, "gone")),
                                Bulk.chunkSize(10)))
                .fails(RelatedNotFoundException.class);
        observe(relata().on(book, Book.LABELS).count()).answers(0L);
    }

    /** The user's own exception, not one around it. */
    @Test
    @Tag("S96")
    @Requires(Capability.TRANSACTIONS)
    default void anErrorOfTheSourceArrivesAsItIsAndLeavesNothing() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));
        IllegalStateException broken = new IllegalStateException("the source broke");
        Flux<Label> source = Flux.fromIterable(labels(15)).concatWith(Mono.error(broken));
        Bulk<Object> ten = Bulk.chunkSize(10);

        observe(relata().on(author, Author.BOOKS).createMany(source.map(label -> draft(label.name(), 1)), ten))
                .fails(IllegalStateException.class)
                .isSameAs(broken);
        observe(relata().on(book, Book.LABELS).addMany(source, ten))
                .fails(IllegalStateException.class)
                .isSameAs(broken);
        observe(relata().bulk(ten).insert(Book.class, source.map(label -> book(author, label.name(), 1))))
                .fails(IllegalStateException.class)
                .isSameAs(broken);
        observe(relata().from(Book.class).count()).answers(1L);
        observe(relata().on(book, Book.LABELS).count()).answers(0L);
    }

    /** A cancel while the source still gives, after two chunks were written. */
    @Test
    @Tag("S96")
    @Requires(Capability.TRANSACTIONS)
    default void aCancelLeavesNothing() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));
        List<Label> labels = labels(25);
        AtomicBoolean cancelled = new AtomicBoolean();
        Flux<Label> source =
                Flux.fromIterable(labels).concatWith(Mono.<Label>never()).doOnCancel(() -> cancelled.set(true));
        List<Long> done = new CopyOnWriteArrayList<>();
        Bulk<Object> ten = Bulk.chunkSize(10).onProgress(progress -> done.add(progress.done()));

        observe(firstOf(relata().on(book, Book.LABELS).addMany(source, ten), done))
                .answers();
        observe(firstOf(
                        relata().on(author, Author.BOOKS).createManyCount(source.map(label -> draft("x", 1)), ten),
                        done))
                .answers();
        assertThat(cancelled).isTrue();
        observe(relata().on(book, Book.LABELS).count()).answers(0L);
        observe(relata().from(Book.class).count()).answers(1L);
    }

    private static Mono<Long> firstOf(Mono<Long> write, List<Long> done) {
        done.clear();
        Mono<Long> twoChunks = Flux.interval(Duration.ofMillis(5))
                .filter(tick -> done.size() == 2)
                .next();
        return write.takeUntilOther(twoChunks);
    }

    private List<Label> labels(int number) {
        return observe(relata().bulk()
                        .insert(IntStream.range(0, number)
                                .mapToObj(i -> new Label(null, "label " + i))
                                .toList()))
                .values();
    }

    private List<Label> labelsOf() {
        return observe(relata().from(Label.class).all()).values();
    }
}

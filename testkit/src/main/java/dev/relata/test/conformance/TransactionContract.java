package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** What is seen when, and what is undone. */
public interface TransactionContract extends StoreUnderTest {

    /** A row that is written nowhere else is counted from outside. */
    private Mono<Long> books() {
        return relata().from(Book.class).count();
    }

    /** A write of several statements. */
    @Test
    @Tag("S63")
    default void aWriteEmitsAfterItsCommit() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));
        Label label = stored(new Label(null, "sea"));
        observe(relata().on(book, Book.LABELS).add(label)).answers(true);

        observe(relata().delete(book).flatMap(there -> books())).answers(0L);
        observe(relata().on(author, Author.BOOKS)
                        .createMany(Flux.just(draft("b", 1), draft("c", 1)))
                        .concatMap(created -> books()))
                .answers(2L, 2L);
    }

    /** A write that fails. */
    @Test
    @Tag("S63")
    @Requires({Capability.TRANSACTIONS, Capability.UNIQUE_KEYS})
    default void aWriteThatFailsEmitsNothing() {
        stored(new Label(null, "sea"));

        observe(relata().bulk().insert(List.of(new Label(null, "sky"), new Label(null, "sea"))))
                .fails(ConstraintViolationException.class);
        observe(relata().insert(new Label(null, "sea"))).sends(1).fails(ConstraintViolationException.class);
        observe(relata().from(Label.class).values(Label::name)).sends(1).answers("sea");
    }

    /** Somebody who takes only the first of many. */
    @Test
    @Tag("S64")
    default void createManyShowsNothingBeforeItsCommit() {
        Author author = stored(author("ann"));
        Flux<Book> created =
                relata().on(author, Author.BOOKS).createMany(Flux.range(1, 5).map(i -> draft("book " + i, i)));

        observe(created.next().map(Book::title)).answers("book 1");
        observe(books()).sends(1).answers(5L);
        observe(created.take(2).map(Book::title)).answers("book 1", "book 2");
        observe(books()).sends(1).answers(10L);
    }

    /** A source that fails half way. */
    @Test
    @Tag("S64")
    @Requires(Capability.TRANSACTIONS)
    default void createManyOfASourceThatFailsWritesNothing() {
        Author author = stored(author("ann"));
        Flux<Book> source = Flux.range(1, 5)
                .map(i -> draft("book " + i, i))
                .concatWith(Mono.error(new IllegalStateException("the source broke")));

        observe(relata().on(author, Author.BOOKS).createMany(source))
                .fails(IllegalStateException.class)
                .hasMessage("the source broke");
        observe(books()).sends(1).answers(0L);
    }

    /** Somebody who takes only the first element of a transaction. */
    @Test
    @Tag("S65")
    @Requires(Capability.TRANSACTIONS)
    default void aTransactionThatIsCancelledIsRolledBack() {
        Author author = stored(author("ann"));
        Flux<Book> transaction = Flux.range(1, 5)
                .concatMap(i -> relata().insert(book(author, "book " + i, i)))
                .as(relata()::transactional);

        assertThat(observe(transaction.next()).value().title()).isEqualTo("book 1");
        observe(books()).sends(1).answers(0L);
        assertThat(observe(transaction.take(2)).values()).hasSize(2);
        observe(books()).sends(1).answers(0L);
        assertThat(observe(transaction).values()).hasSize(5);
        observe(books()).sends(1).answers(5L);
    }

    /** The same inside another transaction, which goes on. */
    @Test
    @Tag("S65")
    @Requires(Capability.SAVEPOINTS)
    default void anInnerTransactionThatIsCancelledIsRolledBackAlone() {
        Author author = stored(author("ann"));
        Mono<Book> inner = Flux.range(1, 5)
                .concatMap(i -> relata().insert(book(author, "inner " + i, i)))
                .as(relata()::transactional)
                .next();

        observe(inner.then(relata().insert(book(author, "outer", 1))).as(relata()::transactional));
        observe(relata().from(Book.class).values(Book::title)).answers("outer");
    }

    /** An error behind some writes. */
    @Test
    @Tag("S65")
    @Requires(Capability.TRANSACTIONS)
    default void aTransactionThatFailsIsRolledBack() {
        Author author = stored(author("ann"));

        observe(relata().insert(book(author, "a", 1))
                        .then(Mono.error(new IllegalStateException("no")))
                        .as(relata()::transactional))
                .fails(IllegalStateException.class)
                .hasMessage("no");
        observe(books()).sends(1).answers(0L);
    }

    /** All of a pipeline in one transaction; others do not see it. */
    @Test
    @Tag("S65")
    @Requires(Capability.TRANSACTIONS)
    default void aPipelineSeesItsOwnWritesAndOthersDoNot() {
        Author author = stored(author("ann"));
        AtomicReference<Long> outside = new AtomicReference<>();

        observe(relata().insert(book(author, "a", 1))
                        .then(books())
                        .delayUntil(inside ->
                                books().contextWrite(context -> Context.empty()).doOnNext(outside::set))
                        .as(relata()::transactional))
                .answers(1L);
        assertThat(outside).hasValue(0L);
        observe(books()).sends(1).answers(1L);
    }

    /** A transaction inside a transaction. */
    @Test
    @Tag("S65")
    @Requires({Capability.TRANSACTIONS, Capability.SAVEPOINTS})
    default void anInnerTransactionIsUndoneAlone() {
        Author author = stored(author("ann"));
        Mono<Book> fails = relata().insert(book(author, "inner", 1))
                .then(Mono.<Book>error(new IllegalStateException("no")))
                .as(relata()::transactional);

        observe(relata().insert(book(author, "outer", 1))
                        .then(fails.onErrorResume(error -> Mono.empty()))
                        .then(relata().insert(book(author, "after", 1)))
                        .as(relata()::transactional))
                .values();
        observe(relata().from(Book.class).values(Book::title)).sends(1).answersInAnyOrder("outer", "after");
    }

    /** A statement that fails inside a transaction, and is resumed. */
    @Test
    @Tag("S65")
    @Requires({Capability.TRANSACTIONS, Capability.SAVEPOINTS, Capability.UNIQUE_KEYS})
    default void aFailedStatementThatIsResumedLeavesTheTransactionUsable() {
        stored(new Label(null, "sea"));

        observe(relata().insert(new Label(null, "sky"))
                        .then(relata().insert(new Label(null, "sea"))
                                .onErrorResume(ConstraintViolationException.class, error -> Mono.empty()))
                        .then(relata().insert(new Label(null, "sun")))
                        .as(relata()::transactional))
                .values();
        observe(relata().from(Label.class).values(Label::name)).sends(1).answersInAnyOrder("sea", "sky", "sun");
    }

    /** A stream and lookups in one transaction. */
    @Test
    @Tag("S65")
    @Requires(Capability.TRANSACTIONS)
    default void aStreamAndLookupsShareATransaction() {
        Author author = stored(author("ann"));
        observe(relata().on(author, Author.BOOKS).createMany(Flux.range(1, 200).map(i -> draft("book " + i, i))))
                .sends(1);

        observe(relata().from(Book.class)
                        .iterate()
                        .flatMap(book -> relata().on(book, Book.AUTHOR).get())
                        .distinct()
                        .as(relata()::transactional))
                .sends(201)
                .answers(author);
    }
}

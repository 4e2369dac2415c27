package dev.relata.test.conformance;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RelatedNotFoundException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Batch scopes: which lookups travel together, and what they answer. */
public interface ScopeContract extends StoreUnderTest {

    /** Ten authors with one, two, three, … books. */
    private List<Author> library() {
        List<Author> authors = new ArrayList<>();
        List<Book> books = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Author author = stored(author("author " + i));
            authors.add(author);
            for (int j = 1; j <= i; j++) {
                books.add(book(author, "book %02d of %d".formatted(j, i), 100 * j));
            }
        }
        observe(relata().bulk().insert(books)).sends(1);
        return authors;
    }

    private List<Book> books() {
        return observe(relata().from(Book.class).orderBy(asc(Book::id)).all()).values();
    }

    /** One key, asked for by many. */
    @Test
    @Tag("S70")
    default void oneKeyIsOneStatementAndOneInstance() {
        library();
        Flux<Author> authors = Flux.fromIterable(books())
                .filter(book -> book.authorId().equals(books().get(0).authorId()))
                .concatWith(Flux.fromIterable(books().subList(0, 1)))
                .flatMap(book -> relata().on(book, Book.AUTHOR).get())
                .as(relata()::batched);

        List<Author> found = observe(authors).values();

        assertThat(found)
                .hasSizeGreaterThan(1)
                .allSatisfy(one -> assertThat(one).isSameAs(found.get(0)));
    }

    /** To-ones of many owners. */
    @Test
    @Tag("S70")
    default void toOnesOfManyOwnersAreOneStatement() {
        library();
        List<Book> books = books();

        List<String> names = observe(Flux.fromIterable(books)
                        .flatMapSequential(
                                book -> relata().on(book, Book.AUTHOR).get().map(Author::name))
                        .as(relata()::batched))
                .sends(1)
                .values();

        assertThat(names).hasSize(55).startsWith("author 1", "author 2", "author 2");
    }

    /** Every read that can be batched, of to-manys. */
    @Test
    @Tag("S70")
    default void readsOfToManysAreOneStatementEach() {
        List<Author> authors = library();

        Flux<List<?>> all = Flux.fromIterable(authors)
                .flatMapSequential(author -> Mono.zip(
                        relata().on(author, Author.BOOKS).all().collectList(),
                        relata().on(author, Author.BOOKS).first(),
                        relata().on(author, Author.BOOKS).count(),
                        relata().on(author, Author.LONG_READS).exists(),
                        relata().on(author, Author.BOOKS)
                                .where(Book::pages, gt(500))
                                .count()))
                .<List<?>>map(found -> List.of(
                        found.getT1().size(),
                        found.getT2().equals(found.getT1().get(0)),
                        found.getT3(),
                        found.getT4(),
                        found.getT5()))
                .as(relata()::batched);

        List<List<?>> found = observe(all).sends(5).values();
        for (int i = 1; i <= 10; i++) {
            assertThat(found.get(i - 1)).isEqualTo(List.of(i, true, (long) i, i > 6, (long) Math.max(0, i - 5)));
        }
    }

    /** Other ways to a row. */
    @Test
    @Tag("S70")
    default void findAndHasOneAndLinksAreOneStatementEach() {
        List<Author> authors = library();
        Profile profile = stored(new Profile(null, id(authors.get(3)), "bio"));
        Label sea = stored(new Label(null, "sea"));
        List<Book> books = books();
        observe(relata().on(books.get(7), Book.LABELS).add(sea)).answers(true);

        observe(Flux.fromIterable(authors)
                        .flatMap(author -> relata().on(author, Author.PROFILE).get())
                        .as(relata()::batched))
                .sends(1)
                .answers(profile);
        observe(Flux.fromIterable(books)
                        .flatMap(book -> relata().on(book, Book.LABELS).all())
                        .as(relata()::batched))
                .sends(1)
                .answers(sea);
        observe(Flux.fromIterable(authors)
                        .flatMapSequential(author -> relata().find(Author.class, id(author)))
                        .as(relata()::batched))
                .sends(1)
                .answers(authors.toArray(Author[]::new));
        observe(Flux.fromIterable(authors)
                        .flatMapSequential(author ->
                                relata().onKey(Author.BOOKS, id(author)).count())
                        .as(relata()::batched))
                .sends(1)
                .answers(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    /** What is missing concerns only those who asked for it. */
    @Test
    @Tag("S70")
    default void aMissingRowIsTheErrorOfItsOwnersAlone() {
        Author ann = stored(author("ann"));
        Book there = stored(book(ann, "there", 1));
        Book lost = new Book(101L, 999L, 998L, "lost", 1, null, Rows.LONG_AGO);

        observe(Flux.just(there, lost)
                        .flatMapSequential(book -> relata().on(book, Book.AUTHOR)
                                .get()
                                .map(Author::name)
                                .onErrorResume(
                                        RelatedNotFoundException.class, e -> Mono.just(String.valueOf(e.getMessage()))))
                        .as(relata()::batched))
                .sends(1)
                .answers("ann", "Book.AUTHOR: no Author with id=999 (from Book id=101)");
        observe(Flux.just(there, lost)
                        .flatMap(book -> relata().on(book, Book.EDITOR).get())
                        .as(relata()::batched))
                .sends(1)
                .answers();
    }

    /** A key that is changed by hand. */
    @Test
    @Tag("S09")
    default void aLookupFollowsTheKeyThatTheOwnerHoldsNow() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book book = stored(book(ann, "a", 1));
        Book moved = Book.AUTHOR.assign(book, bob);

        observe(relata().on(book, Book.AUTHOR)
                        .get()
                        .concatWith(relata().on(moved, Book.AUTHOR).get())
                        .concatWith(relata().on(book, Book.AUTHOR).get())
                        .as(relata()::batched))
                .sends(2)
                .answers(ann, bob, ann);
    }

    /** A limit in a batch. */
    @Test
    @Tag("S75")
    default void aLimitCountsForEachOwner() {
        List<Author> authors = library();

        List<List<Integer>> pages = observe(Flux.fromIterable(authors)
                        .flatMapSequential(author -> relata().on(author, Author.TWO_LONGEST)
                                .all()
                                .map(Book::pages)
                                .collectList())
                        .as(relata()::batched))
                .sends(1)
                .values();
        List<Long> counts = observe(Flux.fromIterable(authors)
                        .flatMapSequential(author ->
                                relata().on(author, Author.TWO_LONGEST).count())
                        .as(relata()::batched))
                .sends(1)
                .values();

        assertThat(pages)
                .startsWith(List.of(100), List.of(200, 100), List.of(300, 200))
                .endsWith(List.of(1000, 900));
        assertThat(counts).startsWith(1L, 2L, 2L).endsWith(2L);
    }

    /** Two subscriptions to one pipeline. */
    @Test
    @Tag("S74")
    default void everySubscriptionHasAScopeOfItsOwn() {
        Author ann = stored(author("ann"));
        Book book = stored(book(ann, "a", 1));
        Mono<Author> batched = relata().on(book, Book.AUTHOR).get().as(relata()::batched);
        Mono<Author> scoped = relata().on(book, Book.AUTHOR)
                .get()
                .contextWrite(relata().batching().scope());

        observe(batched.then(batched)).sends(2).answers(ann);
        observe(scoped.then(scoped)).sends(2).answers(ann);
        observe(batched.then(batched).as(relata()::batched)).sends(1).answers(ann);
        observe(scoped.then(scoped).as(relata()::batched)).sends(2).answers(ann);
    }

    /** In a transaction and outside it. */
    @Test
    @Tag("S76")
    @Requires(Capability.TRANSACTIONS)
    default void lookupsInATransactionAndOutsideItNeverMix() {
        Author ann = stored(author("ann"));
        Book book = stored(book(ann, "a", 1));
        Author renamed = new Author(ann.id(), "renamed", ann.email());
        Mono<Author> author = Mono.defer(() -> relata().on(book, Book.AUTHOR).get());

        observe(author.concatWith(relata().update(renamed)
                                .thenMany(author.concatWith(author))
                                .as(relata()::transactional))
                        .concatWith(author)
                        .as(relata()::batched))
                .sends(3 + statementsOfAnUpdate())
                .answers(ann, renamed, renamed, renamed);
    }

    /** What is read ahead for the managers. */
    @Test
    @Tag("S75")
    default void prefetchFeedsTheManagersOfItsRows() {
        List<Author> authors = library();
        Person editor = stored(person("eve"));
        observe(relata().update(new Book(
                        books().get(0).id(), books().get(0).authorId(), editor.id(), "x", 1, null, Rows.LONG_AGO)))
                .sends(statementsOfAnUpdate());

        observe(relata().from(Author.class)
                        .orderBy(asc(Author::id))
                        .prefetch(Author.TWO_LONGEST)
                        .strict()
                        .all()
                        .concatMap(author ->
                                relata().on(author, Author.TWO_LONGEST).all().count())
                        .as(relata()::batched))
                .sends(2)
                .answers(1L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L);
        observe(relata().from(Book.class)
                        .prefetch(Book.AUTHOR)
                        .prefetch(Book.EDITOR)
                        .iterate()
                        .concatMap(book -> relata().on(book, Book.EDITOR)
                                .get()
                                .then(relata().on(book, Book.AUTHOR).get()))
                        .distinct()
                        .count()
                        .as(relata()::batched))
                .sends(3)
                .answers((long) authors.size());
    }

    /** A stream that is none of ours. */
    @Test
    @Tag("S70")
    default void withJoinsAForeignStreamInOrder() {
        List<Author> authors = library();
        List<Book> books = books();

        assertThat(observe(Flux.fromIterable(books)
                                .transform(relata().batching()
                                        .with(Book.AUTHOR, (book, author) -> Map.entry(book, author))))
                        .sends(1)
                        .values())
                .hasSize(55)
                .allSatisfy(pair ->
                        assertThat(pair.getValue().id()).isEqualTo(pair.getKey().authorId()))
                .extracting(Map.Entry::getKey)
                .containsExactlyElementsOf(books);
        observe(Flux.fromIterable(authors)
                        .transform(relata().batching().with(Author.BOOKS, (author, written) -> written.size())))
                .sends(1)
                .answers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
}

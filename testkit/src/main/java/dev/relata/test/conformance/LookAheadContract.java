package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.error.UnplannedLookupException;
import dev.relata.observe.ScopeStatistics.Counts;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Act;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Cue;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Order;
import dev.relata.test.conformance.model.Parcel;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Rate;
import dev.relata.test.conformance.model.Show;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Look-ahead: lookups for one row after the other are sent for the rows of a fetch together. */
public interface LookAheadContract extends StoreUnderTest {

    /** Stores rows, for stores too that do not write several at once. */
    private <T> Flux<T> oneByOne(List<T> rows) {
        return Flux.fromIterable(rows).concatMap(row -> relata().insert(row));
    }

    private List<Author> authors(int count) {
        List<Author> rows = IntStream.rangeClosed(1, count)
                .mapToObj(i -> author("author " + i))
                .toList();
        return observe(oneByOne(rows)
                        .thenMany(relata().from(Author.class)
                                .orderBy(asc(Author::id))
                                .all()))
                .values();
    }

    /** So many authors with a book each, of as many pages as the author's place. */
    private List<Author> library(int count) {
        List<Author> authors = authors(count);
        observe(oneByOne(IntStream.range(0, count)
                        .mapToObj(i -> book(authors.get(i), "book of " + i, i + 1))
                        .toList()))
                .values();
        return authors;
    }

    private Flux<Book> books(int fetch) {
        return relata().from(Book.class).orderBy(asc(Book::pages)).lookAhead().iterate(Iteration.fetchSize(fetch));
    }

    private Mono<String> nameOfAuthor(Book book) {
        return relata().on(book, Book.AUTHOR).get().map(Author::name);
    }

    private static String[] names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "author " + i).toArray(String[]::new);
    }

    /** A thousand rows, one at a time. */
    @Test
    @Tag("S195")
    default void oneLookupAtATimeIsOneStatementForEachFetch() {
        library(1000);

        observe(books(100).concatMap(this::nameOfAuthor).as(relata()::batched))
                .sends(1 + 10)
                .answers(names(1000));
        observe(books(100).concatMap(this::nameOfAuthor, 1).as(relata()::batched))
                .sends(1 + 10)
                .answers(names(1000));
        observe(books(100)
                        .limitRate(1)
                        .flatMapSequential(this::nameOfAuthor, 1, 1)
                        .as(relata()::batched))
                .sends(1 + 10)
                .answers(names(1000));
        observe(relata().from(Book.class)
                        .orderBy(asc(Book::pages))
                        .lookAhead()
                        .iterate()
                        .concatMap(this::nameOfAuthor)
                        .as(relata()::batched))
                .sends(1 + 3)
                .answers(names(1000));
    }

    /** The demand of whoever reads is one row at a time, from the end of the pipeline on. */
    @Test
    @Tag("S195")
    default void aDemandOfOneIsAnsweredByTheFetch() {
        library(50);

        observe(books(20).concatMap(this::nameOfAuthor, 0).as(relata()::batched).limitRate(1))
                .sends(1 + 3)
                .answers(names(50));
    }

    /** As many at a time as without look-ahead. */
    @Test
    @Tag("S195")
    default void manyLookupsAtATimeAreNoMoreStatementsThanWithoutLookAhead() {
        library(1000);
        Flux<Book> plain = relata().from(Book.class).orderBy(asc(Book::pages)).iterate();
        Flux<Book> ahead =
                relata().from(Book.class).orderBy(asc(Book::pages)).lookAhead().iterate();

        assertThat(observe(plain.flatMap(this::nameOfAuthor, 256).as(relata()::batched))
                        .values())
                .hasSize(1000);
        int most = statements().statements().size();
        assertThat(observe(ahead.flatMap(this::nameOfAuthor, 256).as(relata()::batched))
                        .values())
                .containsExactlyInAnyOrder(names(1000));
        assertThat(statements().statements()).hasSizeLessThanOrEqualTo(most);
    }

    /** Every read that can be batched, each by itself. */
    @Test
    @Tag("S195")
    default void everyReadOfAManagerIsReadAhead() {
        library(20);
        Author last = observe(
                        relata().from(Author.class).orderBy(desc(Author::id)).first())
                .value();
        Profile profile = stored(new Profile(null, id(last), "bio"));

        readsAhead(author -> relata().on(author, Author.BOOKS).all().count());
        readsAhead(author -> relata().on(author, Author.BOOKS).count());
        readsAhead(author -> relata().on(author, Author.BOOKS).exists().map(there -> there ? 1L : 0L));
        readsAhead(author -> relata().on(author, Author.BOOKS).first().map(book -> 1L));
        readsAhead(author -> relata().on(author, Author.BOOKS).ids().count());
        readsAhead(author -> relata().on(author, Author.TWO_LONGEST).all().count());
        readsAhead(author -> relata().on(author, Author.BOOKS)
                .where(Book::pages, gt(0))
                .orderBy(desc(Book::title))
                .limit(1)
                .all()
                .count());
        observe(relata().from(Author.class)
                        .lookAhead()
                        .iterate()
                        .concatMap(author -> relata().on(author, Author.PROFILE).get())
                        .as(relata()::batched))
                .sends(2)
                .answers(profile);
    }

    private void readsAhead(Function<Author, Publisher<Long>> read) {
        assertThat(observe(relata().from(Author.class)
                                .lookAhead()
                                .all()
                                .concatMap(read)
                                .as(relata()::batched))
                        .sends(2)
                        .values())
                .hasSize(20)
                .containsOnly(1L);
    }

    /** Several relationships of one row, and rows of rows. */
    @Test
    @Tag("S195")
    default void everyRelationshipOfARowIsReadAheadOnce() {
        List<Author> authors = authors(30);
        Person eve = stored(person("eve"));
        observe(oneByOne(authors.stream()
                        .map(author -> book(author, eve, author.name()))
                        .toList()))
                .values();

        assertThat(observe(relata().from(Book.class)
                                .lookAhead()
                                .iterate()
                                .concatMap(book -> Mono.zip(
                                        relata().on(book, Book.AUTHOR).get(),
                                        relata().on(book, Book.EDITOR).get(),
                                        relata().on(book, Book.LABELS).count()))
                                .as(relata()::batched))
                        .sends(4)
                        .values())
                .hasSize(30)
                .allSatisfy(found -> assertThat(found.getT2()).isEqualTo(eve))
                .extracting(found -> found.getT1())
                .containsExactlyInAnyOrderElementsOf(authors);
    }

    /** A key of two components, null in a row. */
    @Test
    @Tag("S195")
    default void keysOfTwoComponentsAreReadAheadAndNullsAreNot() {
        observe(oneByOne(List.of(new Order(1L, 7L, "ann"), new Order(2L, 7L, "bob"))))
                .values();
        observe(oneByOne(List.of(
                        new Line(1L, 1L, null, "none"),
                        new Line(1L, 2L, 7L, "of ann"),
                        new Line(2L, 3L, null, "none"),
                        new Line(2L, 4L, 7L, "of bob"),
                        new Line(2L, 5L, 7L, "of bob too"))))
                .values();

        observe(relata().from(Line.class)
                        .orderBy(asc(Line::id))
                        .lookAhead()
                        .iterate()
                        .concatMap(line -> relata().on(line, Line.ORDER).get())
                        .map(Order::customer)
                        .as(relata()::batched))
                .sends(2)
                .answers("ann", "bob", "bob");
        observe(relata().from(Order.class)
                        .orderBy(asc(Order::tenantId))
                        .lookAhead()
                        .iterate()
                        .concatMap(order -> relata().on(order, Order.LINES).count())
                        .as(relata()::batched))
                .sends(2)
                .answers(1L, 2L);
    }

    /** The rows of an owner, links, and graphs. */
    @Test
    @Tag("S195")
    default void boundRowsLinksAndGraphsLookAheadToo() {
        Author ann = authors(1).get(0);
        List<Book> drafts = List.of(book(ann, "a", 1), book(ann, "b", 2), book(ann, "c", 3));
        observe(oneByOne(drafts)).values();
        Show show = stored(new Show(null, "show"));
        List<Act> acts = List.of(stored(new Act(null, "one")), stored(new Act(null, "two")));
        for (int i = 0; i < 2; i++) {
            long act = Objects.requireNonNull(acts.get(i).id());
            stored(new Cue(null, Objects.requireNonNull(show.id()), act, i + 1, "dim", 1, null, 0, null));
        }
        Function<Book, Mono<Long>> labels =
                book -> relata().on(book, Book.LABELS).count();

        observe(relata().on(ann, Author.BOOKS)
                        .lookAhead()
                        .iterate()
                        .concatMap(labels)
                        .as(relata()::batched))
                .sends(2)
                .answers(0L, 0L, 0L);
        observe(relata().on(Mono.just(ann), Author.BOOKS)
                        .lookAhead()
                        .all()
                        .concatMap(labels)
                        .as(relata()::batched))
                .sends(2)
                .answers(0L, 0L, 0L);
        observe(relata().from(Book.class)
                        .fetch(Book.AUTHOR)
                        .lookAhead()
                        .iterateGraphs()
                        .concatMap(graph -> labels.apply(graph.root()))
                        .as(relata()::batched))
                .sends(3)
                .answers(0L, 0L, 0L);
        observe(relata().on(show, Show.CUES)
                        .links()
                        .lookAhead()
                        .iterate()
                        .map(Link::target)
                        .concatMap(act -> relata().on(act, Act.SHOWS).all())
                        .as(relata()::batched))
                .sends(2)
                .answers(show, show);
    }

    /** Rows from elsewhere. */
    @Test
    @Tag("S195")
    default void rowsFromElsewhereLookAheadByTheirIdentity() {
        library(300);
        List<Book> books = observe(
                        relata().from(Book.class).orderBy(asc(Book::pages)).all())
                .values();

        observe(Flux.fromIterable(books)
                        .as(relata().batching()::lookAhead)
                        .concatMap(this::nameOfAuthor)
                        .as(relata()::batched))
                .sends(2)
                .answers(names(300));
        Flux<Book> copies = Flux.fromIterable(books.subList(0, 3))
                .as(relata().batching()::lookAhead)
                .map(book -> Rows.titled(book, "a copy"));
        observe(copies.concatMap(this::nameOfAuthor).as(relata()::batched))
                .sends(3)
                .answers(names(3));
        observe(Flux.just(books.get(0), books.get(1), books.get(0), books.get(2))
                        .as(relata().batching()::lookAhead)
                        .concatMap(this::nameOfAuthor)
                        .as(relata()::batched))
                .sends(1)
                .answers("author 1", "author 2", "author 1", "author 3");
    }

    /** Rows that nobody asks for. */
    @Test
    @Tag("S195")
    default void theStatisticsCountWhatNobodyAskedFor() {
        library(100);

        Counts counts = observe(books(50)
                        .filter(book -> book.pages() % 10 == 1)
                        .concatMap(this::nameOfAuthor)
                        .then(relata().batching().statistics())
                        .as(relata()::batched))
                .sends(1 + 2)
                .value()
                .of("Book.AUTHOR");

        assertThat(counts).isEqualTo(new Counts(10, 8, 2, 100, 50, 98, 90));
    }

    /** A write between two rows. */
    @Test
    @Tag("S196")
    default void whatAWriteMayHaveChangedIsReadAnew() {
        library(20);

        Flux<String> names = books(20)
                .concatMap(
                        book -> book.pages() == 10
                                ? relata().from(Author.class)
                                        .update(set(Author::name, "renamed"))
                                        .then(nameOfAuthor(book))
                                : nameOfAuthor(book),
                        1);
        // Outside a transaction a stream has one snapshot, with all that is looked up beside it.
        boolean transactions = capabilities().contains(Capability.TRANSACTIONS);

        assertThat(observe((transactions ? names.as(relata()::transactional) : names).as(relata()::batched))
                        .values())
                .startsWith("author 1", "author 2")
                .endsWith("renamed", "renamed")
                .hasSize(20)
                .filteredOn("renamed"::equals)
                .hasSize(11);
    }

    /** A write behind each row: what is read ahead must not grow with the square of the rows. */
    @Test
    @Tag("S196")
    default void aWriteBehindEachRowReadsAheadForFewRows() {
        library(60);

        Counts counts = observe(books(60)
                        .concatMap(
                                book -> nameOfAuthor(book)
                                        .then(relata().from(Author.class)
                                                .where(Author::id, eq(book.authorId()))
                                                .update(set(Author::name, "seen"))),
                                1)
                        .then(relata().batching().statistics())
                        .as(relata()::batched))
                .value()
                .of("Book.AUTHOR");

        assertThat(counts.statements()).isEqualTo(60);
        assertThat(counts.keys()).isLessThanOrEqualTo(60 + 60 * 3);
    }

    /** A transaction that is undone. */
    @Test
    @Tag("S196")
    @Requires(Capability.TRANSACTIONS)
    default void whatWasReadAheadInATransactionIsOfThatTransactionAlone() {
        Author ann = library(3).get(0);
        Author renamed = new Author(ann.id(), "renamed", ann.email());
        Mono<List<String>> inside = relata().update(renamed)
                .thenMany(books(3).concatMap(this::nameOfAuthor))
                .collectList()
                .flatMap(names -> Mono.<List<String>>error(new IllegalStateException(names.toString())))
                .as(relata()::transactional)
                .onErrorResume(IllegalStateException.class, e -> Mono.just(List.of(String.valueOf(e.getMessage()))));
        Mono<List<String>> outside = books(3).concatMap(this::nameOfAuthor).collectList();

        observe(outside.concatWith(inside).concatWith(outside).as(relata()::batched))
                .answers(
                        List.of("author 1", "author 2", "author 3"),
                        List.of("[renamed, author 2, author 3]"),
                        List.of("author 1", "author 2", "author 3"));
        observe(books(3).concatMap(this::nameOfAuthor)
                        .as(relata()::transactional)
                        .as(relata()::batched))
                .sends(2)
                .answers(names(3));
    }

    /** A row that cannot be read. */
    @Test
    @Tag("S196")
    default void aRowThatCannotBeReadIsTheErrorOfItsOwnLookup() {
        observe(oneByOne(List.of(new Rate(null, "a", 1), new Rate(null, "b", 2), new Rate(null, "c", 3))))
                .values();
        observe(relata().from(Rate.class).where(Rate::zone).eq("b").update(set(Rate::cents, -1)))
                .answers(1L);
        observe(oneByOne(List.of(new Parcel(null, "a"), new Parcel(null, "b"), new Parcel(null, "c"))))
                .values();

        observe(relata().from(Parcel.class)
                        .orderBy(asc(Parcel::zone))
                        .lookAhead()
                        .iterate()
                        .concatMap(parcel -> relata().on(parcel, Parcel.RATE)
                                .get()
                                .map(Rate::cents)
                                .onErrorReturn(-1))
                        .as(relata()::batched))
                .sends(1 + 2)
                .answers(1, -1, 3);
    }

    /** A stream that is left, and one that ends, before the lookups of its last rows. */
    @Test
    @Tag("S196")
    default void rowsThatWereDeliveredBeforeTheEndAreReadTogether() {
        library(40);

        observe(books(20).take(5).concatMap(this::nameOfAuthor).as(relata()::batched))
                .sends(2)
                .answers(names(5));
        observe(books(20).concatMap(this::nameOfAuthor).take(25).as(relata()::batched))
                .sends(1 + 2)
                .answers(names(25));
        observe(books(20)
                        .take(30)
                        .collectList()
                        .flatMapIterable(rows -> rows)
                        .concatMap(this::nameOfAuthor)
                        .as(relata()::batched))
                .sends(2)
                .answers(names(30));
    }

    /** Two streams in one scope. */
    @Test
    @Tag("S195")
    default void streamsInOneScopeLookAheadEachForItsOwnRows() {
        library(100);
        Flux<Author> authors =
                relata().from(Author.class).orderBy(asc(Author::id)).lookAhead().iterate(Iteration.fetchSize(50));

        assertThat(observe(Flux.zip(books(50), authors)
                                .concatMap(pair -> Mono.zip(
                                        nameOfAuthor(pair.getT1()),
                                        relata().on(pair.getT2(), Author.BOOKS).count()))
                                .as(relata()::batched))
                        .sends(2 + 4)
                        .values())
                .hasSize(100)
                .allSatisfy(found -> assertThat(found.getT2()).isEqualTo(1));
        observe(authors.concatMap(author -> relata().on(author, Author.BOOKS)
                                .lookAhead()
                                .all()
                                .concatMap(this::nameOfAuthor))
                        .as(relata()::batched))
                .answers(names(100));
    }

    /** Where nothing may be looked up unplanned. */
    @Test
    @Tag("S195")
    default void strictTakesALookupForARowOfTheStreamAsPlanned() {
        library(3);
        Author other = stored(author("other"));

        observe(relata().from(Book.class)
                        .orderBy(asc(Book::pages))
                        .lookAhead()
                        .strict()
                        .iterate()
                        .concatMap(this::nameOfAuthor)
                        .as(relata()::batched))
                .sends(2)
                .answers(names(3));
        observe(relata().from(Book.class)
                        .lookAhead()
                        .strict()
                        .iterate()
                        .concatMap(book -> relata().on(other, Author.BOOKS).count())
                        .as(relata()::batched))
                .sends(1)
                .fails(UnplannedLookupException.class);
    }

    /** No rows. */
    @Test
    @Tag("S195")
    default void noRowsAreNoLookups() {
        observe(books(10).concatMap(this::nameOfAuthor).as(relata()::batched))
                .sends(1)
                .answers();
        observe(Flux.<Book>empty()
                        .as(relata().batching()::lookAhead)
                        .concatMap(this::nameOfAuthor)
                        .as(relata()::batched))
                .sends(0)
                .answers();
    }

    /** Where it could have no effect. */
    @Test
    @Tag("S121")
    default void lookAheadIsRefusedWhereItWouldHaveNoEffect() {
        library(1);
        Map<Publisher<?>, String> refused = Map.of(
                books(10),
                "no: add .as(relata::batched)",
                Flux.just(1).as(relata().batching()::lookAhead),
                "add .as(relata::batched)",
                relata().from(Book.class).lookAhead().page(10).as(relata()::batched),
                "answers them together",
                relata().from(Book.class).lookAhead().ids().as(relata()::batched),
                "ids() answers none",
                relata().from(Book.class).lookAhead().deleteAll().as(relata()::batched),
                "deleteAll() answers none",
                relata().from(Book.class)
                        .lookAhead()
                        .into(TitleOnly.class)
                        .all()
                        .as(relata()::batched),
                "a view shows none",
                relata().from(Author.class)
                        .fetch(Author.BOOKS, books -> books.lookAhead())
                        .graphs()
                        .as(relata()::batched),
                "not of those related to them");

        refused.forEach((call, message) -> observe(call)
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("lookAhead()")
                .hasMessageContaining(message.replace("no: ", "")));
        observe(relata().from(Book.class).lookAhead().count()).sends(1).answers(1L);
    }

    /** A view. */
    record TitleOnly(String title) {}
}

package dev.relata.spring.test.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.spring.test.RelataTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Each test begins with tables that a second connection sees empty, after whatever the others have done. */
@RelataTest
@Import(Library.class)
class RelataTestRollbackTest {

    @Autowired
    Relata relata;

    @Autowired
    AuthorRepository authors;

    @Autowired
    DatabaseClient client;

    @Autowired
    Library library;

    @Autowired
    TransactionalOperator transactional;

    @Autowired
    R2dbcConnectionDetails database;

    private SecondConnection second;

    @BeforeEach
    void theTablesAreEmpty() {
        second = new SecondConnection(database);
        assertThat(second.authors()).isZero();
        assertThat(authors.count().block()).isZero();
        run(authors.save(new Author(null, "of BeforeEach")));
    }

    @AfterEach
    void nothingIsSeenOutside() {
        assertThat(second.authors()).isZero();
    }

    @Test
    void severalSubscriptionsOfRepositoriesRelataAndClientSeeEachOther() {
        Author author = authors.save(new Author(null, "Ursula")).block();
        run(relata.insert(new Book(null, author.id(), "one")));
        client.sql("INSERT INTO books (author_id, title) VALUES (:author, 'two')")
                .bind("author", author.id())
                .fetch()
                .rowsUpdated()
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();

        relata.on(author, Author.BOOKS)
                .count()
                .as(StepVerifier::create)
                .expectNext(2L)
                .verifyComplete();
        assertThat(authors.count().block()).isEqualTo(2);
    }

    @Test
    void aTransactionOfTheApplicationStaysForTheTest() {
        run(library.add("Ursula"));

        assertThat(authors.count().block()).isEqualTo(2);
    }

    @Test
    void aTransactionOfTheApplicationThatFailsIsUndoneAlone() {
        library.addAndFail("Ursula").as(StepVerifier::create).verifyErrorMessage("no");

        assertThat(authors.count().block()).isEqualTo(1);
    }

    @Test
    void operatorAndRelataTransactionsAreUndoneAlone() {
        run(authors.save(new Author(null, "kept")).as(transactional::transactional));
        authors.save(new Author(null, "gone"))
                .then(Mono.error(new IllegalStateException("no")))
                .as(transactional::transactional)
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        run(relata.insert(new Author(null, "kept too")).as(relata::transactional));
        relata.insert(new Author(null, "gone"))
                .then(Mono.error(new IllegalStateException("no")))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyErrorMessage("no");

        assertThat(authors.findAll().map(Author::name).collectList().block())
                .containsExactlyInAnyOrder("of BeforeEach", "kept", "kept too");
    }

    @Test
    void whatRepositoriesAndRelataWriteInOneTransactionIsUndoneTogether() {
        Mono<Author> both = authors.save(new Author(null, "of the repository"))
                .then(relata.insert(new Author(null, "of Relata")))
                .then(Mono.error(new IllegalStateException("no")));

        both.as(transactional::transactional).as(StepVerifier::create).verifyErrorMessage("no");
        both.as(relata::transactional).as(StepVerifier::create).verifyErrorMessage("no");
        library.addAround(both).as(StepVerifier::create).verifyErrorMessage("no");

        assertThat(authors.count().block()).isEqualTo(1);
    }

    @Test
    void readOnlyTransactionsStreamThroughRelataAndRepositories() {
        bulk(600);

        Mono<Long> read = relata.from(Author.class)
                .iterate()
                .concatMap(author -> authors.findById(author.id()))
                .count()
                .as(library::readOnly);

        StepVerifier.create(Mono.zip(read, read))
                .assertNext(counts -> assertThat(counts).containsExactly(601L, 601L))
                .verifyComplete();
        run(library.add("Ursula"));
    }

    @Test
    void aStatementThatFailsDoesNotEndTheTest() {
        authors.save(new Author(null, "of BeforeEach"))
                .as(StepVerifier::create)
                .verifyError(DuplicateKeyException.class);
        relata.insert(new Author(null, "of BeforeEach"))
                .as(StepVerifier::create)
                .verifyError();

        run(authors.save(new Author(null, "Ursula")));
        assertThat(authors.count().block()).isEqualTo(2);
    }

    @Test
    void aReadOnlyTransactionRefusesToWrite() {
        library.addWhereNothingIsWritten("Ursula")
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error).hasStackTraceContaining("read-only"))
                .verify();

        run(library.add("Ursula"));
        assertThat(authors.count().block()).isEqualTo(2);
    }

    @Test
    void streamsWriteThroughAnythingForEachRow() {
        bulk(600);

        Long written = relata.from(Author.class)
                .iterate()
                .flatMap(author -> client.sql("INSERT INTO books (author_id, title) VALUES (:author, 'one')")
                        .bind("author", author.id())
                        .fetch()
                        .rowsUpdated())
                .reduce(0L, Long::sum)
                .block();

        assertThat(written).isEqualTo(601);
    }

    @Test
    void streamsOpenTransactionsForEachRow() {
        bulk(300);

        Long written = relata.from(Author.class)
                .iterate()
                .concatMap(author ->
                        relata.insert(new Book(null, author.id(), "one")).as(relata::transactional))
                .count()
                .block();

        assertThat(written).isEqualTo(301);
    }

    @Test
    void repositoriesWriteForEachOfTheirRows() {
        bulk(1000);

        Long written = authors.findAll()
                .flatMap(author -> authors.save(new Author(author.id(), author.name() + " again")), 4)
                .count()
                .block();

        assertThat(written).isEqualTo(1001);
    }

    @Test
    void streamsInsideAScopeWriteForEachRow() {
        bulk(300);

        Long written = relata.from(Author.class)
                .iterate()
                .flatMap(author -> relata.on(author, Author.BOOKS)
                        .count()
                        .then(authors.save(new Author(author.id(), author.name() + " again"))))
                .as(relata::batched)
                .count()
                .block();

        assertThat(written).isEqualTo(301);
    }

    @Test
    void twoStreamsAtOnceKeepTheirRowsApart() {
        bulk(2000);

        Mono<Long> rows = relata.from(Author.class).iterate().distinct().count();

        StepVerifier.create(Mono.zip(rows, rows, rows))
                .assertNext(counts -> assertThat(counts).containsExactly(2001L, 2001L, 2001L))
                .verifyComplete();
    }

    @Test
    void aCancelledStreamLeavesTheConnectionFree() {
        bulk(2000);

        run(relata.from(Author.class).iterate().take(5).count());
        run(authors.findAll().take(5).count());

        assertThat(authors.count().block()).isEqualTo(2001);
    }

    @Test
    void aBulkInsertByCopyThatFailsDoesNotEndTheTest() {
        relata.bulk()
                .insert(IntStream.range(0, 2000)
                        .mapToObj(i -> new Author(null, "same"))
                        .toList())
                .as(StepVerifier::create)
                .verifyError();

        assertThat(authors.count().block()).isEqualTo(1);
    }

    @Test
    void manyAtOnceTakeTheirTurns() {
        Flux.range(0, 256)
                .flatMap(
                        i -> i % 2 == 0 ? library.add("author " + i) : authors.save(new Author(null, "author " + i)),
                        256)
                .as(StepVerifier::create)
                .expectNextCount(256)
                .verifyComplete();

        assertThat(authors.count().block()).isEqualTo(257);
    }

    @Test
    void workApartFromAnOpenTransactionIsAnErrorInPlaceOfAHang() {
        assertThatThrownBy(() -> library.addAround(library.addApart("inner")).block())
                .hasStackTraceContaining("held by")
                .hasStackTraceContaining("REQUIRES_NEW")
                .hasStackTraceContaining("NOT_SUPPORTED");

        assertThat(authors.count().block()).isEqualTo(1);
    }

    @Test
    void lookupsOneByOneFail() {
        bulk(20);

        relata.from(Author.class)
                .all()
                .concatMap(author -> relata.on(author, Author.BOOKS).all())
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error).hasStackTraceContaining("UnplannedLookupException"))
                .verify();
    }

    @Test
    void aDeferredConstraintIsCheckedWhereTheTransactionCommits() {
        run(client.sql("ALTER TABLE books ADD CONSTRAINT late UNIQUE (title) DEFERRABLE INITIALLY DEFERRED")
                .then());
        Author author = authors.save(new Author(null, "Ursula")).block();
        Book one = new Book(null, author.id(), "one");

        relata.insert(one)
                .then(relata.insert(one))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error).hasStackTraceContaining("late"))
                .verify();

        assertThat(relata.on(author, Author.BOOKS).count().block()).isZero();
    }

    private static void run(Publisher<?> work) {
        Flux.from(work).then().as(StepVerifier::create).verifyComplete();
    }

    private void bulk(int rows) {
        run(relata.bulk()
                .insert(IntStream.range(0, rows)
                        .mapToObj(i -> new Author(null, "author " + i))
                        .toList()));
    }
}

package dev.relata.spring.transaction;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.error.TransactionException;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import dev.relata.spring.Database;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Transactions of Spring in which Relata takes part, over a pool of one connection: whoever takes a second one fails. */
@Timeout(60)
class SpringTransactionTest {

    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = new Shop(Database.url("one_transaction"), 1, "spring.r2dbc.pool.max-acquire-time=3s");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @AfterEach
    void clear() {
        shop.awaitIdle();
        shop.clear();
    }

    private static void fails(Mono<?> work) {
        work.as(StepVerifier::create).verifyErrorMessage(Shop.PAST);
    }

    private static void holds(int authors, int books) {
        assertThat(shop.rows("authors")).isEqualTo(authors);
        assertThat(shop.rows("books")).isEqualTo(books);
    }

    @Test
    void aMethodThatWritesThroughBothAndCommitsKeepsBoth() {
        done(shop.services.springFirst("Ada", Mono.empty()));
        done(shop.services.relataFirst("Bob", Mono.empty()));
        holds(2, 2);
    }

    @Test
    void aMethodThatWritesThroughSpringFirstAndThrowsLeavesNothing() {
        fails(shop.services.springFirst("Ada", Shop.broken()));
        holds(0, 0);
    }

    @Test
    void aMethodThatWritesThroughRelataFirstAndThrowsLeavesNothing() {
        fails(shop.services.relataFirst("Ada", Shop.broken()));
        holds(0, 0);
    }

    @Test
    void theOperatorIsAsGoodAsTheAnnotation() {
        Mono<Void> work =
                shop.author("Ada").flatMap(author -> shop.book(author, "one")).then();
        fails(work.then(Shop.broken()).as(shop.operator()::transactional));
        holds(0, 0);
        work.as(shop.operator()::transactional).block();
        holds(1, 1);
    }

    @Test
    void oneRowIsUpdatedThroughBoth() {
        Author author = shop.author("Ada").block();
        shop.services
                .required(shop.client
                        .sql("UPDATE authors SET name = name || '1'")
                        .then()
                        .then(shop.relata.find(Author.class, author.id()))
                        .flatMap(found -> shop.relata.update(new Author(found.id(), found.name() + "2")))
                        .then(shop.client
                                .sql("UPDATE authors SET name = name || '3'")
                                .then()))
                .block();
        assertThat(shop.relata.find(Author.class, author.id()).block().name()).isEqualTo("Ada123");
    }

    @Test
    void transactionalInsideIsASavepointOfTheSameTransaction() {
        Mono<Book> undone = shop.relata.transactional(
                shop.relata.insert(new Author(null, "undone")).then(Shop.broken()));
        done(shop.services.springFirst("Ada", undone.onErrorResume(error -> Mono.empty())));
        holds(1, 1);
        fails(shop.services.springFirst("Bob", shop.relata.transactional(Shop.broken())));
        holds(1, 1);
    }

    @Test
    void retriesInsideAreRefusedInWords() {
        shop.services
                .required(shop.relata.transactional(
                        Mono.just(1), TransactionOptions.defaults().retry(3)))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(RefusedException.class).hasMessageContaining("retry(3)"));
    }

    @Test
    void relataSeesAFailedStatementOfItsOwnUndoneAlone() {
        Mono<Book> violates = shop.relata.insert(new Book(null, 4711, "of nobody"));
        shop.services
                .springFirst(
                        "Ada", violates.onErrorResume(error -> Mono.empty()).then(Shop.count(shop.client, "books")))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        holds(1, 1);
    }

    @Test
    void nestedMethodsAreUndoneAlone() {
        Mono<Void> nested = shop.services.nested(
                shop.relata.insert(new Author(null, "undone")).then(Shop.broken()));
        shop.services
                .springFirst(
                        "Ada", nested.onErrorResume(error -> Mono.empty()).then(Shop.count(shop.client, "authors")))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        holds(1, 1);
    }

    @Test
    void aReadOnlyMethodLetsRelataReadAndRefusesItsWrites() {
        done(shop.author("Ada"));
        assertThat(shop.services
                        .readOnly(shop.relata.from(Author.class).count())
                        .block())
                .isEqualTo(1);
        shop.services
                .readOnly(shop.relata.insert(new Author(null, "Bob")))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreException.class)
                        .extracting(refused -> ((StoreException) refused).reason())
                        .isEqualTo(Reason.READ_ONLY));
        holds(1, 0);
    }

    @Test
    void anErrorThatDoesNotRollBackKeepsTheRowsOfBoth() {
        fails(shop.services.keptInSpite(
                shop.author("Ada").flatMap(author -> shop.book(author, "one")).then(Shop.broken())));
        holds(1, 1);
    }

    @Test
    void aMethodThatIsCancelledLeavesNothingAndGivesItsConnectionBack() {
        shop.services
                .springFirst("Ada", shop.relata.from(Author.class).count().then(Mono.never()))
                .as(StepVerifier::create)
                .thenAwait(Duration.ofMillis(300))
                .thenCancel()
                .verify();
        holds(0, 0);
    }

    @Test
    void aStatementOfRelataIsStoppedWhenItsMethodIsCancelled() {
        shop.services
                .springFirst("Ada", shop.relata.insert(new Author(null, Shop.SLOW)))
                .as(StepVerifier::create)
                .thenAwait(Duration.ofMillis(300))
                .thenCancel()
                .verify();
        holds(0, 0);
    }

    @Test
    void lookupsAndPrefetchInAStreamRunOnTheConnectionOfTheMethod() {
        Author author = shop.author("Ada").block();
        shop.client
                .sql("INSERT INTO books (author_id, title) SELECT " + author.id()
                        + ", i::text FROM generate_series(1, 3000) i")
                .then()
                .block();
        shop.statements.clear();
        Flux<String> names = shop.relata
                .from(Book.class)
                .iterate()
                .flatMap(book -> shop.relata.on(book, Book.AUTHOR).get())
                .map(Author::name)
                .as(shop.relata::batched);
        assertThat(shop.services.required(names).distinct().collectList().block())
                .containsExactly("Ada");
        assertThat(shop.statements.counted()).isLessThan(20);
        shop.statements.clear();
        Flux<Author> prefetched = shop.relata
                .from(Book.class)
                .prefetch(Book.AUTHOR)
                .iterate()
                .concatMap(book -> shop.relata.on(book, Book.AUTHOR).get())
                .as(shop.relata::batched);
        assertThat(shop.services.required(prefetched.count()).block()).isEqualTo(3000);
        assertThat(shop.statements.counted()).isLessThan(20);
    }

    @Test
    void aCursorThatIsOpenAtTheCommitEndsWithIt() {
        shop.client
                .sql("INSERT INTO authors (name) SELECT i::text FROM generate_series(1, 5000) i")
                .then()
                .block();
        List<Author> firstOnes = shop.services
                .required(shop.relata.from(Author.class).iterate().take(3).collectList())
                .block();
        assertThat(firstOnes).hasSize(3);
        assertThat(shop.services
                        .required(shop.relata
                                .from(Author.class)
                                .iterate()
                                .next()
                                .repeat(5)
                                .then(Shop.count(shop.client, "pg_cursors")))
                        .block())
                .isLessThanOrEqualTo(1);
        done(shop.services.nested(shop.services
                .nested(shop.relata.from(Author.class).iterate().take(3).then(Shop.broken()))
                .onErrorResume(error -> Mono.empty())
                .then(shop.author("Ada"))));
        assertThat(shop.rows("authors")).isEqualTo(5001);
    }

    @Test
    void aScopeAroundTheMethodKeepsItsLookupsApartFromThoseInside() {
        Author author = shop.author("Ada").block();
        Mono<Long> books = shop.relata.on(author, Author.BOOKS).count();
        Mono<List<Long>> counts = books.flatMap(before -> shop.services
                        .required(shop.client
                                .sql("INSERT INTO books (author_id, title) VALUES (" + author.id() + ", 'one')")
                                .then()
                                .then(books)
                                .flatMap(inside -> shop.client
                                        .sql("INSERT INTO books (author_id, title) VALUES (" + author.id() + ", 'two')")
                                        .then()
                                        .then(books)
                                        .map(later -> List.of(before, inside, later))))
                        .flatMap(all -> books.map(after -> List.of(all.get(0), all.get(1), all.get(2), after))))
                .as(shop.relata::batched);
        assertThat(counts.block()).containsExactly(0L, 1L, 2L, 2L);
    }

    @Test
    void aScopeAroundAMethodForgetsWhatTheMethodHasChanged() {
        Author author = shop.author("Ada").block();
        Mono<Long> books = shop.relata.on(author, Author.BOOKS).count();
        Mono<Void> write = shop.client
                .sql("INSERT INTO books (author_id, title) VALUES (" + author.id() + ", 'one')")
                .then();
        Mono<Long> after = books.then(shop.services.required(
                        shop.relata.from(Author.class).count().then(write)))
                .then(books)
                .as(shop.relata::batched);
        assertThat(after.block()).isEqualTo(1);
    }

    @Test
    void aScopeInsideTheMethodSendsOneStatementForAllLookups() {
        for (String name : List.of("Ada", "Bob", "Cyd")) {
            done(shop.services.springFirst(name, Mono.empty()));
        }
        shop.statements.clear();
        Flux<Book> books = shop.relata
                .from(Author.class)
                .iterate()
                .flatMap(author -> shop.relata.on(author, Author.BOOKS).all())
                .as(shop.relata::batched);
        assertThat(shop.services.required(books.count()).block()).isEqualTo(3);
        assertThat(shop.statements.counted()).isEqualTo(2);
    }

    @Test
    void aStatementCostsASavepointAndNothingElse() {
        done(shop.services.springFirst("Ada", Mono.empty()));
        assertThat(shop.statements.counted()).isEqualTo(1);
        assertThat(shop.statements.controls())
                .containsExactlyInAnyOrder("SAVEPOINT relata_s", "RELEASE SAVEPOINT relata_s");
    }

    @Test
    void transactionalBeginsATransactionOfSpring() {
        Mono<Void> both = shop.relata
                .insert(new Author(null, "Ada"))
                .flatMap(author -> shop.client
                        .sql("INSERT INTO books (author_id, title) VALUES (" + author.id() + ", 'one')")
                        .then());
        fails(both.then(Shop.broken()).as(shop.relata::transactional));
        holds(0, 0);
        both.as(shop.relata::transactional).block();
        shop.relata.transactional(both.flux()).then().block();
        holds(2, 2);
    }

    @Test
    void transactionalHandsItsOptionsToSpring() {
        Mono<String> isolation = shop.client
                .sql(
                        "SELECT current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')")
                .map(row -> row.get(0, String.class))
                .one();
        TransactionOptions snapshot =
                TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly();
        assertThat(shop.relata.transactional(isolation, snapshot).block()).isEqualTo("repeatable read on");
        assertThat(shop.relata
                        .transactional(
                                shop.relata.transactional(isolation),
                                TransactionOptions.isolation(Isolation.SERIALIZABLE))
                        .block())
                .isEqualTo("serializable off");
        shop.services
                .required(shop.relata.transactional(isolation, TransactionOptions.isolation(Isolation.SERIALIZABLE)))
                .as(StepVerifier::create)
                .verifyError(TransactionException.class);
    }

    @Test
    void aFluxThatIsCancelledBehindTransactionalIsRolledBack() {
        Flux<Author> authors = Flux.just("Ada", "Bob", "Cyd")
                .concatMap(name -> shop.author(name))
                .as(shop.relata::transactional);
        authors.take(2).then().block();
        holds(0, 0);
    }

    @Test
    void errorsOfTheBeginningAreThoseOfTheStore() {
        Mono<Long> second = shop.relata.from(Author.class).count().as(shop.relata::transactional);
        Mono<Long> held = Mono.usingWhen(shop.pool.create(), connection -> second, connection -> connection.close());
        held.as(StepVerifier::create).verifyError(StoreUnavailableException.class);
    }
}

package dev.relata.spring.transaction;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import dev.relata.spring.Database;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.TransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Several transactions of Spring at once, over a small pool. */
@Timeout(25)
class PropagationTest {

    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = new Shop(Database.url("propagation"), 4, "spring.r2dbc.pool.max-acquire-time=30s");
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

    private static Mono<Author> relataAuthor(String name) {
        return shop.relata.insert(new Author(null, name));
    }

    private static List<String> names() {
        shop.awaitIdle();
        return shop.relata
                .from(Author.class)
                .all()
                .map(Author::name)
                .sort()
                .collectList()
                .block();
    }

    @Test
    void aNewTransactionInsideStaysWhenTheOuterOneIsRolledBack() {
        shop.services
                .required(relataAuthor("outer")
                        .then(shop.services.requiresNew(relataAuthor("inner").then(shop.author("inner of Spring"))))
                        .then(relataAuthor("outer again"))
                        .then(Shop.broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(Shop.PAST);
        assertThat(names()).containsExactly("inner", "inner of Spring");
    }

    @Test
    void aNewTransactionThatIsRolledBackLeavesTheOuterOneAsItWas() {
        Mono<Author> undone = shop.services.requiresNew(relataAuthor("inner").then(Shop.broken()));
        done(shop.services.required(relataAuthor("outer")
                .then(undone.onErrorResume(error -> Mono.empty()))
                .then(relataAuthor("outer again"))));
        assertThat(names()).containsExactly("outer", "outer again");
    }

    @Test
    void aNewTransactionSeesNothingOfTheOuterOneAndOfItsScope() {
        Mono<Long> authors = shop.relata.from(Author.class).count();
        Mono<List<Long>> counts = shop.services
                .required(relataAuthor("outer")
                        .then(authors)
                        .zipWhen(inside -> shop.services.requiresNew(authors))
                        .zipWhen(both -> authors, (both, after) -> List.of(both.getT1(), both.getT2(), after)))
                .as(shop.relata::batched);
        assertThat(counts.block()).containsExactly(1L, 0L, 1L);
    }

    @Test
    void aNewTransactionOfSpringInsideOneOfRelataIsTheInnermost() {
        shop.relata
                .transactional(relataAuthor("outer")
                        .then(shop.services.requiresNew(relataAuthor("inner")))
                        .then(shop.relata.transactional(
                                shop.services.requiresNew(shop.relata.transactional(relataAuthor("innermost")))))
                        .then(Shop.broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(Shop.PAST);
        assertThat(names()).containsExactly("inner", "innermost");
    }

    @Test
    void whatSuspendsTheTransactionWritesOutsideIt() {
        shop.services
                .required(relataAuthor("inside")
                        .then(shop.services.notSupported(relataAuthor("outside")))
                        .then(shop.relata.transactional(shop.services.notSupported(relataAuthor("outside too"))))
                        .then(Shop.broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(Shop.PAST);
        assertThat(names()).containsExactly("outside", "outside too");
    }

    @Test
    void whereSpringHasNoTransactionRelataIsOutsideOneToo() {
        Mono<Author> work = relataAuthor("kept").then(Shop.broken());
        work.as(shop.operator(TransactionDefinition.PROPAGATION_SUPPORTS)::transactional)
                .as(StepVerifier::create)
                .verifyErrorMessage(Shop.PAST);
        assertThat(names()).containsExactly("kept");
    }

    @Test
    void aRetriedTransactionIsANewOneOfSpringEachTime() {
        done(relataAuthor("Ada"));
        AtomicInteger tries = new AtomicInteger();
        Mono<Long> rename =
                shop.client.sql("UPDATE authors SET name = name || '.'").fetch().rowsUpdated();
        Mono<Long> work = Mono.defer(() -> {
            boolean first = tries.incrementAndGet() == 1;
            Mono<Long> meanwhile = first ? shop.services.requiresNew(rename) : Mono.just(0L);
            return shop.client.sql("SELECT 1").then().then(meanwhile).then(rename);
        });
        TransactionOptions options =
                TransactionOptions.isolation(Isolation.REPEATABLE_READ).retry(2);
        List<Throwable> signalled = new CopyOnWriteArrayList<>();
        assertThat(shop.relata
                        .transactional(work.doOnError(signalled::add), options)
                        .block(Duration.ofSeconds(10)))
                .isEqualTo(1);
        assertThat(tries).hasValue(2);
        assertThat(signalled).singleElement().isInstanceOf(PessimisticLockingFailureException.class);
        assertThat(names()).containsExactly("Ada..");
    }

    @Test
    void aConflictAtTheCommitIsRetriedAndSignalledAsTheStoreDoes() {
        done(relataAuthor("Ada"));
        AtomicInteger tries = new AtomicInteger();
        Mono<Author> writeSkew = shop.relata
                .from(Author.class)
                .count()
                .flatMap(count -> tries.incrementAndGet() == 1
                        ? shop.services.requiresNew(Mono.empty()).then(skewed()).then(relataAuthor("n" + count))
                        : relataAuthor("n" + count));
        TransactionOptions serializable = TransactionOptions.isolation(Isolation.SERIALIZABLE);
        shop.relata
                .transactional(writeSkew, serializable)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreException.class)
                        .extracting(conflict -> ((StoreException) conflict).reason())
                        .isEqualTo(Reason.SERIALIZATION));
        tries.set(0);
        done(shop.relata.transactional(writeSkew, serializable.retry(1)));
        assertThat(tries).hasValue(2);
    }

    /** Another serializable transaction that reads what the first writes, writes what it reads, and commits first. */
    private static Mono<Author> skewed() {
        return shop.services.requiresNewSerializable(
                shop.relata.from(Author.class).count().flatMap(count -> relataAuthor("m" + count)));
    }

    @Test
    void manyMethodsAtOnceOverASmallPoolNeitherMixNorLeak() {
        List<Long> counts = Flux.range(0, 256)
                .flatMap(
                        number -> shop.services
                                .required(both(number))
                                .onErrorResume(IllegalArgumentException.class, error -> Mono.just(0L)),
                        256)
                .collectList()
                .block();
        assertThat(counts).hasSize(256).filteredOn(count -> count == 3).hasSize(171);
        assertThat(shop.rows("authors")).isEqualTo(171);
        assertThat(shop.rows("books")).isEqualTo(3 * 171);
    }

    /** One author with three books, read back through both; every third is thrown away. */
    private static Mono<Long> both(int number) {
        return shop.author("author " + number)
                .flatMap(author -> Flux.range(0, 3)
                        .flatMap(book -> shop.book(author, "book " + book))
                        .then(shop.relata
                                .on(author, Author.BOOKS)
                                .all()
                                .map(Book::authorId)
                                .distinct()
                                .single())
                        .filter(author.id()::equals)
                        .then(shop.client
                                .sql("SELECT count(*) FROM books WHERE author_id = " + author.id())
                                .map(row -> row.get(0, Long.class))
                                .one()))
                .flatMap(count -> number % 3 == 1 ? Shop.<Long>broken() : Mono.just(count));
    }

    @Test
    void manyMethodsThatReadThroughBothDoNotLockEachOtherOut() {
        Author author = relataAuthor("Ada").block();
        Mono<Long> reads = shop.client
                .sql("SELECT 1")
                .then()
                .then(shop.relata.on(author, Author.BOOKS).count())
                .as(shop.relata::batched);
        List<Long> counts = Flux.range(0, 50)
                .flatMap(any -> shop.services.required(reads), 50)
                .collectList()
                .block();
        assertThat(counts).hasSize(50);
    }

    @Test
    void manyTransactionsThatAreCancelledAtAnyMomentLeaveNoPartAndNoConnection() {
        done(Flux.range(0, 200)
                .flatMap(
                        number -> shop.relata
                                .transactional(both(number))
                                .timeout(Duration.ofMillis(number % 40), Mono.empty())
                                .onErrorResume(IllegalArgumentException.class, error -> Mono.empty()),
                        32));
        shop.awaitIdle();
        // In one snapshot: a connection may be free before the COMMIT of a cancelled transaction has been answered.
        Long parts = shop.client
                .sql("SELECT 3 * (SELECT count(*) FROM authors) - (SELECT count(*) FROM books)")
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
        assertThat(parts).isZero();
    }

    @Test
    void aScopeForgetsThoughOnlySpringWritesInTheMethod() {
        Author author = shop.author("Ada").block();
        Mono<Long> books = shop.relata.on(author, Author.BOOKS).count();
        Mono<Void> write = shop.client
                .sql("INSERT INTO books (author_id, title) VALUES (" + author.id() + ", 'one')")
                .then();

        Mono<Long> counted =
                books.then(shop.services.required(write)).then(books).as(shop.relata::batched);

        assertThat(counted.block()).isEqualTo(1);
    }
}

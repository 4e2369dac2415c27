package dev.relata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.spi.TransactionOptions;
import dev.relata.spring.Database;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Transactions of Spring in which Relata takes part, over a pool of one connection: whoever takes a second one fails. */
class SpringTransactionTest {

    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = new Shop(Database.url("one_transaction"), 1);
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
        shop.services.springFirst("Ada", Mono.empty()).block();
        shop.services.relataFirst("Bob", Mono.empty()).block();
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
        shop.services
                .springFirst("Ada", undone.onErrorResume(error -> Mono.empty()))
                .block();
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
}

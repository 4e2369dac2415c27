package dev.relata.examples.bookshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spring.test.RelataTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import reactor.test.StepVerifier;

/** Each test is rolled back, so that none finds the purchase of another. */
@RelataTest
@Import(PurchaseService.class)
class PurchaseServiceTest {

    @Autowired
    private Relata relata;

    @Autowired
    private PurchaseService service;

    @Autowired
    private PurchaseRepository purchases;

    private Book book;

    @BeforeEach
    void oneBookWithTwoCopies() {
        Author author = relata.insert(new Author(null, "Ursula K. Le Guin")).block();
        book = relata.on(author, Author.BOOKS)
                .create(new Book(null, 0, "The Dispossessed", 1974, new BigDecimal("9.90"), 2, 0))
                .block();
    }

    @Test
    void aPurchaseTakesTheCopiesFromTheStock() {
        service.buy(book.id(), "Ann", 2)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(relata.find(Book.class, book.id()).block().stock()).isZero();
        assertThat(purchases.count().block()).isOne();
    }

    @Test
    void whoAsksForTooManyCopiesLeavesNothing() {
        service.buy(book.id(), "Ann", 3).as(StepVerifier::create).verifyError(OutOfStockException.class);

        assertThat(relata.find(Book.class, book.id()).block().stock()).isEqualTo(2);
        assertThat(purchases.count().block()).isZero();
    }
}

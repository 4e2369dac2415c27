package dev.relata.spring.test.library;

import dev.relata.spring.test.ExpectStatements;
import dev.relata.spring.test.RelataTest;
import dev.relata.spring.test.StatementCount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import reactor.test.StepVerifier;

/** A sample of {@code docs/spring.md}; a test of the PostgreSQL adapter compares the page with it. */
// sample: slice
@RelataTest
@Import(Catalog.class)
class CatalogTest {

    @Autowired
    Catalog catalog;

    @Autowired
    AuthorRepository authors;

    @Autowired
    StatementCount statements;

    @BeforeEach
    void setUp() { // inside the transaction of the test
        authors.save(new Author(null, "Ursula"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    @ExpectStatements(2) // fails with another number, and lists what was sent
    void findsAuthorsWithBooks() {
        catalog.authorsWithBooks().as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }
}
// end

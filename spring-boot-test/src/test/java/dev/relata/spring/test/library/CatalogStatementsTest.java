package dev.relata.spring.test.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spring.test.RelataTest;
import dev.relata.spring.test.SentStatements;
import dev.relata.spring.test.StatementCount;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import reactor.test.StepVerifier;

/** A sample of {@code docs/spring.md}; a test of the PostgreSQL adapter compares the page with it. */
@RelataTest
@Import(Catalog.class)
class CatalogStatementsTest {

    @Autowired
    Catalog catalog;

    @Autowired
    AuthorRepository authors;

    @Autowired
    StatementCount statements;

    @Test
    void countsAPart() {
        Author author =
                Objects.requireNonNull(authors.save(new Author(null, "Ursula")).block());
        // sample: statement-count
        statements
                .of(catalog.authorsWithBooks())
                .as(StepVerifier::create)
                .assertNext(sent -> assertThat(sent).hasCount(2).hasOneFor("Author.BOOKS"))
                .verifyComplete();

        SentStatements before = statements.sent();
        catalog.rename(author, "Ursula K.")
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(statements.sent().since(before)).hasAtMost(1);
        // end
    }
}

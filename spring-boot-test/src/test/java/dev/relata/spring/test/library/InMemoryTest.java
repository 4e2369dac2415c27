package dev.relata.spring.test.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spring.test.ExpectStatements;
import dev.relata.spring.test.RelataTest;
import dev.relata.spring.test.TestStore;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.test.StepVerifier;

@RelataTest(store = TestStore.IN_MEMORY)
class InMemoryTest {

    @Autowired
    Relata relata;

    @BeforeEach
    void startsEmpty() {
        assertThat(relata.from(Author.class).count().block()).isZero();
    }

    @RepeatedTest(2)
    @ExpectStatements(3)
    void eachTestHasItsOwnRows() {
        Author author = relata.insert(new Author(null, "Ursula")).block();
        relata.on(author, Author.BOOKS)
                .createMany(List.of(new Book(null, 0, "one"), new Book(null, 0, "two")))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();

        assertThat(relata.on(author, Author.BOOKS).count().block()).isEqualTo(2);
    }

    @Test
    void thereAreNoConnections(@Autowired ObjectProvider<ConnectionFactory> connections) {
        assertThat(connections.getIfAvailable()).isNull();
    }
}

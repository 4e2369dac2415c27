package dev.relata.spring.test.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spring.test.AutoConfigureRelata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import reactor.test.StepVerifier;

@SpringBootTest
@AutoConfigureRelata
class WholeApplicationTest {

    @Autowired
    Library library;

    @Autowired
    Relata relata;

    @BeforeEach
    void startsEmpty() {
        assertThat(relata.from(Author.class).count().block()).isZero();
    }

    @RepeatedTest(2)
    void eachTestIsRolledBack() {
        library.add("Ursula").then().as(StepVerifier::create).verifyComplete();
    }
}

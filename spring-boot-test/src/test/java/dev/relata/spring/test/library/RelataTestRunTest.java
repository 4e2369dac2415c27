package dev.relata.spring.test.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.relata.Relata;
import dev.relata.spring.test.ExpectStatements;
import dev.relata.spring.test.RelataTest;
import dev.relata.spring.test.SentStatements;
import dev.relata.spring.test.StatementCount;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.Commit;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What becomes of tests of users: each class of theirs is run and looked at. */
class RelataTestRunTest {

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }

    @RelataTest
    @Import(Library.class)
    abstract static class UserTest {

        static R2dbcConnectionDetails address;

        @Autowired
        Relata relata;

        @Autowired
        AuthorRepository authors;

        @Autowired
        DatabaseClient client;

        @Autowired
        Library library;

        @Autowired
        StatementCount statements;

        @BeforeEach
        void remember(@Autowired R2dbcConnectionDetails database) {
            address = database;
        }

        /** Authors with two books each. */
        void authors(int count) {
            List<Author> stored = relata.bulk()
                    .insert(Flux.range(0, count)
                            .map(i -> new Author(null, "author " + i))
                            .toIterable())
                    .collectList()
                    .block();
            for (Author author : Objects.requireNonNull(stored)) {
                long id = Objects.requireNonNull(author.id());
                relata.bulk()
                        .insert(List.of(new Book(null, id, "one"), new Book(null, id, "two")))
                        .then()
                        .as(StepVerifier::create)
                        .verifyComplete();
            }
        }

        Flux<Book> booksOfAll() {
            return relata.from(Author.class)
                    .iterate()
                    .flatMap(author -> relata.on(author, Author.BOOKS).all());
        }
    }

    static class Counts extends UserTest {

        @BeforeEach
        void setUp() {
            authors(5);
        }

        @Test
        @ExpectStatements(2)
        void batched() {
            booksOfAll()
                    .as(relata::batched)
                    .as(StepVerifier::create)
                    .expectNextCount(10)
                    .verifyComplete();
        }

        @Test
        @ExpectStatements(2)
        void oneByOne() {
            booksOfAll().as(StepVerifier::create).expectNextCount(10).verifyComplete();
        }

        @Test
        @ExpectStatements(1)
        void repositoryInALoop() {
            Flux.range(0, 4)
                    .concatMap(i -> authors.count())
                    .as(StepVerifier::create)
                    .expectNextCount(4)
                    .verifyComplete();
        }

        @Test
        @ExpectStatements(3)
        void everythingTogether() {
            library.add("Ursula")
                    .flatMap(author -> relata.insert(new Book(null, author.id(), "three")))
                    .then(relata.from(Author.class).iterate().count())
                    .as(StepVerifier::create)
                    .expectNext(6L)
                    .verifyComplete();
        }

        @Test
        void partsOfATest() {
            SentStatements before = statements.sent();
            assertThat(authors.count().block()).isEqualTo(5);
            assertThat(statements.sent().since(before)).hasCount(1);

            statements
                    .of(booksOfAll().as(relata::batched))
                    .as(StepVerifier::create)
                    .assertNext(sent -> assertThat(sent)
                            .hasCount(2)
                            .hasOneFor("Author.BOOKS")
                            .hasAtMost(2))
                    .verifyComplete();
        }
    }

    @Test
    void otherNumbersOfStatementsFailAndNameTheCause() {
        Events events = run(Counts.class);

        events.assertStatistics(all -> all.succeeded(3).failed(2));
        events.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("oneByOne"),
                                finishedWithFailure(
                                        message(text -> text.contains("expected 2 statements, but 6 were sent")
                                                && text.contains("[Author.BOOKS")
                                                && text.contains("an N+1")
                                                && text.contains("relata.batched")))))
                .haveExactly(
                        1,
                        event(
                                test("repositoryInALoop"),
                                finishedWithFailure(
                                        message(text -> text.contains("expected 1 statement, but 4 were sent")
                                                && text.contains("not sent by Relata")))));
    }

    static class Commits extends UserTest {

        @Test
        @Commit
        void stays() {
            library.add("Ursula").then().as(StepVerifier::create).verifyComplete();
        }
    }

    @Test
    void commitLetsTheRowsStay() {
        run(Commits.class).assertStatistics(all -> all.succeeded(1));

        SecondConnection second = new SecondConnection(UserTest.address);
        assertThat(second.authors()).isEqualTo(1);
        second.delete();
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Fails extends UserTest {

        @Test
        @Order(1)
        void leavesATransactionOpen() {
            Sinks.Empty<Void> open = Sinks.empty();
            var unused = library.addAround(
                            Mono.never().doOnSubscribe(inside -> open.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST)))
                    .subscribe();
            open.asMono()
                    .then(Mono.error(new IllegalStateException("the test fails")))
                    .as(StepVerifier::create)
                    .verifyComplete();
        }

        @Test
        @Order(2)
        void isClean() {
            assertThat(authors.count().block()).isZero();
        }
    }

    @Test
    void aTestThatFailsInsideATransactionLeavesTheNextClean() {
        run(Fails.class).assertStatistics(all -> all.succeeded(1).failed(1));

        assertThat(new SecondConnection(UserTest.address).authors()).isZero();
    }

    static class EndsItself extends UserTest {

        @Test
        void commitsInAScript() {
            client.sql("INSERT INTO authors (name) VALUES ('stays'); COMMIT")
                    .then()
                    .onErrorComplete()
                    .as(StepVerifier::create)
                    .verifyComplete();
        }
    }

    @Test
    void aScriptThatEndsTheTransactionOfTheTestFailsIt() {
        run(EndsItself.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.contains("ended the transaction of the test")))));

        SecondConnection second = new SecondConnection(UserTest.address);
        assertThat(second.authors()).isEqualTo(1);
        second.delete();
    }

    static class WithoutTransaction extends UserTest {

        @Test
        @Transactional(propagation = Propagation.NOT_SUPPORTED)
        void hasConnectionsOfItsOwn() {
            library.addAround(library.addApart("inner"))
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
        }
    }

    @Test
    void notSupportedRunsWithoutTheTransactionOfTheTest() {
        run(WithoutTransaction.class).assertStatistics(all -> all.succeeded(1));

        SecondConnection second = new SecondConnection(UserTest.address);
        assertThat(second.authors()).isEqualTo(2);
        second.delete();
    }
}

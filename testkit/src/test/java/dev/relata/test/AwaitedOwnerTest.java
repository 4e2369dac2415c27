package dev.relata.test;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Relationships of an owner that a publisher brings, as the finder of a repository does. */
class AwaitedOwnerTest {

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(ConformanceModel.typesWithArrays())
            .build();

    private final Author author = new Author(1L, "ann", "a@example.com");
    private final AtomicInteger asked = new AtomicInteger();
    private final Mono<Author> found = Mono.fromSupplier(() -> author).doFirst(asked::incrementAndGet);
    private final Mono<Author> none = Mono.empty();

    private static Book book(long id, int pages) {
        return new Book(id, 1L, null, "t" + id, pages, null, Instant.EPOCH);
    }

    @BeforeEach
    void rows() {
        List<Object> stored = Flux.<Object>concat(
                        relata.insert(author), relata.insert(book(1, 100)), relata.insert(book(2, 200)))
                .collectList()
                .block(Duration.ofSeconds(5));
        assertThat(stored).hasSize(3);
    }

    @Test
    void theOwnerIsAwaitedAtEachSubscription() {
        Mono<Author> written =
                relata.on(relata.find(Book.class, 1L), Book.AUTHOR).get();
        StepVerifier.create(written).expectNext(author).verifyComplete();
        Selection<Book> books = relata.on(found, Author.BOOKS);
        assertThat(asked).hasValue(0);
        StepVerifier.create(books.count().repeat(1)).expectNext(2L, 2L).verifyComplete();
        assertThat(asked).hasValue(2);
    }

    @Test
    void stepsAreThoseOfTheSelection() {
        Selection<Book> books = relata.on(found, Author.BOOKS).orderBy(desc(Book::pages));
        StepVerifier.create(books.where(Book::pages, gt(50)).limit(1).all())
                .expectNext(book(2, 200))
                .verifyComplete();
        StepVerifier.create(books.where(Book::title).eq("t1").one())
                .expectNext(book(1, 100))
                .verifyComplete();
        StepVerifier.create(books.iterate().map(Book::id)).expectNext(2L, 1L).verifyComplete();
        StepVerifier.create(books.into(Title.class).first().map(Title::title))
                .expectNext("t2")
                .verifyComplete();
        StepVerifier.create(books.group(Book::title).count()).expectNextCount(2).verifyComplete();
        StepVerifier.create(books.update(set(Book::pages, 7))).expectNext(2L).verifyComplete();
    }

    record Title(String title) {}

    @Test
    void writesOfAToOneWaitToo() {
        StepVerifier.create(relata.on(found, Author.PROFILE)
                        .create(new Profile(null, 1L, "bio"))
                        .then(relata.on(found, Author.PROFILE).get())
                        .map(Profile::bio))
                .expectNext("bio")
                .verifyComplete();
        StepVerifier.create(relata.on(relata.find(Book.class, 1L), Book.AUTHOR)
                        .set(author)
                        .map(Book::authorId))
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void withoutAnOwnerNothingIsAnswered() {
        StepVerifier.create(relata.on(none, Author.BOOKS).count()).verifyComplete();
        StepVerifier.create(relata.on(none, Author.BOOKS).all()).verifyComplete();
        StepVerifier.create(relata.on(none, Author.PROFILE).get()).verifyComplete();
    }

    @Test
    void noMonoAtAllIsRefused() {
        Mono<Author> missing = null;
        assertThatThrownBy(() -> relata.on(missing, Author.BOOKS)).isInstanceOf(RefusedException.class);
    }
}

package dev.relata.r2dbc.docs;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The example of the README. */
class ReadmeTest {

    // sample: readme-model
    record Author(@Id @Nullable Long id, String name) {
        static final OneToMany<Author, Book> BOOKS =
                oneToMany(Author.class, Book::authorId).orderBy(desc(Book::pages));
    }

    record Book(@Id @Nullable Long id, long authorId, String title, int pages) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).onDelete(CASCADE);
    }
    // end

    @Test
    void theExampleDoesWhatItSays() {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(
                    "create table authors (id bigint generated always as identity primary key, name text not null)",
                    "create table books (id bigint generated always as identity primary key, author_id bigint not null"
                            + " references authors on delete cascade, title text not null, pages integer not null)");
            ConnectionPool pool = database.pool(2);
            run(pool);
            pool.disposeLater().as(StepVerifier::create).verifyComplete();
        }
    }

    private static void run(ConnectionPool connectionFactory) {
        List<Book> drafts = List.of(
                new Book(null, 0, "Tehanu", 281),
                new Book(null, 0, "The Dispossessed", 387),
                new Book(null, 0, "Always Coming Home", 523));
        // sample: readme-use
        Relata relata = Relata.builder()
                .store(R2dbcStore.of(connectionFactory))
                .model(Author.class, Book.class) // validated here, all errors at once
                .build();

        Mono<Author> author =
                relata.insert(new Author(null, "Ursula K. Le Guin")).cache(); // with its generated id
        Flux<Book> written =
                author.flatMapMany(it -> relata.on(it, Author.BOOKS).createMany(drafts));
        Flux<Book> longest = author.flatMapMany(it -> relata.on(it, Author.BOOKS)
                .where(Book::pages, gt(300))
                .limit(10)
                .all());
        Flux<Book> every = relata.from(Book.class).iterate(); // any number of rows: a cursor, with backpressure
        Flux<Book> hers = relata.from(Book.class)
                .where(Book.AUTHOR, it -> it.where(Author::name).eq("Ursula K. Le Guin"))
                .all();
        Flux<String> lines = every.flatMap(
                        book -> relata.on(book, Book.AUTHOR).get().map(it -> it.name() + ": " + book.title()))
                .as(relata::batched); // the authors of 256 books at a time, in one statement
        Mono<Boolean> gone = author.flatMap(relata::delete).as(relata::transactional); // all or nothing
        // end

        assertThat(drafts).hasSize(3);
        written.map(Book::title)
                .as(StepVerifier::create)
                .expectNext("Tehanu", "The Dispossessed", "Always Coming Home")
                .verifyComplete();
        longest.map(Book::title)
                .as(StepVerifier::create)
                .expectNext("Always Coming Home", "The Dispossessed")
                .verifyComplete();
        hers.count().as(StepVerifier::create).expectNext(3L).verifyComplete();
        lines.sort()
                .as(StepVerifier::create)
                .expectNext(
                        "Ursula K. Le Guin: Always Coming Home",
                        "Ursula K. Le Guin: Tehanu",
                        "Ursula K. Le Guin: The Dispossessed")
                .verifyComplete();
        gone.as(StepVerifier::create).expectNext(true).verifyComplete();
        every.as(StepVerifier::create).verifyComplete();
    }
}

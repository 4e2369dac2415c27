package dev.relata.spring.docs;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import dev.relata.spring.Database;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The application of the pages with an author of seven books, which both pages share. */
@SpringBootTest(
        classes = LibraryApplication.class,
        properties = {
            "spring.main.web-application-type=reactive",
            "spring.r2dbc.pool.max-acquire-time=5s",
            "spring.flyway.enabled=false",
            "spring.graphql.schema.locations=classpath:docs/controllers/",
            "relata.web.export-encoders=true",
            "relata.web.problem-details=true"
        })
@Import(LibraryTest.Sent.class)
abstract class LibraryTest {

    static final Duration LONGEST = Duration.ofSeconds(20);

    /** Counts the statements of Relata. */
    static final class Sent implements StatementListener {

        final Queue<String> statements = new ConcurrentLinkedQueue<>();

        @Override
        public void onStatement(ExecutedStatement statement) {
            if (statement.kind().counts()) {
                statements.add(statement.text());
            }
        }
    }

    @Autowired
    Relata relata;

    @Autowired
    Authors authors;

    @Autowired
    Books books;

    @Autowired
    DatabaseClient client;

    @Autowired
    Sent sent;

    Author ursula;

    /** One database for all tests of the pages, as they share one context. */
    private static final class Url {

        static final String VALUE = Database.url("pages");
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.r2dbc.url", () -> Url.VALUE);
    }

    @BeforeEach
    void fill() {
        done(relata.schema().createMissing());
        for (String statement : List.of(
                "CREATE MATERIALIZED VIEW IF NOT EXISTS bestsellers AS SELECT title FROM books",
                "TRUNCATE authors, books, tags, books_tags RESTART IDENTITY")) {
            done(client.sql(statement).then());
        }
        ursula = now(authors.save(new Author(null, "Ursula K. Le Guin")));
        done(books.saveAll(IntStream.rangeClosed(1, 7)
                .mapToObj(number -> draft("book " + number, 100 * number))
                .toList()));
        sent.statements.clear();
    }

    Book draft(String title, int pages) {
        return new Book(null, ursula.id(), title, pages, null, null);
    }

    static <T> T now(Mono<T> answer) {
        T value = answer.block(LONGEST);
        assertThat(value).as("an answer").isNotNull();
        return value;
    }

    static <T> List<T> now(Flux<T> answers) {
        return now(answers.collectList());
    }
}

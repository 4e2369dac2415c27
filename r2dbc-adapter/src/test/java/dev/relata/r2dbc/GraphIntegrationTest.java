package dev.relata.r2dbc;

import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationships;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.test.conformance.StatementCounter;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** 500 authors, 50,000 books and 150,000 links over one connection; statements are counted at the driver. */
class GraphIntegrationTest {

    record Author(@Id long id, String name) {
        static final OneToMany<Author, Book> BOOKS =
                Relationships.oneToMany(Author.class, Book::authorId).orderBy(asc(Book::id));
    }

    record Book(@Id long id, long authorId, String title, int pages) {
        static final ManyToMany<Book, Tag> TAGS = Relationships.manyToMany(Book.class, Tag.class);
    }

    record Tag(@Id long id, String name) {}

    record AuthorView(String name, List<BookView> books) {}

    record BookView(String title, List<TagView> tags) {}

    record TagView(String name) {}

    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    @BeforeAll
    static void fill() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE authors AS SELECT i::bigint AS id, 'author ' || i AS name FROM generate_series(1, 500) i",
                "CREATE TABLE books AS SELECT i::bigint AS id, (1 + i % 500)::bigint AS author_id,"
                        + " 'book ' || i AS title, (i * 7919 % 1000)::int AS pages FROM generate_series(1, 50000) i",
                "CREATE TABLE tags AS SELECT i::bigint AS id, 'tag ' || i AS name FROM generate_series(0, 99) i",
                "CREATE TABLE books_tags AS SELECT b.id AS book_id, ((b.id * 31 + i * 7) % 100) AS tag_id"
                        + " FROM books b, generate_series(0, 2) i",
                "ALTER TABLE authors ADD PRIMARY KEY (id)",
                "ALTER TABLE books ADD PRIMARY KEY (id)",
                "ALTER TABLE tags ADD PRIMARY KEY (id)",
                "ALTER TABLE books_tags ADD PRIMARY KEY (book_id, tag_id)",
                "CREATE INDEX ON books (author_id)",
                "ANALYZE");
        pool = new ConnectionPool(
                ConnectionPoolConfiguration.builder(SentStatements.watch(database.connectionFactory(), STATEMENTS))
                        .maxSize(1)
                        .maxAcquireTime(Duration.ofSeconds(20))
                        .build());
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Author.class, Book.class, Tag.class)
                .build();
    }

    @AfterAll
    static void drop() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @BeforeEach
    void forget() {
        STATEMENTS.reset();
    }

    @AfterEach
    void nothingIsHeld() {
        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);
        TestDatabase.await(database::transactions, 0);
    }

    private static Selection<Author> authors() {
        return relata.from(Author.class).orderBy(asc(Author::id));
    }

    private static <T> List<T> all(Flux<T> flux) {
        List<T> values = flux.collectList().block(Duration.ofSeconds(60));
        assertThat(values).isNotNull();
        return values;
    }

    @Test
    void threeLevelsAreThreeStatementsWhateverTheNumbers() {
        List<Graph<Author>> graphs =
                all(authors().fetch(Author.BOOKS, b -> b.fetch(Book.TAGS)).graphs());

        assertThat(STATEMENTS.statements()).hasSize(3);
        assertThat(graphs).hasSize(500).allSatisfy(graph -> {
            assertThat(graph.many(Author.BOOKS)).hasSize(100);
            assertThat(graph.graphs(Author.BOOKS))
                    .allSatisfy(book -> assertThat(book.many(Book.TAGS)).hasSize(3));
        });
    }

    @Test
    void aLimitIsPerOwnerAndCostsNoStatement() {
        List<Graph<Author>> graphs = all(authors()
                .fetch(Author.BOOKS, b -> b.orderBy(desc(Book::pages)).limit(5).fetch(Book.TAGS))
                .graphs());

        assertThat(STATEMENTS.statements()).hasSize(3);
        assertThat(graphs)
                .hasSize(500)
                .allSatisfy(graph -> assertThat(graph.many(Author.BOOKS))
                        .hasSize(5)
                        .isSortedAccordingTo((one, other) -> Integer.compare(other.pages(), one.pages()))
                        .allSatisfy(book -> assertThat(book.authorId())
                                .isEqualTo(graph.root().id())));
    }

    @Test
    void viewsAreTheSameGraphWithFewerColumns() {
        List<AuthorView> views = all(authors().into(AuthorView.class).iterate(Iteration.fetchSize(500)));

        assertThat(STATEMENTS.statements()).hasSize(3).noneMatch(text -> text.contains("\"pages\""));
        assertThat(views)
                .hasSize(500)
                .allSatisfy(view -> assertThat(view.books())
                        .hasSize(100)
                        .allSatisfy(book -> assertThat(book.tags()).hasSize(3)));
    }

    @Test
    void aStreamReadsItsChunksOnTheOneConnectionInOneSnapshot() {
        Flux<Graph<Author>> graphs = authors().fetch(Author.BOOKS).iterateGraphs(Iteration.fetchSize(50));

        StepVerifier.create(graphs, 1)
                .expectNextCount(1)
                .then(() -> database.execute("UPDATE books SET title = title || '!' WHERE author_id > 400"))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(
                        graph -> true,
                        graph -> assertThat(graph.many(Author.BOOKS))
                                .hasSize(100)
                                .noneMatch(book -> book.title().endsWith("!")))
                .verifyComplete();
        assertThat(STATEMENTS.statements()).hasSize(11);
    }

    @Test
    void cancelEndsAStreamOfGraphsAndHandsTheConnectionBack() {
        for (int i = 1; i <= 20; i++) {
            assertThat(all(authors()
                            .fetch(Author.BOOKS, b -> b.fetch(Book.TAGS))
                            .iterateGraphs(Iteration.fetchSize(10))
                            .take(7 * i)))
                    .hasSize(7 * i);
        }
    }
}

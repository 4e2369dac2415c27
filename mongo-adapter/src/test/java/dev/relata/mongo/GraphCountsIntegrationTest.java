package dev.relata.mongo;

import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationships;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.test.conformance.StatementCounter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** 500 authors, their books and the books' tags: as many commands as statements in PostgreSQL, counted at the driver. */
class GraphCountsIntegrationTest {

    private static final int AUTHORS = 500;
    private static final int BOOKS_EACH = 10;
    private static final int BOOKS = AUTHORS * BOOKS_EACH;
    private static final int TAGS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(250);

    record Author(@Id long id, String name) {
        static final OneToMany<Author, Book> BOOKS =
                Relationships.oneToMany(Author.class, Book::authorId).orderBy(asc(Book::id));
    }

    record Book(@Id long id, long authorId, String title, int pages) {
        static final ManyToMany<Book, Tag> TAGS = Relationships.manyToMany(Book.class, Tag.class);
    }

    record Tag(@Id long id, String name) {}

    private static final String NAME = TestServer.database();
    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static MongoClient client;
    private static Relata relata;

    @BeforeAll
    static void fill() {
        client = TestServer.client(new CountedCommands(STATEMENTS));
        fill("authors", IntStream.rangeClosed(1, AUTHORS).mapToObj(i -> row(i, "name", new BsonString("author " + i))));
        fill("tags", IntStream.range(0, TAGS).mapToObj(i -> row(i, "name", new BsonString("tag " + i))));
        fill(
                "books",
                IntStream.rangeClosed(1, BOOKS)
                        .mapToObj(i -> row(i, "title", new BsonString("book " + i))
                                .append("author_id", new BsonInt64(1 + i % AUTHORS))
                                .append("pages", new BsonInt32(i * 7919 % 1000))));
        fill(
                "books_tags",
                IntStream.rangeClosed(1, BOOKS)
                        .boxed()
                        .flatMap(i -> IntStream.range(0, 3)
                                .mapToObj(n -> new BsonDocument("book_id", new BsonInt64(i))
                                        .append("tag_id", new BsonInt64((i * 31 + n * 7) % TAGS)))));
        relata = Relata.builder()
                .store(MongoStore.builder().client(client).database(NAME).build())
                .model(Author.class, Book.class, Tag.class)
                .build();
    }

    private static BsonDocument row(int id, String field, BsonValue value) {
        return new BsonDocument("_id", new BsonInt64(id)).append(field, value);
    }

    private static void fill(String collection, Stream<BsonDocument> documents) {
        Mono.from(client.getDatabase(NAME)
                        .getCollection(collection, BsonDocument.class)
                        .insertMany(documents.toList()))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @AfterAll
    static void drop() {
        Mono.from(client.getDatabase(NAME).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    @BeforeEach
    void forget() {
        STATEMENTS.reset();
    }

    private static Selection<Author> authors() {
        return relata.from(Author.class).orderBy(asc(Author::id));
    }

    private static <T> List<T> all(Flux<T> flux) {
        List<T> values = flux.collectList().block(PATIENCE);
        assertThat(values).isNotNull();
        return values;
    }

    @Test
    void threeLevelsAreThreeCommandsWhateverTheNumbers() {
        List<Graph<Author>> graphs =
                all(authors().fetch(Author.BOOKS, b -> b.fetch(Book.TAGS)).graphs());

        assertThat(STATEMENTS.statements()).hasSize(3);
        assertThat(graphs).hasSize(AUTHORS).allSatisfy(graph -> {
            assertThat(graph.many(Author.BOOKS)).hasSize(BOOKS_EACH);
            assertThat(graph.graphs(Author.BOOKS))
                    .allSatisfy(book -> assertThat(book.many(Book.TAGS)).hasSize(3));
        });
    }

    @Test
    void aLimitIsPerOwnerAndCostsNoCommand() {
        List<Graph<Author>> graphs = all(authors()
                .fetch(Author.BOOKS, b -> b.orderBy(desc(Book::pages)).limit(5).fetch(Book.TAGS))
                .graphs());

        assertThat(STATEMENTS.statements()).hasSize(3);
        assertThat(graphs)
                .hasSize(AUTHORS)
                .allSatisfy(graph -> assertThat(graph.many(Author.BOOKS))
                        .hasSize(5)
                        .isSortedAccordingTo((one, other) -> Integer.compare(other.pages(), one.pages())));
    }

    @Test
    void aStreamReadsItsOwnersInChunks() {
        List<Graph<Author>> graphs = all(authors().fetch(Author.BOOKS).iterateGraphs(Iteration.fetchSize(50)));

        assertThat(graphs).hasSize(AUTHORS);
        assertThat(STATEMENTS.statements()).hasSize(11);
    }
}

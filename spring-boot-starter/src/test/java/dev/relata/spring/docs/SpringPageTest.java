package dev.relata.spring.docs;

import static dev.relata.model.Conditions.ne;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.spi.Store;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import dev.relata.spring.data.DataAutoConfiguration;
import dev.relata.spring.graphql.RelataGraphQlAutoConfiguration;
import dev.relata.test.InMemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The samples of {@code docs/spring.md}. */
class SpringPageTest extends LibraryTest {

    private static final Path PAGE = Path.of("..", "docs", "spring.md");

    @Autowired
    private ApplicationContext context;

    private WebTestClient web() {
        return WebTestClient.bindToApplicationContext(context).build();
    }

    @Test
    void aServiceHasRelationships() {
        assertThat(now(context.getBean(Library.class).booksOf(ursula))).hasSize(7);
    }

    @Test
    void aMethodWritesThroughARepositoryAndRelata() {
        Publisher publisher = context.getBean(Publisher.class);
        Book matter = new Book(null, null, "Matter", 593, null, null);
        Book published = now(publisher.publish(new Draft(new Author(null, "Iain"), matter)));

        assertThat(published.authorId()).isEqualTo(2);
        assertThat(now(client.sql("SELECT count(*) FROM bestsellers")
                        .mapValue(Long.class)
                        .one()))
                .isEqualTo(8);
    }

    @Test
    void aMethodThatFailsLeavesNothingOfEither() {
        Publisher publisher = context.getBean(Publisher.class);
        Book taken = new Book(7L, null, "taken", 1, null, null);

        publisher
                .publish(new Draft(new Author(null, "Iain"), taken))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(DataAccessException.class)
                        .hasCauseInstanceOf(ConstraintViolationException.class));
        assertThat(now(authors.count())).isEqualTo(1);
    }

    @Test
    void rowsOfRepositoriesAreOwners() {
        // sample: repository-rows
        Mono<Author> author = relata.on(books.findById(7L), Book.AUTHOR).get(); // the Mono of a repository is an owner
        Flux<Book> others = relata.on(authors.findById(1L), Author.BOOKS)
                .where(Book::title, ne("Earthsea"))
                .all();
        Flux<String> lines = books.findAll() // 256 books, one statement for their authors
                .transform(
                        relata.batching().with(Book.AUTHOR, (book, written) -> written.name() + ": " + book.title()));
        // end
        assertThat(now(author)).isEqualTo(ursula);
        assertThat(now(others)).hasSize(7);
        sent.statements.clear();
        assertThat(now(lines)).hasSize(7).contains("Ursula K. Le Guin: book 7");
        assertThat(sent.statements).hasSize(1);
    }

    @Test
    void aFragmentOfARepositoryUsesRelata() {
        assertThat(now(authors.latestOf(ursula, 2))).extracting(Book::title).containsExactly("book 7", "book 6");
    }

    @Test
    void resolversOfALevelLookUpTogether() {
        Book first = now(books.findById(1L));
        Tag tag = now(relata.insert(new Tag(null, "fantasy")));
        now(relata.on(first, Book.TAGS).add(tag));
        sent.statements.clear();

        Map<String, Object> data = data(
                context.getBean(ExecutionGraphQlService.class), "{ authors { name books { title tags { name } } } }");

        assertThat(data.toString()).contains("Ursula K. Le Guin", "book 7", "fantasy");
        assertThat(sent.statements).hasSize(3);
    }

    @Test
    void relationshipsAreFieldsByDataFetchers() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataAutoConfiguration.class,
                        RelataAutoConfiguration.class,
                        RelataGraphQlAutoConfiguration.class,
                        GraphQlAutoConfiguration.class))
                .withUserConfiguration(CatalogFields.class)
                .withBean(Store.class, InMemoryStore::create)
                .withBean(RelataModel.class, () -> RelataModel.of(Author.class, Book.class, Tag.class))
                .withPropertyValues("spring.graphql.schema.locations=classpath:docs/fetchers/")
                .run(fields -> {
                    Relata there = fields.getBean(Relata.class);
                    Author author = now(there.insert(new Author(null, "Ursula")));
                    now(there.on(author, Author.BOOKS)
                            .createMany(List.of(draft("short", 100), draft("middle", 200), draft("long", 300))));

                    Map<String, Object> data = data(
                            fields.getBean(ExecutionGraphQlService.class),
                            "{ authors { books(first: 1, orderBy: [PAGES_DESC], minPages: 150)"
                                    + " { title author { name } tags { name } }"
                                    + " shelf(first: 2, orderBy: TITLE) { edges { node { title } } } } }");

                    assertThat(data)
                            .hasToString("{authors=[{books=[{title=long, author={name=Ursula}, tags=[]}],"
                                    + " shelf={edges=[{node={title=long}}, {node={title=middle}}]}}]}");
                });
    }

    private static Map<String, Object> data(ExecutionGraphQlService service, String query) {
        ExecutionGraphQlResponse answer =
                now(service.execute(new DefaultExecutionGraphQlRequest(query, null, null, null, "test", null)));
        assertThat(answer.getErrors()).isEmpty();
        return answer.getData();
    }

    @Test
    void booksAreExported() {
        byte[] body = web().get()
                .uri("/books/export")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/x-ndjson")
                .expectBody()
                .returnResult()
                .getResponseBody();

        assertThat(new String(body, UTF_8).lines()).hasSize(7).allMatch(line -> line.startsWith("{\"id\":"));
    }

    @Test
    void booksAreSortedFilteredAndPaged() {
        web().get()
                .uri("/books?sort=author&sort=title,desc&pages.gte=300&size=2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .values("Link", links -> assertThat(links.toString()).contains("rel=\"next\"", "rel=\"first\""))
                .expectBody()
                .jsonPath("$[*].title")
                .isEqualTo(List.of("book 7", "book 6"));
        web().get().uri("/books?sort=price").exchange().expectStatus().isBadRequest();
    }

    @Test
    void anErrorIsAnsweredAsThePageShows() throws Exception {
        String shown = Pattern.compile("(?s)```json\\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .reduce((one, other) -> {
                    throw new AssertionError("the page has several blocks of JSON");
                })
                .orElseThrow();
        JsonMapper json = new JsonMapper();

        byte[] answer = web().post()
                .uri("/books")
                .header("Content-Type", "application/json")
                .bodyValue("{\"id\": 7, \"authorId\": 1, \"title\": \"taken\", \"pages\": 1}")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .returnResult()
                .getResponseBody();

        ObjectNode expected = (ObjectNode) json.readTree(shown);
        expected.remove("type"); // about:blank, which is what a missing type means
        assertThat(((ObjectNode) json.readTree(answer)).without("type")).isEqualTo(expected);
    }
}

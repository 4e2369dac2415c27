package dev.relata.spring.graphql;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeObserver;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import dev.relata.spring.Database;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.R2dbcStoreBuilderCustomizer;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.graphql.catalog.Author;
import dev.relata.spring.graphql.catalog.Book;
import dev.relata.spring.graphql.catalog.Tag;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.ExecutionGraphQlRequest;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

/** What GraphQL sends to the database, and what it answers. */
class GraphQlBatchTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int AUTHORS = 40;

    private static final Queue<String> SENT = new ConcurrentLinkedQueue<>();
    private static final Queue<ScopeStatistics> SCOPES = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static ConfigurableApplicationContext application;
    private static ExecutionGraphQlService service;

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Author.class)
    @ImportAutoConfiguration({
        R2dbcAutoConfiguration.class,
        R2dbcStoreAutoConfiguration.class,
        RelataAutoConfiguration.class,
        RelataGraphQlAutoConfiguration.class,
        GraphQlAutoConfiguration.class
    })
    @Import(CatalogController.class)
    static class Application {

        @Bean
        R2dbcStoreBuilderCustomizer counting() {
            return store -> store.listener(new StatementListener() {
                @Override
                public void onStatement(ExecutedStatement statement) {
                    if (statement.kind().counts()) {
                        SENT.add(statement.text());
                    }
                }
            });
        }

        @Bean
        RelataListener scopes() {
            return new RelataListener() {
                @Override
                public ScopeObserver onScopeStart(ContextView context) {
                    OPEN.incrementAndGet();
                    return new ScopeObserver() {
                        @Override
                        public void onEnd(ScopeStatistics statistics) {
                            SCOPES.add(statistics);
                            OPEN.decrementAndGet();
                        }
                    };
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.r2dbc.url=" + Database.url("graphql"),
                        "spring.r2dbc.pool.max-size=10",
                        "spring.graphql.schema.locations=classpath:graphql-catalog/",
                        "relata.n-plus-one=fail")
                .run();
        service = application.getBean(ExecutionGraphQlService.class);
        Relata relata = application.getBean(Relata.class);
        relata.schema().create().block(LONGEST);
        fill(relata);
        // Loading classes for longer than a burst may block would part a batch.
        data("{ authors { works { labels { name } } books { tags { name } author { name } } } }");
    }

    /** Author n has n % 4 books, each with a tag of its own; the first has one. */
    private static void fill(Relata relata) {
        for (int i = 1; i <= AUTHORS; i++) {
            Author author = relata.insert(new Author(null, "author " + i)).block(LONGEST);
            for (int j = 1; j <= i % 4; j++) {
                LocalDate published = j == 2 ? null : LocalDate.of(2000 + j, 1, 1);
                Book book = relata.insert(new Book(null, author.id(), "book " + j + " of " + i, 100 * j, published))
                        .block(LONGEST);
                Tag tag = relata.insert(new Tag(null, "tag of " + book.title())).block(LONGEST);
                assertThat(relata.on(book, Book.TAGS).add(tag).block(LONGEST)).isTrue();
            }
        }
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void forget() {
        awaitEnd();
        SENT.clear();
        SCOPES.clear();
    }

    /** A scope ends on the thread that has delivered the answer, perhaps a moment later. */
    private static void awaitEnd() {
        done(Mono.fromSupplier(OPEN::get)
                .filter(open -> open == 0)
                .repeatWhenEmpty(500, again -> again.delayElements(Duration.ofMillis(10)))
                .switchIfEmpty(Mono.error(() -> new AssertionError(OPEN + " scopes are open"))));
    }

    private static Queue<ScopeStatistics> endedScopes() {
        awaitEnd();
        return SCOPES;
    }

    private static Mono<ExecutionGraphQlResponse> executed(String document, Map<String, Object> variables) {
        return Mono.defer(() ->
                service.execute(new DefaultExecutionGraphQlRequest(document, null, variables, null, "test", null)));
    }

    private static ExecutionGraphQlResponse answer(String document) {
        return executed(document, Map.of()).block(LONGEST);
    }

    private static <T> T data(String document) {
        ExecutionGraphQlResponse answer = answer(document);
        assertThat(answer.getErrors()).isEmpty();
        return answer.getData();
    }

    private static List<Map<String, Object>> authorsOf(String document) {
        return GraphQlBatchTest.<Map<String, List<Map<String, Object>>>>data(document)
                .values()
                .iterator()
                .next();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String field) {
        return (List<Map<String, Object>>) object.get(field);
    }

    @Test
    void resolversOfControllersAreOneStatementForEachLevel() {
        List<Map<String, Object>> authors = authorsOf("{ authors { name works { title labels { name } } } }");

        assertThat(SENT).hasSize(3);
        assertThat(authors).hasSize(AUTHORS);
        assertThat(list(authors.get(2), "works"))
                .extracting(book -> list(book, "labels").get(0).get("name"))
                .containsExactly("tag of book 1 of 3", "tag of book 2 of 3", "tag of book 3 of 3");
        assertThat(endedScopes()).hasSize(1);
    }

    @Test
    void dataFetchersAreOneStatementForEachLevel() {
        List<Map<String, Object>> authors = authorsOf("{ authors { books { title author { name } tags { name } } } }");

        assertThat(SENT).hasSize(4);
        assertThat(list(authors.get(2), "books"))
                .hasSize(3)
                .allSatisfy(book -> assertThat(book.get("author")).isEqualTo(Map.of("name", "author 3")));
    }

    @Test
    void rowsThatComeFromElsewhereAreOneStatementForEachLevel() {
        assertThat(authorsOf("{ elsewhere { works { title labels { name } } } }"))
                .hasSize(10);

        assertThat(SENT).hasSize(2);
    }

    @Test
    void theFieldsOfAQueryAreOneStatement() {
        Map<String, Map<String, Object>> found =
                data("{ a: author(id: 1) { name works { title } } b: author(id: 2) { name works { title } }"
                        + " c: author(id: 99) { name } }");

        assertThat(SENT).hasSize(2);
        assertThat(found.get("b").get("name")).isEqualTo("author 2");
        assertThat(found.get("c")).isNull();
    }

    @Test
    void manyRequestsAtOnceTakeThreeStatementsEachAndMixNothing() {
        String document = "query($id: Int!) { author(id: $id) { name works { title labels { name } } } }";

        List<Integer> wrong = Flux.range(0, 200)
                .flatMap(
                        i -> {
                            int id = i % AUTHORS + 1;
                            return executed(document, Map.of("id", id))
                                    .filter(answer -> !answer.getErrors().isEmpty() || !isOf(id, answer.getData()))
                                    .map(answer -> id);
                        },
                        200)
                .collectList()
                .block(LONGEST);

        assertThat(wrong).isEmpty();
        // One in four has no books, and so no tags.
        assertThat(SENT).hasSize(150 * 3 + 50 * 2);
        assertThat(endedScopes()).hasSize(200);
    }

    private static boolean isOf(int id, Map<String, Map<String, Object>> data) {
        Map<String, Object> author = data.get("author");
        List<Map<String, Object>> works = list(author, "works");
        return author.get("name").equals("author " + id)
                && works.size() == id % 4
                && works.stream()
                        .allMatch(book -> String.valueOf(book.get("title")).endsWith(" of " + id)
                                && list(book, "labels").equals(List.of(Map.of("name", "tag of " + book.get("title")))));
    }

    @Test
    void theErrorOfOneResolverLeavesTheOthers() {
        ExecutionGraphQlResponse answer = answer("{ authors { failing } }");

        Map<String, List<Map<String, Object>>> data = answer.getData();
        assertThat(data.get("authors"))
                .extracting(author -> author.get("failing"))
                .contains("has 1", "has 2");
        assertThat(answer.getErrors()).hasSize(AUTHORS / 4);
        assertThat(SENT).hasSize(2);
    }

    @Test
    void whatAMutationHasWrittenIsReadAnew() {
        Map<String, Map<String, Object>> data =
                data("mutation { a: rename(id: 40, name: \"other\") { name books { author { name } } }"
                        + " b: rename(id: 40, name: \"author 40\") { name } }");

        assertThat(data.get("a").get("name")).isEqualTo("other");
        assertThat(data.get("b").get("name")).isEqualTo("author 40");
    }

    @Test
    void eachEventOfASubscriptionHasAScopeOfItsOwn() {
        ExecutionGraphQlResponse answer =
                answer("subscription { published { title author { name works { labels { name } } } } }");
        Publisher<ExecutionResult> events = answer.getExecutionResult().getData();

        StepVerifier.create(Flux.from(events).map(event -> event.getData().toString()))
                .expectNextCount(3)
                .verifyComplete();
        assertThat(SENT).hasSize(9);
        assertThat(endedScopes())
                .hasSize(3)
                .allSatisfy(scope -> assertThat(scope.toString()).contains("Author.BOOKS"));
    }

    @Test
    void anEventWithoutResolversHasAScopeThatEndsToo() {
        assertThat(events("subscription { ticks }")).containsExactly("{ticks=1}", "{ticks=null}", "{ticks=null}");
        assertThat(endedScopes()).hasSize(3);
        assertThat(events("subscription { labels }")).containsExactly("{labels=[a, b]}", "{labels=[]}");
        assertThat(endedScopes()).hasSize(5);
        assertThat(events("subscription { moves { from to } }"))
                .containsExactly("{moves={from=1, to=2}}", "{moves={from=2, to=3}}");
        assertThat(endedScopes()).hasSize(7);
        assertThat(SENT).isEmpty();
    }

    @Test
    void theScopeOfAnEventEndsThoughTheEngineThrows() {
        Publisher<ExecutionResult> events =
                left("subscription { leaving }").getExecutionResult().getData();

        StepVerifier.create(Flux.from(events)).expectNextCount(1).verifyError(AbortExecutionException.class);

        assertThat(endedScopes()).hasSize(2);
    }

    @Test
    void theScopeOfAQueryEndsThoughTheEngineThrows() {
        assertThat(left("{ leaving { name } b: authors { name works { title } } }")
                        .getErrors())
                .isNotEmpty();

        assertThat(endedScopes()).hasSize(1);
    }

    private static List<String> events(String document) {
        Publisher<ExecutionResult> events =
                answer(document).getExecutionResult().getData();
        return Flux.from(events)
                .map(event -> event.getData().toString())
                .collectList()
                .block(LONGEST);
    }

    /** Executes what cancels itself. */
    private static ExecutionGraphQlResponse left(String document) {
        ExecutionGraphQlRequest request =
                new DefaultExecutionGraphQlRequest(document, null, Map.of(), null, "test", null);
        request.configureExecutionInput((given, builder) -> {
            ExecutionInput input = builder.build();
            CatalogController.LEAVE.set(input::cancel);
            return input;
        });
        return service.execute(request).block(LONGEST);
    }

    @Test
    void anIntrospectionSendsNothing() {
        assertThat(GraphQlBatchTest.<Map<String, Object>>data("{ __schema { types { name fields { name } } } }"))
                .isNotEmpty();
        assertThat(SENT).isEmpty();
    }

    @Test
    void aRequestThatIsCancelledCancelsItsResolvers() {
        WebGraphQlHandler handler = WebGraphQlHandler.builder(service)
                .interceptors(application.getBeansOfType(WebGraphQlInterceptor.class).values().stream()
                        .toList())
                .build();
        WebGraphQlRequest request = new WebGraphQlRequest(
                URI.create("/graphql"),
                new HttpHeaders(),
                null,
                null,
                Map.of(),
                new DefaultGraphQlRequest("{ hanging authors { name } }"),
                "test",
                null);

        StepVerifier.create(handler.handleRequest(request))
                .expectSubscription()
                .thenCancel()
                .verify(LONGEST);

        CatalogController.CANCELLED.asMono().block(LONGEST);
        assertThat(authorsOf("{ authors { works { title } } }")).hasSize(AUTHORS);
    }

    @Test
    void argumentsAreSelectionsOfEachOwner() {
        List<Map<String, Object>> authors = authorsOf("""
                { authors { books(first: 2, orderBy: [PAGES_DESC], filter: {minPages: 200}) { title tags { name } } } }""");

        assertThat(SENT).hasSize(3);
        assertThat(list(authors.get(2), "books"))
                .extracting(book -> book.get("title"))
                .containsExactly("book 3 of 3", "book 2 of 3");
        assertThat(list(authors.get(0), "books")).isEmpty();
    }

    @Test
    void filtersTakeTheTypeOfTheirProperty() {
        List<Map<String, Object>> since =
                authorsOf("{ authors { books(filter: {publishedSince: \"2002-06-01\"}) { title } } }");
        List<Map<String, Object>> unpublished =
                authorsOf("{ authors { books(filter: {unpublished: true}) { title } } }");
        List<Map<String, Object>> titles =
                authorsOf("{ authors { books(filter: {title: [\"book 1 of 3\", \"book 2 of 3\"]}) { title } } }");

        assertThat(list(since.get(2), "books")).containsExactly(Map.of("title", "book 3 of 3"));
        assertThat(list(unpublished.get(2), "books")).containsExactly(Map.of("title", "book 2 of 3"));
        assertThat(list(titles.get(2), "books")).hasSize(2);
    }

    @Test
    void argumentsThatCannotBeUsedAreErrorsThatNameTheRemedy() {
        assertThat(error("books(first: 4) { title }"))
                .isEqualTo("Author.BOOKS: the argument first must be from 1 to 3, was 4");
        assertThat(error("books(orderBy: [COLOUR_ASC]) { title }"))
                .isEqualTo("Author.BOOKS: the argument orderBy asks for the order COLOUR;"
                        + " use one of [pages, published, title]");
        assertThat(error("books(filter: {publishedSince: \"soon\"}) { title }"))
                .isEqualTo("Author.BOOKS: the argument publishedSince must be a value of type LocalDate, was soon");
        assertThat(error("books(filter: {publishedSince: \"\"}) { title }"))
                .isEqualTo("Author.BOOKS: the argument publishedSince must be a value of type LocalDate, was ");
        assertThat(error("books(shelf: \"a\") { title }")).contains("does not know: [shelf]");
        assertThat(error("shelf(after: \"x\") { edges { node { title } } }")).contains("is no cursor");
        assertThat(SENT).hasSize(6);
    }

    private static String error(String field) {
        ExecutionGraphQlResponse answer = answer("{ author(id: 3) { " + field + " } }");
        assertThat(answer.getErrors()).hasSize(1);
        assertThat(answer.getErrors().get(0).getErrorType()).hasToString("BAD_REQUEST");
        return answer.getErrors().get(0).getMessage();
    }

    @Test
    void connectionsOfManyOwnersAreOneStatement() {
        List<Map<String, Object>> authors = authorsOf(
                "{ authors { shelf(first: 2) { edges { cursor node { title tags { name } } } pageInfo { hasNextPage } } } }");

        assertThat(SENT).hasSize(3);
        assertThat(authors)
                .extracting(author -> author.get("shelf").toString().contains("hasNextPage=true"))
                .startsWith(false, false, true, false);
    }

    @Test
    void aConnectionIsPagedByItsCursors() {
        for (String order : List.of("", ", orderBy: TITLE_DESC", ", orderBy: PUBLISHED_ASC", ", minPages: 1")) {
            List<Object> paged = new ArrayList<>();
            String after = "";
            for (int page = 0; page < 3; page++) {
                Map<String, Object> shelf = shelf("first: 1" + order + after);
                Map<String, Object> info = object(shelf, "pageInfo");
                paged.add(object(list(shelf, "edges").get(0), "node").get("title"));
                assertThat(info.get("hasNextPage")).isEqualTo(page < 2);
                assertThat(info.get("hasPreviousPage")).isEqualTo(page > 0);
                assertThat(info.get("endCursor"))
                        .isEqualTo(list(shelf, "edges").get(0).get("cursor"));
                after = ", after: \"" + info.get("endCursor") + "\"";
            }
            assertThat(list(shelf("first: 1" + order + after), "edges")).isEmpty();
            assertThat(paged)
                    .isEqualTo(list(shelf("first: 3" + order), "edges").stream()
                            .map(edge -> object(edge, "node").get("title"))
                            .toList())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        Object cursor = object(shelf("first: 1"), "pageInfo").get("endCursor");

        assertThat(error("shelf(orderBy: TITLE_DESC, after: \"" + cursor + "\") { edges { node { title } } }"))
                .contains("is a cursor of another order");
    }

    /** Whoever writes a cursor himself is told so, and has not found an error of the server. */
    @Test
    void aCursorWithoutTheValuesOfARowIsRefused() {
        String cursor = (String) object(shelf("first: 1"), "pageInfo").get("endCursor");
        String content = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);

        for (String value : List.of("null", "\"\"", "\"x\"")) {
            String forged = content.replaceAll("(?<=[\"l],)[^,\\]]+", value);
            String encoded = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
            assertThat(forged).isNotEqualTo(content);
            assertThat(error("shelf(after: \"" + encoded + "\") { edges { node { title } } }"))
                    .contains("is no cursor of this connection");
        }
    }

    private static Map<String, Object> shelf(String arguments) {
        Map<String, Map<String, Object>> data = data("{ author(id: 3) { shelf(" + arguments
                + ") { edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }");
        return object(data.get("author"), "shelf");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> object, String field) {
        return (Map<String, Object>) object.get(field);
    }
}

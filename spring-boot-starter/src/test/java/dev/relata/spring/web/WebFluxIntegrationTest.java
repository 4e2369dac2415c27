package dev.relata.spring.web;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.relata.Relata;
import dev.relata.spring.Database;
import dev.relata.spring.web.ShelfApplication.Seen;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

@SpringBootTest(
        classes = {ShelfApplication.class, ShelfApplication.Volumes.class, WebFluxIntegrationTest.Users.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "relata.web.export-encoders=true",
            "relata.web.page.max-size=50",
            "relata.n-plus-one=off"
        })
class WebFluxIntegrationTest {

    private static final MediaType CSV = new MediaType("text", "csv");
    private static boolean filled;

    @LocalServerPort
    private int port;

    @Autowired
    private Relata relata;

    @Autowired
    private ConnectionFactory connections;

    @Autowired
    private Seen seen;

    private WebTestClient client;
    private WebClient web;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String url = Database.url("web_flux");
        properties.add("spring.r2dbc.url", () -> url);
    }

    @Configuration(proxyBeanMethods = false)
    static class Users {

        @Bean
        WebFilter user() {
            return (exchange, chain) -> chain.filter(exchange)
                    .contextWrite(context -> context.put(
                            "user",
                            String.valueOf(exchange.getRequest().getHeaders().getFirst("user"))));
        }
    }

    @BeforeEach
    void connect() {
        String address = "http://localhost:" + port;
        client = WebTestClient.bindToServer()
                .baseUrl(address)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        web = WebClient.create(address);
        if (!filled) {
            filled = true;
            fill();
        }
        seen.requests.set(0);
        seen.scopes.clear();
    }

    /** Four shelves of five volumes each. */
    private void fill() {
        List<Shelf> shelves = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> new Shelf(null, "shelf " + (5 - number)))
                .toList();
        List<Volume> volumes = IntStream.range(0, 20)
                .mapToObj(number -> new Volume(
                        null,
                        1 + number % 4,
                        "title " + (char) ('t' - number),
                        2000 + number % 3,
                        number % 2 == 0 ? LocalDate.of(2020, 1, 1 + number) : null))
                .toList();
        relata.schema()
                .create()
                .then(relata.bulk().insert(shelves).then())
                .then(relata.bulk().insert(volumes).then())
                .block();
    }

    @Test
    void anAnnotatedHandlerIsBatched() {
        assertThat(get("/plain")).isEqualTo(get("/batched"));
        assertThat(seen.requests.getAndSet(0)).isEqualTo(21 + 2);
        get("/entity");
        assertThat(seen.requests).hasValue(2);
        hasEndedScopes(2);
    }

    /** The scope of a request may end a moment after its answer has arrived. */
    private void hasEndedScopes(int expected) {
        done(Mono.fromSupplier(seen.scopes::size)
                .filter(ended -> ended >= expected)
                .repeatWhenEmpty(500, again -> again.delayElements(Duration.ofMillis(10))));
        assertThat(seen.scopes).hasSize(expected);
    }

    @Test
    void eventsAreOutsideTheScopeWhichEndsWhenTheyBegin() {
        assertThat(web.get()
                        .uri("/events")
                        .retrieve()
                        .bodyToFlux(String.class)
                        .collectList()
                        .block())
                .containsExactly("ended 1", "no scope", "shelves 20");
        // That of the request, once, and that of the event.
        hasEndedScopes(2);
    }

    @Test
    void theFilterOpensAScopeForEachRequestButNotForAWebSocket() {
        BatchingWebFilter filter = new BatchingWebFilter(new BatchedExchange(relata));
        AtomicInteger inScope = new AtomicInteger();
        WebFilterChain chain = exchange -> relata.batching()
                .statistics()
                .doOnNext(found -> inScope.incrementAndGet())
                .then();
        filter.filter(MockServerWebExchange.from(MockServerHttpRequest.get("/")), chain)
                .block();
        assertThat(inScope).hasValue(1);
        assertThat(seen.scopes).hasSize(1);
        filter.filter(
                        MockServerWebExchange.from(
                                MockServerHttpRequest.get("/").header(HttpHeaders.UPGRADE, "WebSocket")),
                        chain)
                .block();
        assertThat(inScope).hasValue(1);
    }

    @Test
    void behindABatchedLookupEachSubscriberHasItsOwnContext() {
        long right = Flux.range(0, 200)
                .flatMap(
                        user -> web.get()
                                .uri("/users")
                                .header("user", "of " + user)
                                .retrieve()
                                .bodyToMono(new ParameterizedTypeReference<List<String>>() {})
                                .flatMapIterable(found -> found)
                                .filter(found -> found.matches("(\\d) of " + user + " \\1")),
                        200)
                .count()
                .block();
        assertThat(right).isEqualTo(1_400);
    }

    @Test
    void exportsAreThoseOfSpringByteForByte() {
        String lines = get("/volumes?title.startsWith=title t", MediaType.APPLICATION_NDJSON);
        assertThat(lines)
                .isEqualTo("{\"id\":1,\"shelfId\":1,\"title\":\"title t\",\"year\":2000,\"lentOn\":\"2020-01-01\"}\n");
        String line = lines.trim();
        assertThat(get("/volumes?title.startsWith=title t")).isEqualTo("[" + line + "]");
        assertThat(get("/volumes?year=1")).isEqualTo("[]");
        assertThat(get("/volumes?year=1", MediaType.APPLICATION_NDJSON)).isEmpty();
        assertThat(get("/volumes/1")).isEqualTo(line);
        assertThat(get("/volumes/1", MediaType.APPLICATION_NDJSON)).isEqualTo(line);
        assertThat(get("/volumes?year=2001").split("\\},\\{")).hasSize(7);
        assertThat(get("/graphs", MediaType.APPLICATION_NDJSON))
                .isEqualTo(line.substring(0, line.length() - 1) + ",\"shelf\":{\"id\":1,\"name\":\"shelf 4\"}}\n");
    }

    @Test
    void recordsAreWrittenAsCsv() {
        assertThat(get("/volumes?year=2001&title.startsWith=title s", CSV))
                .isEqualTo("id,shelfId,title,year,lentOn\n2,2,\"title s\",2001,\n");
        assertThat(get("/volumes?year=1", CSV)).isEqualTo("id,shelfId,title,year,lentOn\n");
        assertThat(get("/volumes/2", CSV)).endsWith("\n2,2,\"title s\",2001,\n");
        client.get().uri("/graphs").accept(CSV).exchange().expectStatus().isEqualTo(406);
    }

    @Test
    void largeExportsAreWhole() {
        String lines = get("/many?rows=20000", MediaType.APPLICATION_NDJSON);
        assertThat(lines.lines()).hasSize(20_000).allMatch(line -> line.startsWith("{\"id\":") && line.endsWith("}"));
        assertThat(get("/many?rows=20000", CSV).lines()).hasSize(20_001);
        assertThat(get("/many?rows=20000")).startsWith("[{").endsWith("}]");
    }

    @Test
    void anErrorBeforeTheFirstBufferIsAStatusAndALaterOneCutsTheResponse() {
        client.get()
                .uri("/broken/3")
                .accept(MediaType.APPLICATION_NDJSON, MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .is5xxServerError();
        StepVerifier.create(HttpClient.create()
                        .headers(headers -> headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_NDJSON_VALUE))
                        .get()
                        .uri("http://localhost:" + port + "/broken/20000")
                        .responseContent()
                        .aggregate())
                .verifyError();
    }

    @Test
    void aClientThatLeavesFreesTheConnectionWithinASecond() {
        StepVerifier.create(HttpClient.create()
                        .headers(headers -> headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_NDJSON_VALUE))
                        .get()
                        .uri("http://localhost:" + port + "/endless")
                        .responseContent()
                        .next())
                .expectNextCount(1)
                .verifyComplete();
        var pool = ((ConnectionPool) connections).getMetrics().orElseThrow();
        StepVerifier.create(Flux.interval(Duration.ofMillis(10))
                        .filter(tick -> pool.acquiredSize() == 0)
                        .next())
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(1));
    }

    @Test
    void pagesLinkToTheNextAndTheFirst() {
        var first = client.get()
                .uri("/pages?size=8&lang=de AT")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(Volume.class)
                .hasSize(8)
                .returnResult();
        List<String> links = first.getResponseHeaders().get(HttpHeaders.LINK);
        assertThat(links).hasSize(2).allMatch(link -> link.contains("/pages?size=8&lang=de%20AT"));
        assertThat(links.get(1)).endsWith("lang=de%20AT>; rel=\"first\"");
        assertThat(links.get(0)).endsWith("; rel=\"next\"");
        int rows = 8;
        while (links.size() == 2) {
            String next = links.get(0);
            var page = client.get()
                    .uri(URI.create(next.substring(1, next.indexOf('>'))))
                    .exchange()
                    .expectBodyList(Volume.class)
                    .returnResult();
            rows += page.getResponseBody().size();
            links = page.getResponseHeaders().get(HttpHeaders.LINK);
        }
        assertThat(rows).isEqualTo(20);
    }

    @Test
    void pagesThatCannotBeAreBadRequests() {
        for (String bad : List.of("size=0", "size=51", "size=x", "size=8&cursor=abc", "cursor=%F0%9F%98%80")) {
            client.get()
                    .uri(URI.create("http://localhost:" + port + "/pages?" + bad))
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
        client.get().uri("/pages?size=&cursor=").exchange().expectStatus().isOk();
    }

    @Test
    void parametersOfTheWhiteListSortAndFilter() {
        assertThat(titles("sort=title,desc&year=2001")).hasSize(7).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(titles("year=2001&year=2002&lang=de")).hasSize(13);
        assertThat(titles("year.gte=2001&year.lt=2002&title.startsWith=title s"))
                .containsExactly("title s");
        assertThat(titles("lentOn.null=true")).hasSize(10);
        assertThat(titles("lentOn.null=false&lentOn=2020-01-03")).hasSize(1);
        assertThat(titles("sort=shelf&sort=year,title,desc").get(0)).isEqualTo("title i");
    }

    private List<String> titles(String query) {
        return client
                .get()
                .uri("/volumes?" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(Volume.class)
                .returnResult()
                .getResponseBody()
                .stream()
                .map(Volume::title)
                .toList();
    }

    @Test
    void whatIsNotOnTheWhiteListIsABadRequestThatNamesWhatIs() {
        assertThat(refusal("price=1")).contains("'price'", "sort, year, year.gte, year.lt, title.startsWith, lentOn, ");
        assertThat(refusal("title=x")).contains("'title'");
        assertThat(refusal("sort=id")).contains("'id'", "title, year, shelf");
        assertThat(refusal("year=soon")).contains("'year' must be a value of type Integer, was 'soon'");
        assertThat(refusal("year.gte=")).contains("'year.gte'");
        assertThat(refusal("lentOn=01.02.2020")).contains("LocalDate");
    }

    private String refusal(String query) {
        String reason = catchThrowableOfType(
                        ServerWebInputException.class,
                        () -> ShelfApplication.Volumes.PARAMETERS.apply(
                                UriComponentsBuilder.fromUriString("?" + query)
                                        .build()
                                        .getQueryParams(),
                                relata.from(Volume.class)))
                .getReason();
        client.get().uri("/volumes?" + query).exchange().expectStatus().isBadRequest();
        return reason;
    }

    @Test
    void progressIsToldAsEvents() {
        List<ServerSentEvent<String>> events = web.get()
                .uri("/load")
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .collectList()
                .block();
        assertThat(events)
                .extracting(ServerSentEvent::event)
                .startsWith("progress", "progress")
                .endsWith("result");
        assertThat(events.get(0).data()).contains("\"done\":10");
        assertThat(events.get(events.size() - 1).data()).isEqualTo("20");
        done(relata.from(Shelf.class).where(Shelf::name).eq("loaded").deleteAll());
    }

    private String get(String path) {
        return get(path, MediaType.ALL);
    }

    private String get(String path, MediaType accepted) {
        byte[] body = client.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .build()
                .get()
                .uri(path)
                .accept(accepted)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}

package dev.relata.spring.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.Relata;
import dev.relata.observe.Outcome;
import dev.relata.recorder.PipelineSummary;
import dev.relata.recorder.Recorder;
import dev.relata.spring.Await;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import dev.relata.spring.observe.RelataEndpointAutoConfiguration;
import dev.relata.test.InMemoryStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** When there is a console, where it stands, and what it lets others do. */
class ConsoleAutoConfigurationTest {

    private final ReactiveWebApplicationContextRunner application = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CodecsAutoConfiguration.class,
                    HttpHandlerAutoConfiguration.class,
                    WebFluxAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    WebEndpointAutoConfiguration.class,
                    RelataAutoConfiguration.class,
                    RelataEndpointAutoConfiguration.class,
                    ConsolePathAutoConfiguration.class,
                    ConsoleAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    private final ReactiveWebApplicationContextRunner switchedOn =
            application.withPropertyValues("relata.console.enabled=true");

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        RelataModel model() {
            return RelataModel.of(Author.class, Book.class);
        }

        @Bean
        InMemoryStore store() {
            return InMemoryStore.create();
        }

        @Bean
        RouterFunction<ServerResponse> routes(Relata relata) {
            return RouterFunctions.route()
                    .GET(
                            "/authors/{id}",
                            request -> relata.find(Author.class, 1L)
                                    .then(ServerResponse.ok().build()))
                    .GET("/actuator/own", request -> ServerResponse.ok().build())
                    .GET(
                            "/endless",
                            request -> ServerResponse.ok()
                                    .contentType(MediaType.APPLICATION_NDJSON)
                                    .body(Flux.interval(Duration.ofMillis(5)).onBackpressureDrop(), Long.class))
                    .build();
        }
    }

    private static WebTestClient client(ApplicationContext context) {
        return WebTestClient.bindToApplicationContext(context).build();
    }

    private static void get(WebTestClient client, String path, int status) {
        Await.done(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(Void.class)
                .getResponseBody());
    }

    @Test
    void withoutAPropertyAndDevtoolsThereIsNothing() {
        application.run(context -> assertThat(context)
                .doesNotHaveBean(Recorder.class)
                .doesNotHaveBean(RecordingWebFilter.class)
                .doesNotHaveBean("relataConsoleMapping"));
    }

    @Test
    void devtoolsSwitchesItOnAndThePropertyOffAgain() {
        ReactiveWebApplicationContextRunner withDevtools = application.withInitializer(context ->
                context.getEnvironment().getPropertySources().addLast(new MapPropertySource("devtools", Map.of())));

        withDevtools.run(context -> get(client(context), "/relata/recordings", 200));
        withDevtools
                .withPropertyValues("relata.console.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Recorder.class));
    }

    @Test
    void exchangesAreRecordedByTheirPatternExceptThoseOfTheConsoleAndTheActuator() {
        switchedOn.run(context -> {
            WebTestClient client = client(context);
            get(client, "/authors/7", 200);
            get(client, "/relata/recordings", 200);
            get(client, "/relata/", 200);
            get(client, "/actuator/own", 200);

            assertThat(context.getBean(Recorder.class).pipelines(10))
                    .extracting(PipelineSummary::name)
                    .containsExactly("GET /authors/{id}");
        });
    }

    @Test
    void anExchangeWhoseClientLeavesIsCancelled() {
        switchedOn.run(context -> {
            Recorder recorder = context.getBean(Recorder.class);
            HttpHandler handler =
                    WebHttpHandlerBuilder.applicationContext(context).build();
            DisposableServer server = HttpServer.create()
                    .host("localhost")
                    .port(0)
                    .handle(new ReactorHttpHandlerAdapter(handler))
                    .bindNow();
            try {
                Await.done(WebClient.create("http://localhost:" + server.port())
                        .get()
                        .uri("/endless")
                        .retrieve()
                        .bodyToFlux(String.class)
                        .take(3));
                Await.done(Mono.fromCallable(() -> recorder.pipelines(1).get(0).outcome())
                        .repeatWhenEmpty(1_000, empty -> empty.delayElements(Duration.ofMillis(10))));

                assertThat(recorder.pipelines(10))
                        .extracting(PipelineSummary::name, PipelineSummary::outcome)
                        .containsExactly(tuple("GET /endless", Outcome.CANCELLED));
            } finally {
                server.disposeNow();
            }
        });
    }

    @Test
    void anExchangeThatIsAnsweredWholeIsASuccess() {
        switchedOn.run(context -> {
            get(client(context), "/authors/7", 200);

            assertThat(context.getBean(Recorder.class).pipelines(10))
                    .extracting(PipelineSummary::outcome)
                    .containsExactly(Outcome.SUCCESS);
        });
    }

    @Test
    void thePathIsThatOfTheProperty() {
        switchedOn.withPropertyValues("relata.console.path=/dev/console").run(context -> {
            get(client(context), "/dev/console/recordings", 200);
            get(client(context), "/relata/recordings", 404);
            client(context).get().uri("/dev/console").exchange().expectHeader().location("/dev/console/");
        });
    }

    @Test
    void aPathThatCannotBeIsRefusedAtStart() {
        switchedOn
                .withPropertyValues("relata.console.path=console/")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("relata.console.path must begin with a slash"));
    }

    @Test
    void inProductionItStandsBelowTheEndpointWhereThatIsExposed() {
        ReactiveWebApplicationContextRunner recording = application.withPropertyValues("relata.console.record=true");

        recording.run(context -> assertThat(context).doesNotHaveBean(Recorder.class));
        recording
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=relata",
                        "management.endpoints.web.base-path=/manage")
                .run(context -> {
                    get(client(context), "/manage/relata/console/recordings", 200);
                    get(client(context), "/manage/relata/console/", 200);
                    get(client(context), "/relata/recordings", 404);
                });
    }

    @Test
    void whatChangesSomethingNeedsAHeaderThatNoFormSends() {
        switchedOn.run(context -> {
            WebTestClient client = client(context);
            get(client, "/authors/7", 200);

            client.delete().uri("/relata/recordings").exchange().expectStatus().isForbidden();
            client.post()
                    .uri("/relata/recording")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"on\":false}")
                    .exchange()
                    .expectStatus()
                    .isForbidden();
            assertThat(context.getBean(Recorder.class).pipelines(10)).hasSize(1);
            assertThat(context.getBean(Recorder.class).isRecording()).isTrue();

            client.delete()
                    .uri("/relata/recordings")
                    .header(ConsoleRoutes.HEADER, "1")
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            assertThat(context.getBean(Recorder.class).pipelines(10)).isEmpty();
        });
    }

    @Test
    void whatIsAskedWronglyIsAnsweredWithAProblem() {
        switchedOn.run(context -> {
            WebTestClient client = client(context);
            get(client, "/relata/recordings/nine", 400);
            get(client, "/relata/recordings/9", 404);
            get(client, "/relata/ConsoleRoutes.class", 404);
            for (String body : new String[] {"no JSON", "[]", "{\"statement\":\"all\"}", ""}) {
                plan(client, body, 400);
            }
            plan(client, "{\"statement\":1}", 501);
        });
    }

    private static void plan(WebTestClient client, String body, int status) {
        client.post()
                .uri("/relata/plans")
                .header(ConsoleRoutes.HEADER, "1")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    @Test
    void pagesMayLoadFromTheApplicationOnly() {
        switchedOn.run(context -> client(context)
                .get()
                .uri("/relata/")
                .exchange()
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).startsWith("default-src 'self';")));
    }

    @Test
    void aRecorderThatIsPausedCostsNoPipeline() {
        switchedOn.run(context -> {
            Recorder recorder = context.getBean(Recorder.class);
            recorder.pause();
            get(client(context), "/authors/7", 200);

            assertThat(recorder.pipelines(10)).isEmpty();
        });
    }

    @Test
    void eventsEndWhenTheApplicationCloses() {
        switchedOn.run(context -> {
            Flux<String> events = client(context)
                    .get()
                    .uri("/relata/events")
                    .accept(MediaType.TEXT_EVENT_STREAM)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .returnResult(String.class)
                    .getResponseBody();

            events.as(StepVerifier::create)
                    .expectNextMatches(live -> live.contains("\"streams\":[]"))
                    .then(context::close)
                    .thenConsumeWhile(live -> true)
                    .expectComplete()
                    .verify(Duration.ofSeconds(10));
        });
    }

    @Test
    void theApplicationsOwnMappingsComeAfterAndStay() {
        switchedOn.run(context -> assertThat(context.getBeansOfType(HandlerMapping.class))
                .containsKeys("relataConsoleMapping", "routerFunctionMapping"));
    }
}

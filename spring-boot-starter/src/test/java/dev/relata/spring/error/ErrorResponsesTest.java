package dev.relata.spring.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What clients see of errors, over WebFlux and over GraphQL. */
class ErrorResponsesTest {

    private final ReactiveWebApplicationContextRunner application = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    CodecsAutoConfiguration.class,
                    HttpHandlerAutoConfiguration.class,
                    WebFluxAutoConfiguration.class,
                    ErrorWebFluxAutoConfiguration.class,
                    GraphQlAutoConfiguration.class,
                    ErrorAutoConfiguration.class))
            .withUserConfiguration(Failing.class)
            .withPropertyValues("spring.graphql.schema.locations=classpath:errors/");

    @Configuration(proxyBeanMethods = false)
    static class Failing {

        @Bean
        Endpoints endpoints() {
            return new Endpoints();
        }

        @Bean
        Queries queries() {
            return new Queries();
        }

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET(
                            "/functional/{error}",
                            request -> Mono.error(Samples.all().get(request.pathVariable("error"))))
                    .build();
        }
    }

    @RestController
    static class Endpoints {

        @GetMapping("/plain/{error}")
        Mono<String> plain(@PathVariable String error) {
            return Mono.error(Samples.all().get(error));
        }

        @GetMapping("/translated/{error}")
        Mono<String> translated(@PathVariable String error) {
            return Mono.error(
                    new RelataExceptionTranslator().translate(Samples.all().get(error)));
        }

        @GetMapping("/foreign")
        Mono<String> foreign() {
            return Mono.error(new IllegalStateException(Samples.SECRET));
        }

        @GetMapping("/own")
        Mono<String> own() {
            return Mono.error(new OwnException());
        }

        @ExceptionHandler
        Mono<String> handled(OwnException error) {
            return Mono.just("handled by the application");
        }
    }

    static final class OwnException extends dev.relata.error.RelataException {

        private static final long serialVersionUID = 1L;

        OwnException() {
            super("own");
        }
    }

    @Controller
    static class Queries {

        @QueryMapping
        Mono<String> fail(@Argument String error) {
            return Mono.error(
                    new RelataExceptionTranslator().translate(Samples.all().get(error)));
        }
    }

    private static Map<String, Integer> statuses() {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        for (String name :
                new String[] {"UNIQUE", "FOREIGN_KEY", "CHECK", "stale", "protected", "related", "required", "notUnique"
                }) {
            statuses.put(name, 409);
        }
        for (String name : new String[] {"NOT_NULL", "value", "cursor", "refused"}) {
            statuses.put(name, 400);
        }
        for (String name : new String[] {"SERIALIZATION", "DEADLOCK", "TIMEOUT", "unavailable"}) {
            statuses.put(name, 503);
        }
        for (String name : new String[] {"unknown", "OTHER", "notFetched", "model"}) {
            statuses.put(name, 500);
        }
        statuses.put("gone", 404);
        return statuses;
    }

    @Test
    void errorsAreAnsweredWithProblemDetailsThatShowNoValues() {
        assertThat(statuses()).containsOnlyKeys(Samples.all().keySet());
        application.withPropertyValues("relata.web.problem-details=true").run(context -> {
            WebTestClient client =
                    WebTestClient.bindToApplicationContext(context).build();
            for (String way : new String[] {"/plain/", "/translated/", "/functional/"}) {
                statuses().forEach((name, status) -> {
                    String body = get(client, way + name, status);
                    assertThat(body).as(name).doesNotContain("secret");
                });
            }
            assertThat(get(client, "/translated/UNIQUE", 409))
                    .contains(
                            "\"code\":\"duplicate_key\"",
                            "\"instance\":\"/translated/UNIQUE\"",
                            "\"title\":\"Conflict\"");
            assertThat(get(client, "/foreign", 500)).doesNotContain("code");
            assertThat(get(client, "/own", 200)).isEqualTo("handled by the application");
        });
    }

    @Test
    void withoutTheOptInResponsesStayWhatTheyWere() {
        application.run(context -> {
            WebTestClient client =
                    WebTestClient.bindToApplicationContext(context).build();
            get(client, "/plain/UNIQUE", 500);
            assertThat(graphQl(context, "UNIQUE")).containsEntry("classification", "INTERNAL_ERROR");
        });
    }

    private static String get(WebTestClient client, String path, int status) {
        byte[] body = client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void errorsOfGraphQlHaveATypeAndACode() {
        Function<String, Map<String, Object>> expected = name -> switch (name) {
            case "gone" -> Map.of("classification", "NOT_FOUND", "code", "row_not_found");
            case "UNIQUE" -> Map.of("classification", "BAD_REQUEST", "code", "duplicate_key");
            case "unavailable" -> Map.of("classification", "INTERNAL_ERROR", "code", "unavailable");
            default -> Map.of("classification", "INTERNAL_ERROR");
        };
        application.withPropertyValues("relata.graphql.errors=true").run(context -> {
            for (String name : new String[] {"gone", "UNIQUE", "unavailable", "OTHER", "model"}) {
                assertThat(graphQl(context, name)).as(name).isEqualTo(expected.apply(name));
            }
        });
    }

    @SuppressWarnings("unchecked") // keys of JSON are texts
    private static @Nullable Map<String, Object> graphQl(ApplicationContext context, String error) {
        DefaultExecutionGraphQlRequest request = new DefaultExecutionGraphQlRequest(
                "query($error: String!) { fail(error: $error) }", null, Map.of("error", error), null, "1", null);
        var response =
                context.getBean(ExecutionGraphQlService.class).execute(request).block();
        assertThat(response).isNotNull();
        assertThat(response.getErrors().toString()).doesNotContain("secret");
        return response.getExecutionResult()
                                .getErrors()
                                .get(0)
                                .toSpecification()
                                .get("extensions")
                        instanceof Map<?, ?> map
                ? (Map<String, Object>) map
                : null;
    }
}

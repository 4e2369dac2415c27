package dev.relata.spring.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spi.Store;
import dev.relata.spring.RelataModel;
import dev.relata.test.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** A whole application with the actuator: the endpoint, and what the meters of Boot say. */
class RelataEndpointTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
                "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration",
                "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration",
                "org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration"
            })
    static class Application {

        @Bean
        Store store() {
            return InMemoryStore.create();
        }

        @Bean
        RelataModel model() {
            return new RelataModel(Novel.MODEL);
        }
    }

    @Test
    void theEndpointShowsTheModelItsDiagramAndWhatWasDone() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.REACTIVE)
                .properties(
                        "server.port=0", "spring.main.banner-mode=off", "management.endpoints.web.exposure.include=*")
                .run()) {
            Relata relata = context.getBean(Relata.class);
            Novel.fill(relata);
            Novel.writersWithNovelsAndTags(relata)
                    .as(StepVerifier::create)
                    .expectNextCount(24)
                    .verifyComplete();
            relata.insert(new Novel.Writer(null, "writer 1"))
                    .as(StepVerifier::create)
                    .verifyError();
            WebTestClient client = client(context);

            showsTheModel(client);
            showsWhatWasDone(client);
            showsTheDiagram(client);
            client.get().uri("/actuator/relata/other").exchange().expectStatus().isNotFound();
            showsTimersOfRequests(client);
        }
    }

    private static WebTestClient client(ConfigurableApplicationContext context) {
        int port =
                ((ReactiveWebServerApplicationContext) context).getWebServer().getPort();
        return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    private static void showsTheModel(WebTestClient client) {
        client.get()
                .uri("/actuator/relata")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.model.types.length()")
                .isEqualTo(3)
                .jsonPath("$.model.types[?(@.name=='Novel')].id[0]")
                .isEqualTo("id")
                .jsonPath("$.model.relationships[?(@.name=='Novel.WRITER')].target")
                .isEqualTo("Writer")
                .jsonPath("$.diagram")
                .value(String.class, diagram -> assertThat(diagram).startsWith("erDiagram"))
                .jsonPath("$.statistics.requests.Writer.select.count")
                .isEqualTo(1);
    }

    private static void showsWhatWasDone(WebTestClient client) {
        String statistics = client.get()
                .uri("/actuator/relata/statistics")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.requests['Novel.TAGS'].batch.largestBatch")
                .isEqualTo(12)
                .jsonPath("$.requests['Writer.NOVELS'].batch.rows")
                .isEqualTo(12)
                .jsonPath("$.requests.Writer.insert.errors")
                .isEqualTo(1)
                .jsonPath("$.lookups['Writer.NOVELS'].statements")
                .isEqualTo(1)
                .jsonPath("$.statements.read")
                .isNumber()
                .jsonPath("$.openCursors")
                .isEqualTo(0)
                .returnResult()
                .toString();
        assertThat(statistics).doesNotContain("writer 1");
    }

    private static void showsTheDiagram(WebTestClient client) {
        client.get()
                .uri("/actuator/relata/diagram")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/plain")
                .expectBody(String.class)
                .value(diagram -> assertThat(diagram).startsWith("erDiagram"));
    }

    private static void showsTimersOfRequests(WebTestClient client) {
        client.get()
                .uri(
                        "/actuator/metrics/relata.request?tag=relationship:Writer.NOVELS&tag=kind:batch&tag=outcome:SUCCESS")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.measurements[?(@.statistic=='COUNT')].value")
                .isEqualTo(1.0);
    }
}

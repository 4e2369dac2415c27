package dev.relata.spring;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.query.Graph;
import dev.relata.spring.OptionalPackagesTest.Application;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.servlet.GraphQlWebMvcAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Applications that are no services of WebFlux: of servlets, of GraphQL alone, and without the web. */
class ServletApplicationTest {

    private static final String WEB_FLUX = "org.springframework.web.reactive";

    private final WebApplicationContextRunner servlets = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    GraphQlAutoConfiguration.class,
                    GraphQlWebMvcAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withBean(Authors.class)
            .withBean(Catalog.class)
            .withBean(Sent.class)
            .withPropertyValues(
                    "relata.web.problem-details=true",
                    "relata.web.export-encoders=true",
                    "relata.web.batch-requests=true",
                    "relata.graphql.errors=true",
                    "spring.graphql.schema.locations=classpath:library/");

    static final class Sent implements RelataListener {

        final AtomicInteger requests = new AtomicInteger();

        @Override
        public void onRequest(ObservedRequest request) {
            requests.incrementAndGet();
        }
    }

    @RestController
    static class Authors {

        private final Relata relata;

        Authors(Relata relata) {
            this.relata = relata;
        }

        @GetMapping("/authors")
        Flux<Author> authors() {
            return relata.from(Author.class).all();
        }

        @GetMapping("/graphs")
        Flux<Graph<Author>> graphs() {
            return relata.from(Author.class).fetch(Author.BOOKS).graphs();
        }
    }

    @Controller
    static class Catalog {

        private final Relata relata;

        Catalog(Relata relata) {
            this.relata = relata;
        }

        @QueryMapping
        Flux<Author> authors() {
            return relata.from(Author.class).all();
        }

        @SchemaMapping
        Flux<Book> books(Author author) {
            return relata.on(author, Author.BOOKS).all();
        }
    }

    private static void fill(Relata relata) {
        for (String name : List.of("Iain", "Ursula")) {
            Author author = relata.insert(new Author(null, name)).block();
            done(relata.on(author, Author.BOOKS).createMany(List.of(new Book(null, 0, "one of " + name))));
        }
    }

    @Test
    void handlersOfServletsAnswerRowsAndGraphs() {
        servlets.withClassLoader(new FilteredClassLoader(WEB_FLUX)).run(context -> {
            fill(context.getBean(Relata.class));
            MockMvc web = MockMvcBuilders.webAppContextSetup(context).build();

            assertThat(body(web, "/authors"))
                    .isEqualTo("[{\"id\":1,\"name\":\"Iain\"},{\"id\":2,\"name\":\"Ursula\"}]");
            assertThat(body(web, "/graphs"))
                    .startsWith("[{\"id\":1,\"name\":\"Iain\",\"books\":[{\"id\":1,")
                    .contains("one of Ursula");
        });
    }

    private static String body(MockMvc web, String path) throws Exception {
        var begun = web.perform(MockMvcRequestBuilders.get(path)).andReturn();
        return web.perform(MockMvcRequestBuilders.asyncDispatch(begun))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void resolversLookUpTogetherWithoutWebFluxAndWithoutSpringData() {
        servlets.withClassLoader(new FilteredClassLoader(WEB_FLUX, "org.springframework.data"))
                .run(context -> {
                    fill(context.getBean(Relata.class));
                    Sent sent = context.getBean(Sent.class);
                    sent.requests.set(0);

                    ExecutionGraphQlResponse answer = context.getBean(ExecutionGraphQlService.class)
                            .execute(new DefaultExecutionGraphQlRequest(
                                    "{ authors { name books { title } } }", null, null, null, "test", null))
                            .block();

                    assertThat(answer.getErrors()).isEmpty();
                    assertThat(answer.<Map<String, Object>>getData())
                            .hasToString("{authors=[{name=Iain, books=[{title=one of Iain}]},"
                                    + " {name=Ursula, books=[{title=one of Ursula}]}]}");
                    assertThat(sent.requests).hasValue(2);
                });
    }

    @Test
    void theEndpointOfAnApplicationWithoutTheWebIsReadOverJmx() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JmxAutoConfiguration.class,
                        JacksonAutoConfiguration.class,
                        EndpointAutoConfiguration.class,
                        JmxEndpointAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "spring.jmx.enabled=true",
                        "spring.jmx.unique-names=true",
                        "management.endpoints.jmx.exposure.include=relata")
                .run(context -> {
                    fill(context.getBean(Relata.class));
                    var server = ManagementFactory.getPlatformMBeanServer();
                    var names = server.queryNames(new ObjectName("org.springframework.boot:name=Relata,*"), null);

                    assertThat(names).hasSize(1);
                    Object described = server.invoke(names.iterator().next(), "relata", new Object[0], new String[0]);
                    assertThat(described.toString()).contains("Author.BOOKS", "erDiagram");
                });
    }
}

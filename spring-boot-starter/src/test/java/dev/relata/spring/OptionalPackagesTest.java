package dev.relata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spi.Store;
import dev.relata.spring.console.ConsoleAutoConfiguration;
import dev.relata.spring.console.ConsolePathAutoConfiguration;
import dev.relata.spring.data.DataAutoConfiguration;
import dev.relata.spring.error.ErrorAutoConfiguration;
import dev.relata.spring.graphql.RelataGraphQlAutoConfiguration;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import dev.relata.spring.observe.RelataEndpointAutoConfiguration;
import dev.relata.spring.observe.RelataObservationAutoConfiguration;
import dev.relata.spring.transaction.MongoTransactionAutoConfiguration;
import dev.relata.spring.transaction.RelataTransactionAutoConfiguration;
import dev.relata.spring.transaction.StorePoolAutoConfiguration;
import dev.relata.spring.web.WebAutoConfiguration;
import dev.relata.test.InMemoryStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All auto-configurations of the starter, everything switched on, without packages that applications may be without. */
class OptionalPackagesTest {

    private static final List<String> OF_ANY = List.of(
            "com.mongodb",
            "dev.relata.mongo",
            "graphql",
            "io.micrometer",
            "io.r2dbc.pool",
            "org.springframework.boot.actuate",
            "org.springframework.boot.graphql",
            "org.springframework.boot.micrometer",
            "org.springframework.boot.mongodb",
            "org.springframework.data",
            "org.springframework.graphql",
            "tools.jackson",
            "tools.jackson.dataformat");

    private static final List<String> OF_THE_WEB = List.of(
            "org.springframework.boot.http",
            "org.springframework.boot.webflux",
            "org.springframework.http",
            "org.springframework.web");

    /** Imported by name, as in applications: the annotations of a class that is loaded would have to be there. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        StorePoolAutoConfiguration.class,
        RelataTransactionAutoConfiguration.class,
        MongoTransactionAutoConfiguration.class,
        R2dbcStoreAutoConfiguration.class,
        MongoStoreAutoConfiguration.class,
        RelataAutoConfiguration.class,
        ErrorAutoConfiguration.class,
        ConsolePathAutoConfiguration.class,
        ConsoleAutoConfiguration.class,
        DataAutoConfiguration.class,
        RelataGraphQlAutoConfiguration.class,
        RelataEndpointAutoConfiguration.class,
        RelataObservationAutoConfiguration.class,
        WebAutoConfiguration.class
    })
    static class Application {

        @Bean
        RelataModel model() {
            return RelataModel.of(Author.class, Book.class);
        }

        @Bean
        Store store() {
            return InMemoryStore.create();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        CodecsAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class,
        WebFluxAutoConfiguration.class
    })
    static class WebFlux {}

    static Stream<String> ofAny() {
        return OF_ANY.stream();
    }

    static Stream<String> all() {
        return Stream.concat(OF_ANY.stream(), OF_THE_WEB.stream());
    }

    private static void starts(AbstractApplicationContextRunner<?, ?, ?> application, String... missing) {
        application
                .withClassLoader(new FilteredClassLoader(missing))
                .withPropertyValues(
                        "relata.web.problem-details=true",
                        "relata.web.export-encoders=true",
                        "relata.web.batch-requests=true",
                        "relata.graphql.errors=true",
                        "relata.console.enabled=true",
                        "relata.console.record=true",
                        "management.endpoints.web.exposure.include=*")
                .run(context -> assertThat(context.getBean(Relata.class)).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("all")
    void anApplicationStartsWithoutOneOfThem(String missing) {
        starts(new ApplicationContextRunner().withUserConfiguration(Application.class), missing);
    }

    @Test
    void anApplicationStartsWithoutAllOfThem() {
        starts(new ApplicationContextRunner().withUserConfiguration(Application.class), all().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("ofAny")
    void aServiceOfWebFluxStartsWithoutOneOfThem(String missing) {
        starts(
                new ReactiveWebApplicationContextRunner().withUserConfiguration(WebFlux.class, Application.class),
                missing);
    }

    @Test
    void aServiceOfWebFluxStartsWithoutAllOfThem() {
        starts(
                new ReactiveWebApplicationContextRunner().withUserConfiguration(WebFlux.class, Application.class),
                OF_ANY.toArray(String[]::new));
    }

    @Test
    void allAutoConfigurationsAreTried() {
        List<String> tried = Stream.of(Application.class
                        .getAnnotation(ImportAutoConfiguration.class)
                        .value())
                .map(Class::getName)
                .toList();

        assertThat(ImportCandidates.load(AutoConfiguration.class, null).getCandidates())
                .filteredOn(
                        name -> name.startsWith("dev.relata.spring.") && !name.startsWith("dev.relata.spring.test."))
                .containsExactlyInAnyOrderElementsOf(tried);
    }
}

package dev.relata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.SchemaException;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class RelataAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    R2dbcAutoConfiguration.class,
                    R2dbcTransactionManagerAutoConfiguration.class,
                    R2dbcStoreAutoConfiguration.class,
                    MongoStoreAutoConfiguration.class,
                    RelataAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Author.class)
    static class Application {}

    @Test
    void relationshipsWorkWithAUrlAndTwoRecords() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("relationships"))
                .run(context -> {
                    Relata relata = context.getBean(Relata.class);
                    relata.schema().create().block();
                    Author author = relata.insert(new Author(null, "Ursula")).block();
                    relata.on(author, Author.BOOKS)
                            .createMany(List.of(new Book(null, 0, "one"), new Book(null, 0, "two")))
                            .blockLast();
                    assertThat(relata.on(author, Author.BOOKS).count().block()).isEqualTo(2);
                });
    }

    @Test
    void aDifferentSchemaEndsTheStartIfAskedTo() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("differs"), "relata.schema.validation=fail")
                .run(context -> assertThat(context).hasFailed().getFailure().isInstanceOf(SchemaException.class));
    }

    @Test
    void applicationsWithoutADatabaseHaveNoRelata() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        R2dbcStoreAutoConfiguration.class,
                        MongoStoreAutoConfiguration.class,
                        RelataAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Relata.class));
    }
}

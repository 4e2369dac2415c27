package dev.relata.spring;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.lifecycle.TestcontainersLifecycleApplicationContextInitializer;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A {@code @ServiceConnection} becomes the store of Relata. The container is one of Docker where {@code RELATA_TEST_CONTAINERS=true}
 * asks for it, and fails without Docker; else its address is that of the embedded server, and all the rest is Spring Boot's.
 */
class ServiceConnectionTest {

    private static final String CONTAINERS = "RELATA_TEST_CONTAINERS";
    private static final String IMAGE = "postgres:18";

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Author.class)
    static class Application {

        @Bean
        @ServiceConnection
        PostgreSQLContainer postgres() {
            return Boolean.parseBoolean(System.getProperty(CONTAINERS, System.getenv(CONTAINERS)))
                    ? new PostgreSQLContainer(IMAGE)
                    : new EmbeddedContainer(ConnectionFactoryOptions.parse(Database.url("service_connection")));
        }
    }

    /** A container whose server runs already. */
    private static final class EmbeddedContainer extends PostgreSQLContainer {

        private final ConnectionFactoryOptions server;
        private boolean running;

        EmbeddedContainer(ConnectionFactoryOptions server) {
            super(IMAGE);
            this.server = server;
            withUsername("postgres").withPassword("postgres");
            withDatabaseName((String) server.getRequiredValue(ConnectionFactoryOptions.DATABASE));
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public String getHost() {
            return (String) server.getRequiredValue(ConnectionFactoryOptions.HOST);
        }

        @Override
        public Integer getMappedPort(int port) {
            return (Integer) server.getRequiredValue(ConnectionFactoryOptions.PORT);
        }
    }

    @Test
    void relataUsesTheServerOfTheContainer() {
        new ApplicationContextRunner()
                .withInitializer(new TestcontainersLifecycleApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(
                        ServiceConnectionAutoConfiguration.class,
                        R2dbcAutoConfiguration.class,
                        R2dbcStoreAutoConfiguration.class,
                        RelataAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues("spring.r2dbc.pool.initial-size=1")
                .run(context -> {
                    assertThat(context).hasSingleBean(R2dbcConnectionDetails.class);
                    assertThat(context.getBean(PostgreSQLContainer.class).isRunning())
                            .isTrue();
                    Relata relata = context.getBean(Relata.class);
                    done(relata.schema().create());
                    Author author = relata.insert(new Author(null, "Ursula")).block();
                    done(relata.on(author, Author.BOOKS).createMany(List.of(new Book(null, 0, "one"))));
                    assertThat(relata.on(author, Author.BOOKS).count().block()).isEqualTo(1);
                });
    }
}

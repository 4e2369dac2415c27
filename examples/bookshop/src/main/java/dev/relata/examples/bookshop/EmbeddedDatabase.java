package dev.relata.examples.bookshop;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A PostgreSQL of the example's own, where {@code spring.r2dbc.url} names none; it ends with the application. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.r2dbc.url", matchIfMissing = true, havingValue = "none")
class EmbeddedDatabase {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.start();
    }

    @Bean
    R2dbcConnectionDetails connectionDetails(EmbeddedPostgres server) {
        return () -> ConnectionFactoryOptions.parse(
                "r2dbc:postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres");
    }
}

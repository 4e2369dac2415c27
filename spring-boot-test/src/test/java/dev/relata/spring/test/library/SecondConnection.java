package dev.relata.spring.test.library;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

/** What a connection sees that is not the test's. */
final class SecondConnection {

    private final DatabaseClient client;

    SecondConnection(R2dbcConnectionDetails database) {
        ConnectionFactory connections = ConnectionFactories.get(database.getConnectionFactoryOptions());
        client = DatabaseClient.create(connections);
    }

    long authors() {
        Long count = client.sql("SELECT count(*) FROM authors")
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
        return count == null ? 0 : count;
    }

    void delete() {
        client.sql("TRUNCATE authors, books").then().as(StepVerifier::create).verifyComplete();
    }
}

package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.regression.Shop.Word;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ExhaustedPoolIntegrationTest {

    private static final int CONNECTIONS = 8;
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final TestDatabase database = TestDatabase.create();
    private final R2dbcStore store = R2dbcStore.builder()
            .host(database.host())
            .port(database.port())
            .database(database.name())
            .username(database.user())
            .password(database.password())
            .maxSize(CONNECTIONS)
            .acquireTimeout(TIMEOUT)
            .build();
    private final Relata relata =
            Relata.builder().store(store).model(Word.class).build();

    @AfterEach
    void close() {
        store.close().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @Test
    void whoFindsNoConnectionIsToldSoAfterOneTimeOut() {
        database.execute(
                "CREATE SCHEMA shop", "CREATE EXTENSION citext", "CREATE TABLE shop.words (text citext PRIMARY KEY)");
        Mono<Long> count = relata.from(Word.class).count();
        Disposable holders = Flux.range(0, CONNECTIONS)
                .flatMap(holder -> relata.transactional(count.then(Mono.never())))
                .subscribe();
        TestDatabase.await(database::transactions, CONNECTIONS);

        Duration waited = count.as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("Word: no connection became free in time")
                        .hasMessageContaining("relata.transactional"));

        assertThat(waited).isGreaterThanOrEqualTo(TIMEOUT).isLessThan(TIMEOUT.multipliedBy(4));
        holders.dispose();
        TestDatabase.await(database::transactions, 0);
    }
}

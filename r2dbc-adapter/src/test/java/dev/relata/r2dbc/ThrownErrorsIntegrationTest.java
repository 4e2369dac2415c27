package dev.relata.r2dbc;

import dev.relata.Relata;
import dev.relata.export.Ndjson;
import dev.relata.model.Id;
import dev.relata.query.Bulk;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Errors, not exceptions, that the code of records throws while they are written and read, over the only connection of a pool. */
class ThrownErrorsIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static volatile int unreadable;
    private static volatile int unmakeable;
    private static volatile Supplier<Error> thrown = AssertionError::new;

    record Fragile(@Id int id, String text) {

        Fragile {
            if (id == unmakeable) {
                throw thrown.get();
            }
        }

        @Override
        public String text() {
            if (id == unreadable) {
                throw thrown.get();
            }
            return text;
        }
    }

    private TestDatabase database;
    private ConnectionPool pool;
    private Relata relata;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        database.execute("CREATE TABLE fragiles (id int PRIMARY KEY, text text NOT NULL)");
        pool = database.pool(1);
        relata =
                Relata.builder().store(R2dbcStore.of(pool)).model(Fragile.class).build();
        unreadable = 0;
        unmakeable = 0;
    }

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
    }

    private static Flux<Fragile> rows() {
        return Flux.range(1, 6000).map(i -> new Fragile(i, "t" + i));
    }

    private void failsAndGivesTheConnectionBack(Supplier<Error> kind, Publisher<?> work) {
        thrown = kind;
        StepVerifier.create(Flux.from(work).then())
                .expectErrorMatches(error -> (error instanceof IllegalStateException ? error.getCause() : error)
                        .getClass()
                        .equals(kind.get().getClass()))
                .verify(LIMIT);
        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);
        TestDatabase.await(database::transactions, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 5000})
    void aBulkWriteFailsWhereAnAccessorThrowsAndIsUndone(int row) {
        unreadable = row;
        failsAndGivesTheConnectionBack(
                AssertionError::new, relata.bulk(Bulk.chunkSize(600)).insert(Fragile.class, rows()));
        failsAndGivesTheConnectionBack(
                AssertionError::new,
                relata.bulk(Bulk.chunkSize(600)).insert(rows().collectList().block(LIMIT)));
        StepVerifier.create(relata.from(Fragile.class).count()).expectNext(0L).verifyComplete();
    }

    @Test
    void aReadFailsWhereAConstructorThrowsAndItsAnswerIsDrained() {
        StepVerifier.create(relata.bulk().insert(Fragile.class, rows()))
                .expectNext(6000L)
                .verifyComplete();
        for (Publisher<?> read : Stream.<Publisher<?>>of(
                        relata.from(Fragile.class).all(),
                        relata.from(Fragile.class).iterate(),
                        Ndjson.of(relata.from(Fragile.class)),
                        relata.from(Fragile.class).iterate().as(relata::transactional))
                .toList()) {
            unmakeable = 700;
            failsAndGivesTheConnectionBack(AssertionError::new, read);
            unmakeable = 0;
            StepVerifier.create(relata.from(Fragile.class).iterate())
                    .expectNextCount(6000)
                    .verifyComplete();
        }
    }
}

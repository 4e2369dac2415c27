package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.model.Id;
import dev.relata.spi.ExecutedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Aggregations of the user's own. */
class AggregationQueryIntegrationTest {

    record Sale(@Id @Nullable Long id, String genre, long price) {}

    /** No entity, and without an id. */
    record Revenue(String genre, long total) {}

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAME = TestServer.database();
    private static final MongoClient CLIENT = TestServer.client();
    private static final Queue<ExecutedStatement> SENT = new ConcurrentLinkedQueue<>();
    private static final Relata RELATA = Relata.builder()
            .store(MongoStore.builder()
                    .client(CLIENT)
                    .database(NAME)
                    .listener(SENT::add)
                    .build())
            .model(Sale.class)
            .build();

    @BeforeAll
    static void fill() {
        Flux.just(new Sale(null, "folk", 3), new Sale(null, "rock", 5), new Sale(null, "folk", 4))
                .concatMap(RELATA::insert)
                .as(StepVerifier::create)
                .expectNextCount(3)
                .expectComplete()
                .verify(LIMIT);
    }

    @AfterAll
    static void drop() {
        Mono.from(CLIENT.getDatabase(NAME).drop()).as(StepVerifier::create).verifyComplete();
        CLIENT.close();
    }

    @Test
    void documentsAreReadIntoAnyRecord() {
        AggregationQuery revenue = MongoStore.aggregate(
                RELATA,
                Sale.class,
                List.of(
                        Aggregates.group("$genre", Accumulators.sum("total", "$price")),
                        Aggregates.project(Projections.fields(
                                Projections.computed("genre", "$_id"), Projections.include("total"))),
                        Aggregates.sort(Sorts.descending("total"))));

        assertThat(revenue.all(Revenue.class).collectList().block(LIMIT))
                .containsExactly(new Revenue("folk", 7), new Revenue("rock", 5));
        assertThat(revenue.iterate(Revenue.class)
                        .map(Revenue::genre)
                        .collectList()
                        .block(LIMIT))
                .containsExactly("folk", "rock");
        assertThat(revenue.values("total", Long.class).collectList().block(LIMIT))
                .containsExactly(7L, 5L);
    }

    @Test
    void entitiesKeepTheirIds() {
        assertThat(MongoStore.aggregate(RELATA, Sale.class, List.of(Aggregates.match(Filters.eq("genre", "rock"))))
                        .one(Sale.class)
                        .block(LIMIT))
                .isEqualTo(RELATA.from(Sale.class)
                        .where(Sale::genre, dev.relata.model.Conditions.eq("rock"))
                        .one()
                        .block(LIMIT));
    }

    @Test
    void stagesThatWriteAreRefused() {
        assertThat(catchThrowable(() -> MongoStore.aggregate(RELATA, Sale.class, List.of(Aggregates.out("elsewhere")))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("$out");
    }

    /** The stages are the user's: any value in them may be one of a row. */
    @Test
    void listenersSeeNoValue() {
        MongoStore.aggregate(
                        RELATA,
                        Sale.class,
                        List.of(
                                Aggregates.match(Filters.eq("genre", "secret")),
                                Aggregates.addFields(new Field<>("note", "secret"), new Field<>("copy", "$genre"))))
                .all(Sale.class)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);

        assertThat(SENT)
                .extracting(ExecutedStatement::text)
                .anySatisfy(text -> assertThat(text).contains("$addFields", "$genre"))
                .noneSatisfy(text -> assertThat(text).contains("secret"));
    }
}

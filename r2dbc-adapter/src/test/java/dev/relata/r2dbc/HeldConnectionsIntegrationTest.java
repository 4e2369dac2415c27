package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.query.Iteration;
import dev.relata.spi.ExecutedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.function.Tuple3;

/** A store knows how many connections it holds: for a meter, and to see that none is lost. */
class HeldConnectionsIntegrationTest {

    record Crate(@Id @Nullable Long id, String name) {}

    @Test
    void connectionsOfStreamsTransactionsAndFailuresAreCountedUntilTheyAreGivenBack() {
        try (TestDatabase database = TestDatabase.create()) {
            R2dbcStore store = R2dbcStore.of(database.connectionFactory());
            Relata relata = Relata.builder().store(store).model(Crate.class).build();
            relata.schema().create().as(StepVerifier::create).verifyComplete();
            relata.bulk()
                    .insert(IntStream.range(0, 9)
                            .mapToObj(i -> new Crate(null, "crate " + i))
                            .toList())
                    .as(StepVerifier::create)
                    .expectNextCount(9)
                    .verifyComplete();
            TestDatabase.await(store::heldConnections, 0);

            StepVerifier.create(relata.from(Crate.class).iterate(Iteration.fetchSize(2)), 1)
                    .expectNextCount(1)
                    .then(() -> assertThat(store.heldConnections()).isEqualTo(1))
                    .thenCancel()
                    .verify();
            TestDatabase.await(store::heldConnections, 0);

            relata.transactional(relata.from(Crate.class).count().then(Mono.fromSupplier(store::heldConnections)))
                    .as(StepVerifier::create)
                    .expectNext(1)
                    .verifyComplete();
            relata.insert(new Crate(1L, "twice")).as(StepVerifier::create).verifyError();
            TestDatabase.await(store::heldConnections, 0);
        }
    }

    @Test
    void aHeldConnectionTellsItsPurposeItsAgeAndWhatWaitsForIt() {
        try (TestDatabase database = TestDatabase.create()) {
            R2dbcStore store = R2dbcStore.of(database.connectionFactory());
            Relata relata = Relata.builder().store(store).model(Crate.class).build();
            relata.schema().create().as(StepVerifier::create).verifyComplete();
            TestDatabase.await(store::heldConnections, 0);
            Mono<Long> count = relata.from(Crate.class).count();
            Mono<List<HeldConnection>> seen = Mono.fromSupplier(store::connections);

            relata.transactional(count.then(Mono.zip(count, count, seen).map(Tuple3::getT3)))
                    .as(StepVerifier::create)
                    .assertNext(held -> assertThat(held).singleElement().satisfies(one -> {
                        assertThat(one.number()).isPositive();
                        assertThat(one.label()).isEqualTo("Crate");
                        assertThat(one.held()).isPositive();
                        assertThat(one.waiting()).isPositive();
                    }))
                    .verifyComplete();
            TestDatabase.await(() -> store.connections().size(), 0);
        }
    }

    @Test
    void aStatementTellsTheTypesOfItsValuesItsFirstRowAndItsConnection() {
        List<ExecutedStatement> sent = new CopyOnWriteArrayList<>();
        try (TestDatabase database = TestDatabase.create()) {
            R2dbcStore store = R2dbcStore.builder()
                    .connectionFactory(database.connectionFactory())
                    .listener(sent::add)
                    .build();
            Relata relata = Relata.builder().store(store).model(Crate.class).build();
            relata.schema().create().as(StepVerifier::create).verifyComplete();
            relata.insert(new Crate(null, "secret"))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
            sent.clear();
            relata.from(Crate.class)
                    .where(Crate::name)
                    .eq("secret")
                    .all()
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();

            assertThat(sent).singleElement().satisfies(statement -> {
                assertThat(statement.details().binds()).containsExactly("text");
                assertThat(statement.details().firstRow()).isPositive().isLessThanOrEqualTo(statement.duration());
                assertThat(statement.details().connection()).isPositive();
                assertThat(statement).asString().doesNotContain("secret");
            });
        }
    }
}

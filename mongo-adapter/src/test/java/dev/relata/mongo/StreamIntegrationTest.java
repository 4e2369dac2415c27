package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.query.Iteration;
import dev.relata.test.conformance.StatementCounter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Streams, by the commands that they send. */
class StreamIntegrationTest {

    private static final int ROWS = 1000;

    @Table("drops")
    record Drop(@Id long id, String text) {}

    private final String name = TestServer.database();
    private final CountedCommands commands = new CountedCommands(new StatementCounter());
    private MongoClient client;
    private Relata relata;

    @BeforeEach
    void fill() {
        client = TestServer.client(commands);
        MongoStore store = MongoStore.builder()
                .client(client)
                .database(name)
                .atomicity(Atomicity.BEST_EFFORT)
                .build();
        relata = Relata.builder().store(store).model(Drop.class).build();
        List<Drop> drops =
                IntStream.range(0, ROWS).mapToObj(i -> new Drop(i, "drop " + i)).toList();
        relata.from(Drop.class).count().as(StepVerifier::create).expectNext(0L).verifyComplete();
        relata.bulk()
                .insert(drops)
                .as(StepVerifier::create)
                .expectNextCount(ROWS)
                .verifyComplete();
        commands.names();
    }

    @AfterEach
    void drop() {
        Mono.from(client.getDatabase(name).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    private Flux<Drop> stream(int batch) {
        return relata.from(Drop.class).iterate(Iteration.fetchSize(batch));
    }

    @Test
    void fetchesABatchWhenTheOneBeforeIsDelivered() {
        stream(100).as(StepVerifier::create).expectNextCount(ROWS).verifyComplete();

        List<String> sent = commands.names();
        assertThat(sent.get(0)).isEqualTo("find");
        assertThat(Collections.frequency(sent, "getMore")).isBetween(9, 10);
        assertThat(sent).doesNotContain("killCursors");
    }

    @Test
    void aConsumerOfOneRowAtATimeHoldsAtMostTwoBatches() {
        StepVerifier.Step<Drop> step = stream(100).as(flux -> StepVerifier.create(flux, 0));
        IntSupplier fetched = () -> 100 * commands.names().size();
        for (int delivered = 1; delivered <= 350; delivered++) {
            step = step.thenRequest(1).expectNextCount(1);
        }
        step.then(() -> assertThat(fetched.getAsInt()).isBetween(400, 550))
                .thenCancel()
                .verify(Duration.ofSeconds(30));
    }

    @Test
    void cancelClosesTheCursorOnTheServer() {
        stream(100)
                .as(flux -> StepVerifier.create(flux, 0))
                .thenRequest(150)
                .expectNextCount(150)
                .thenCancel()
                .verify(Duration.ofSeconds(30));

        Flux.defer(() -> Flux.fromIterable(commands.names()))
                .repeatWhen(again -> again.delayElements(Duration.ofMillis(20)))
                .filter("killCursors"::equals)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }
}

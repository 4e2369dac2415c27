package dev.relata.mongo;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.model.Id;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** What a client, or the URL that it is made from, sets for all of its users changes no answer. */
class ClientSettingsTest {

    record Key(@Id UUID id, String name) {}

    private final FakeMongo server = FakeMongo.start(Deployment.REPLICA_SET);

    @AfterEach
    void stop() {
        try {
            assertThat(server.violations()).isEmpty();
        } finally {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w=1",
                "w=0",
                "w=majority",
                "journal=true",
                "readPreference=secondaryPreferred",
                "readPreference=nearest",
                "readConcernLevel=majority",
                "readConcernLevel=available",
                "retryWrites=false&retryReads=false",
                "uuidRepresentation=javaLegacy",
                "uuidRepresentation=unspecified"
            })
    void changesNothing(String setting) {
        try (MongoClient client = MongoClients.create(new ConnectionString(server.url() + "&" + setting))) {
            round(Relata.builder()
                    .store(MongoStore.of(client, "settings"))
                    .model(Key.class)
                    .build());
        }
    }

    private static void round(Relata relata) {
        Key first = new Key(new UUID(1, 2), "first");
        Key second = new Key(new UUID(3, 4), "second");
        relata.insert(first).as(StepVerifier::create).expectNext(first).verifyComplete();
        relata.insert(first).as(StepVerifier::create).verifyError(ConstraintViolationException.class);
        relata.bulk()
                .insert(List.of(second))
                .as(StepVerifier::create)
                .expectNext(second)
                .verifyComplete();
        relata.update(new Key(first.id(), "other"))
                .then(relata.find(Key.class, first.id()))
                .map(Key::name)
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNext("other")
                .verifyComplete();
        relata.from(Key.class)
                .where(Key::id)
                .eq(second.id())
                .update(set(Key::name, "x"))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        relata.from(Key.class)
                .iterate()
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();
        relata.delete(second).as(StepVerifier::create).expectNext(true).verifyComplete();
        relata.from(Key.class).count().as(StepVerifier::create).expectNext(1L).verifyComplete();
    }
}

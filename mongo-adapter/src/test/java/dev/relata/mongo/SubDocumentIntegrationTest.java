package dev.relata.mongo;

import static dev.relata.model.Conditions.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.model.Id;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A component that is a record of its own is embedded in the document of its row. */
class SubDocumentIntegrationTest {

    record Street(String name, @Nullable Integer number) {}

    record Address(Street street, String town, List<String> lines) {}

    record Tenant(
            @Id @Nullable Long id, String name, @Nullable Address address) {}

    private static final String NAME = TestServer.database();
    private static final MongoClient CLIENT = TestServer.client();

    private final Relata relata = Relata.builder()
            .store(MongoStore.builder().client(CLIENT).database(NAME).build())
            .model(Tenant.class)
            .build();

    @AfterAll
    static void drop() {
        Mono.from(CLIENT.getDatabase(NAME).drop()).as(StepVerifier::create).verifyComplete();
        CLIENT.close();
    }

    @Test
    void aRecordInARecordIsASubDocument() {
        Address address = new Address(new Street("Elm", 7), "Springfield", List.of("c/o", "2nd floor"));
        Tenant tenant = relata.insert(new Tenant(null, "ann", address)).block();
        Tenant none = relata.insert(new Tenant(null, "bea", null)).block();

        assertThat(Flux.from(CLIENT.getDatabase(NAME)
                                .getCollection("tenants", BsonDocument.class)
                                .find(Filters.in("name", "ann", "bea")))
                        .map(document -> document.get("address", new BsonDocument()))
                        .collectList()
                        .block())
                .containsExactlyInAnyOrder(BsonDocument.parse("""
                                {street: {name: "Elm", number: 7}, town: "Springfield", lines: ["c/o", "2nd floor"]}
                                """), new BsonDocument());
        relata.from(Tenant.class)
                .where(Tenant::name, in("ann", "bea"))
                .all()
                .as(StepVerifier::create)
                .expectNext(tenant, none)
                .verifyComplete();
    }

    @Test
    void anUpdateOfTheRowReplacesItWhole() {
        Tenant tenant = relata.insert(new Tenant(null, "cia", new Address(new Street("Oak", null), "Ogden", List.of())))
                .block();
        Tenant moved =
                new Tenant(tenant.id(), "cia", new Address(new Street("Main", 1), "Utica", List.of("back yard")));

        relata.update(moved)
                .then(relata.find(Tenant.class, tenant.id()))
                .as(StepVerifier::create)
                .expectNext(moved)
                .verifyComplete();
    }
}

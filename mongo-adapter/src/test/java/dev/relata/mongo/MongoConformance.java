package dev.relata.mongo;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A store under the conformance suite, with commands counted at the driver. */
final class MongoConformance {

    private final StatementCounter statements = new StatementCounter();
    private final String name = TestServer.database();
    private final MongoClient client = TestServer.client(new CountedCommands(statements));
    private final Relata relata;

    MongoConformance(Atomicity atomicity) {
        MongoStore store = MongoStore.builder()
                .client(client)
                .database(name)
                .atomicity(atomicity)
                .build();
        await(store.connected().then());
        relata = Relata.builder()
                .store(store)
                .model(ConformanceModel.typesWithArrays())
                .build();
    }

    Relata relata() {
        return relata;
    }

    StatementCounter statements() {
        return statements;
    }

    Set<Capability> capabilities() {
        return relata.capabilities();
    }

    void empty() {
        await(TestServer.empty(client.getDatabase(name)));
    }

    void drop() {
        await(Mono.from(client.getDatabase(name).drop()));
        client.close();
    }

    private static void await(Mono<Void> work) {
        StepVerifier.create(work).expectComplete().verify(Duration.ofSeconds(30));
    }
}

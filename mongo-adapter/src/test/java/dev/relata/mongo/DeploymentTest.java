package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.mongo.fake.SeenCommand;
import dev.relata.spi.Capability;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What the store makes of a server's answer to {@code hello}; the servers are fakes of ours. */
class DeploymentTest {

    private static final int WIRE_4_2 = 8;

    @Table("stones")
    record Stone(@Id long id, String name) {}

    private interface Check {
        void with(FakeMongo server, MongoStore store, Relata relata);
    }

    private static void on(Deployment deployment, int wireVersion, Check check) {
        try (FakeMongo server = FakeMongo.start(deployment, wireVersion);
                MongoClient client = TestServer.client(server.url())) {
            MongoStore store =
                    MongoStore.builder().client(client).database("deployment").build();
            check.with(
                    server,
                    store,
                    Relata.builder().store(store).model(Stone.class).build());
        }
    }

    private static Set<Capability> asked(MongoStore store, Relata relata) {
        store.connected().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        return relata.capabilities();
    }

    @Test
    void aReplicaSetAndARouterHaveTransactionsAndSnapshots() {
        for (Deployment deployment : List.of(Deployment.REPLICA_SET, Deployment.MONGOS)) {
            on(deployment, 21, (server, store, relata) -> {
                assertThat(relata.capabilities()).doesNotContain(Capability.TRANSACTIONS);
                assertThat(asked(store, relata)).contains(Capability.TRANSACTIONS, Capability.SNAPSHOT_STREAMS);
                assertThat(store.explain()).contains(deployment.name(), "wire version 21", "in a transaction");
            });
        }
    }

    @Test
    void before5ThereAreNoSnapshotsOutsideTransactions() {
        on(Deployment.REPLICA_SET, WIRE_4_2, (server, store, relata) -> {
            assertThat(asked(store, relata))
                    .contains(Capability.TRANSACTIONS)
                    .doesNotContain(Capability.SNAPSHOT_STREAMS);
            relata.from(Stone.class).iterate().as(StepVerifier::create).verifyComplete();
            assertThat(server.seen()).extracting(SeenCommand::readConcern).doesNotContain("snapshot");
        });
    }

    @Test
    void aStandaloneServerHasNeitherAndRefuses() {
        on(Deployment.STANDALONE, 21, (server, store, relata) -> {
            relata.bulk()
                    .insert(List.of(new Stone(1, "a"), new Stone(2, "b")))
                    .as(StepVerifier::create)
                    .verifyError(RefusedException.class);
            assertThat(relata.capabilities()).doesNotContain(Capability.TRANSACTIONS, Capability.SNAPSHOT_STREAMS);
            assertThat(server.seen()).extracting(SeenCommand::name).containsOnly("hello");
        });
    }

    /** A shard's router takes the same writes, in the same transaction. */
    @Test
    void aWriteThroughARouterRunsInATransaction() {
        on(Deployment.MONGOS, 21, (server, store, relata) -> {
            relata.bulk()
                    .insert(List.of(new Stone(1, "a"), new Stone(2, "b")))
                    .as(StepVerifier::create)
                    .expectNextCount(2)
                    .verifyComplete();
            assertThat(server.seen().stream().filter(SeenCommand::inTransaction))
                    .extracting(SeenCommand::name)
                    .containsExactly("insert", "commitTransaction");
        });
    }
}

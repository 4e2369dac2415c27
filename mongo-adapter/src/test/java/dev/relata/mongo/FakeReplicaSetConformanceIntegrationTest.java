package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.spi.Capability;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/**
 * The same promises with transactions, on a fake of ours: a stand-in that keeps sessions and transactions as MongoDB's
 * documentation says. No real server is met here.
 */
class FakeReplicaSetConformanceIntegrationTest implements MongoContract {

    private static FakeMongo server;
    private static MongoConformance store;

    @BeforeAll
    static void connect() {
        server = FakeMongo.start(Deployment.REPLICA_SET);
        System.out.println("MongoDB for these cases: a fake of ours that says it is a replica set of 7.0");
        store = new MongoConformance(Atomicity.REQUIRED, server.url());
        // With validators, which hold the types of everything that is written against the model's.
        store.relata().schema().create().as(StepVerifier::create).verifyComplete();
        // But one: nulls are stored in it that the model does not allow.
        store.forget("tickets");
    }

    @AfterAll
    static void disconnect() {
        store.drop();
        server.close();
    }

    @BeforeEach
    void emptyTheCollections() {
        server.forget();
        store.empty();
    }

    @AfterEach
    void nothingStaysOpen() {
        // A rollback after a cancel has nobody who waits for it.
        Awaiting.until(() -> server.openTransactions() == 0);
        assertThat(server.violations()).isEmpty();
    }

    @Override
    public MongoConformance store() {
        return store;
    }

    @Test
    void theServerHasTransactionsAndSnapshots() {
        assertThat(capabilities()).contains(Capability.TRANSACTIONS, Capability.SNAPSHOT_STREAMS);
        assertThat(leftOut()).hasSize(LeftOutCases.ALWAYS);
    }
}

package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Capability;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything that Relata promises, over MongoDB, with writes of several documents let through where it has no transactions. */
class BestEffortConformanceIntegrationTest implements MongoContract {

    private static MongoConformance store;

    @BeforeAll
    static void connect() {
        store = new MongoConformance(Atomicity.BEST_EFFORT);
    }

    @AfterAll
    static void disconnect() {
        store.drop();
    }

    @BeforeEach
    void emptyTheCollections() {
        store.empty();
    }

    @Override
    public MongoConformance store() {
        return store;
    }

    @Test
    void asManyCasesAreLeftOutAsAreKnown() {
        boolean transactions = capabilities().contains(Capability.TRANSACTIONS);
        assertThat(leftOut()).hasSize(LeftOutCases.ALWAYS + (transactions ? 0 : LeftOutCases.WITHOUT_TRANSACTIONS));
    }

    @Test
    @Tag("soak")
    @Timeout(1800)
    void hostileInputManyTimes() {
        attackManyTimes();
    }
}

package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Capability;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same promises with the store as it is built by default: on a server without transactions the writes of several
 * documents are refused, and everything else holds.
 */
@ExtendWith(RefusedWrites.class)
class RefusingConformanceIntegrationTest implements MongoContract, RefusedWrites.Names {

    private static MongoConformance store;

    @BeforeAll
    static void connect() {
        store = new MongoConformance(Atomicity.REQUIRED);
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

    @Override
    public Set<String> refused() {
        return capabilities().contains(Capability.TRANSACTIONS) ? Set.of() : RefusedCases.NAMES;
    }

    @Test
    void asManyCasesAreRefusedAsAreKnown() {
        assertThat(RefusedCases.NAMES).hasSize(RefusedCases.NUMBER);
    }
}

package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.RelataConformance;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.Ticket;
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
class RefusingConformanceIntegrationTest implements RelataConformance, RefusedWrites.Names {

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
    public Relata relata() {
        return store.relata();
    }

    @Override
    public StatementCounter statements() {
        return store.statements();
    }

    @Override
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    @Override
    public Relata bare(Class<?>... model) {
        return store.bare(model);
    }

    @Override
    public void storeWithoutCode(Ticket ticket) {
        store.storeWithoutCode(ticket);
    }

    /** An update by a filter cannot look into another collection. */
    @Override
    public int statementsOfAWriteThatLooksFirst() {
        return 2;
    }

    /** What is locked is written, by its id where a filter cannot say which. */
    @Override
    public int statementsOfALockThatLooksFirst() {
        return capabilities().contains(Capability.TRANSACTIONS) ? 2 : 1;
    }

    @Override
    public Set<String> leftOut() {
        return LeftOutCases.names(capabilities());
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

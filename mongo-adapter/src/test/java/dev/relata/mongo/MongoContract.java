package dev.relata.mongo;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.RelataConformance;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.Ticket;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that Relata promises, over a store of MongoDB. */
interface MongoContract extends RelataConformance {

    /** The store under test, which holds no rows when a test begins. */
    MongoConformance store();

    @Override
    default Relata relata() {
        return store().relata();
    }

    @Override
    default StatementCounter statements() {
        return store().statements();
    }

    @Override
    default Set<Capability> capabilities() {
        return store().capabilities();
    }

    @Override
    default Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        return store().bare(settings, model);
    }

    @Override
    default void storeWithoutCode(Ticket ticket) {
        store().storeWithoutCode(ticket);
    }

    /** An update by a filter cannot look into another collection. */
    @Override
    default int statementsOfAWriteThatLooksFirst() {
        return 2;
    }

    /** What is locked is written, by its id where a filter cannot say which. */
    @Override
    default int statementsOfALockThatLooksFirst() {
        return capabilities().contains(Capability.TRANSACTIONS) ? 2 : 1;
    }

    /** The stand-in goes round a circle for ever, which a server goes round once. */
    @Override
    @Test
    @Tag("S167")
    default void circlesOfATreeEndAndTheRootIsNotBelowItself() {
        assumeFalse(TestServer.standsIn(), "mongo-java-server does not find the end of a circle in $graphLookup");
        RelataConformance.super.circlesOfATreeEndAndTheRootIsNotBelowItself();
    }

    /** The stand-in has no restrictSearchWithMatch, which a server has. */
    @Override
    @Test
    @Tag("S167")
    default void theFilterOfTheWayDownLeavesWholeBranchesOut() {
        assumeFalse(TestServer.standsIn(), "mongo-java-server has no restrictSearchWithMatch in $graphLookup");
        RelataConformance.super.theFilterOfTheWayDownLeavesWholeBranchesOut();
    }

    /** A server's mean of decimals is a decimal; mongo-java-server answers a double. */
    @Override
    default double lossOfMeans() {
        return TestServer.standsIn() ? 1e-15 : 0;
    }

    @Override
    default Set<String> leftOut() {
        return LeftOutCases.names(capabilities());
    }
}

package dev.relata.test;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.RelataConformance;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Ticket;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InMemoryConformanceTest implements RelataConformance {

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.builder()
                    .listener(statements)
                    .databaseDefault(Ticket.class, Ticket::code, () -> null)
                    .build())
            .model(ConformanceModel.typesWithArrays())
            .build();

    @Override
    public Relata relata() {
        return relata;
    }

    @Override
    public StatementCounter statements() {
        return statements;
    }

    @Override
    public Set<Capability> capabilities() {
        return relata.capabilities();
    }

    @Override
    public Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        InMemoryStore store = InMemoryStore.builder().listener(statements).build();
        return settings.apply(Relata.builder().store(store).model(model)).build();
    }

    /** It has no types of its own, and no connections that could be lost. */
    @Override
    public Set<String> leftOut() {
        return Set.of(
                "keysOfTheStoresOwnTypesCompareByItsRules",
                "aReadThatLocksIsOneStatement",
                "rowsThatOthersHaveLockedAreRefusedWithoutAWait",
                "rowsThatOthersHaveLockedAreSkipped",
                "rowsOfTheStoresOwnTypesAreWrittenAsOne",
                "aDefaultIsThatOfTheColumn",
                "textsAreSearchedForWords",
                "aConnectionThatIsLostBeforeCommitLeavesNothing",
                "aConnectionThatIsLostDuringCommitIsUnknown");
    }

    @Test
    @Tag("soak")
    @Timeout(1800)
    void hostileInputManyTimes() {
        attackManyTimes();
    }
}

package dev.relata.test;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.streams.StreamConformance;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rules of Reactive Streams, over the store in memory. */
class InMemoryStreamsTck implements StreamConformance {

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata = bare(settings -> settings, ConformanceModel.typesWithArrays());

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
}

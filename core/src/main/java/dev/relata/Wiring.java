package dev.relata;

import dev.relata.internal.batch.BatchOptions;
import dev.relata.internal.batch.ScopeKey;
import dev.relata.internal.batch.ScopeLayers;
import dev.relata.internal.batch.Scopes;
import dev.relata.internal.cascade.ModelCascades;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.link.Managers;
import dev.relata.internal.observe.Listeners;
import dev.relata.internal.plan.PlanReads;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Model;
import dev.relata.spi.Capability;
import dev.relata.spi.Store;
import java.time.Clock;
import java.time.Duration;

/**
 * The parts that a front door is made of, put together: a store that listeners see and whose writes scopes notice, its
 * transactions, and sessions that read in a scope's own.
 */
record Wiring(Store.Open store, Scopes scopes, Sessions transactions, Engine engine, Managers managers) {

    static Wiring of(Model model, Store.Open store, Clock clock, BatchOptions batches) {
        ScopeKey key = new ScopeKey();
        Listeners listeners = new Listeners(batches.listeners());
        Sessions sessions = new Sessions(store, new ScopeLayers(store, key, listeners));
        Scopes scopes = new Scopes(sessions, key, batches);
        Engine engine = new Engine(
                model, sessions, scopes.lookups(), as(store, clock), new PlanReads(), new ModelCascades());
        return new Wiring(store, scopes, sessions, engine, new Managers(engine));
    }

    /** Times that are given are no finer than what the store keeps, so that a row is answered as it is stored. */
    private static Clock as(Store.Open store, Clock clock) {
        return store.capabilities().contains(Capability.MICROSECONDS) ? clock : Clock.tick(clock, Duration.ofMillis(1));
    }
}

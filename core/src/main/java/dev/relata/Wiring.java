package dev.relata;

import dev.relata.internal.batch.BatchOptions;
import dev.relata.internal.batch.Scopes;
import dev.relata.internal.cascade.CascadingDeletes;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.link.Managers;
import dev.relata.internal.observe.ObservedStore;
import dev.relata.internal.plan.PlanReads;
import dev.relata.internal.rekey.CascadingKeyChanges;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.session.Transactions;
import dev.relata.internal.write.Deletes;
import dev.relata.internal.write.KeyChanges;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Model;
import dev.relata.spi.Capability;
import dev.relata.spi.Store;
import java.time.Clock;
import java.time.Duration;

/**
 * The parts that a front door is made of, put together: a store that listeners see and whose writes scopes notice, its
 * transactions, and sessions that read in a scope's own.
 */
record Wiring(Store.Open store, Scopes scopes, Transactions transactions, Engine engine, Managers managers) {

    static Wiring of(Model model, Store.Open store, Clock clock, BatchOptions batches) {
        Scopes scopes = new Scopes(ObservedStore.of(store, batches.listeners()), batches);
        Transactions transactions = new Transactions(scopes.store());
        Sessions sessions = scopes.sessions(transactions);
        Writes writes = writes(model, sessions, as(store, clock));
        Engine engine = new Engine(model, sessions, scopes.lookups(sessions), new PlanReads(), writes);
        return new Wiring(store, scopes, transactions, engine, new Managers(engine));
    }

    private static Writes writes(Model model, Sessions sessions, Clock clock) {
        UpdateTimes times = new UpdateTimes(clock);
        KeyChanges keyChanges = new CascadingKeyChanges(model, sessions, times);
        Deletes deletes = new CascadingDeletes(model, sessions, keyChanges, times);
        return new Writes(model, sessions, clock, deletes, keyChanges);
    }

    /** Times that are given are no finer than what the store keeps, so that a row is answered as it is stored. */
    private static Clock as(Store.Open store, Clock clock) {
        return store.capabilities().contains(Capability.MICROSECONDS) ? clock : Clock.tick(clock, Duration.ofMillis(1));
    }
}

package dev.relata.internal.batch;

import dev.relata.observe.ScopeStatistics;
import dev.relata.observe.ScopeStatistics.Counts;
import java.util.HashMap;
import java.util.Map;

/** Counts the lookups of a scope and their statements. Guarded. */
final class ScopeCounters {

    private final Map<String, Counter> byRelationship = new HashMap<>();

    /** The counts of one relationship. */
    private static final class Counter {
        private long lookups;
        private long known;
        private long statements;
        private long keys;
        private int largest;
    }

    private Counter of(String relationship) {
        return byRelationship.computeIfAbsent(relationship, any -> new Counter());
    }

    void lookup(String relationship, boolean known) {
        Counter counter = of(relationship);
        counter.lookups++;
        counter.known += known ? 1 : 0;
    }

    void statement(String relationship, int keys) {
        Counter counter = of(relationship);
        counter.statements++;
        counter.keys += keys;
        counter.largest = Math.max(counter.largest, keys);
    }

    ScopeStatistics statistics() {
        Map<String, Counts> counts = new HashMap<>();
        byRelationship.forEach((name, counter) -> counts.put(
                name, new Counts(counter.lookups, counter.known, counter.statements, counter.keys, counter.largest)));
        return new ScopeStatistics(counts);
    }
}

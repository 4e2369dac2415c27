package dev.relata.internal.batch;

import dev.relata.observe.ScopeStatistics;
import dev.relata.observe.ScopeStatistics.Counts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the lookups of a scope and their statements. Guarded. */
final class ScopeCounters {

    private final Map<String, Counter> byRelationship = new HashMap<>();

    /** That of the last lookup, which is mostly that of the next one. */
    private @Nullable Counter last;

    /** The counts of one relationship. */
    private static final class Counter {
        private final String relationship;
        private long lookups;
        private long known;
        private long statements;
        private long keys;
        private int largest;
        private long ahead;
        private long unasked;

        Counter(String relationship) {
            this.relationship = relationship;
        }
    }

    private Counter of(String relationship) {
        Counter latest = last;
        if (latest == null || !latest.relationship.equals(relationship)) {
            latest = byRelationship.computeIfAbsent(relationship, Counter::new);
            last = latest;
        }
        return latest;
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

    /** Counts keys that are read ahead; they are among those of the statement. */
    void ahead(String relationship, int keys) {
        Counter counter = of(relationship);
        counter.ahead += keys;
        counter.unasked += keys;
    }

    /** Counts the first lookup of a key that was read ahead. */
    void asked(String relationship) {
        of(relationship).unasked--;
    }

    ScopeStatistics statistics() {
        Map<String, Counts> counts = new HashMap<>();
        byRelationship.forEach((name, counter) -> counts.put(
                name,
                new Counts(
                        counter.lookups,
                        counter.known,
                        counter.statements,
                        counter.keys,
                        counter.largest,
                        counter.ahead,
                        counter.unasked)));
        return new ScopeStatistics(counts);
    }
}

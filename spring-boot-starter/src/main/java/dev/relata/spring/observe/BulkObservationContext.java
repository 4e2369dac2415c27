package dev.relata.spring.observe;

import dev.relata.observe.Outcome;
import dev.relata.observe.RunningBulk;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What conventions know of a write of many rows. Thread-safe in what it adds to its class. */
public class BulkObservationContext extends Observation.Context {

    private final RunningBulk bulk;
    private volatile @Nullable Outcome outcome;

    /**
     * Makes the context of a write that begins.
     *
     * @param bulk the write, which can be read at any time
     */
    public BulkObservationContext(RunningBulk bulk) {
        this.bulk = bulk;
    }

    /**
     * Returns the write.
     *
     * @return the write
     */
    public RunningBulk bulk() {
        return bulk;
    }

    /**
     * Returns how the write has ended.
     *
     * @return the outcome, or null while it runs
     */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    void ended(Outcome how) {
        outcome = how;
    }
}

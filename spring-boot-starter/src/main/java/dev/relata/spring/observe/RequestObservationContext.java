package dev.relata.spring.observe;

import dev.relata.observe.Outcome;
import dev.relata.observe.RunningRequest;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What conventions know of a request to the store. Thread-safe in what it adds to its class. */
public class RequestObservationContext extends Observation.Context {

    private final RunningRequest request;
    private volatile @Nullable Outcome outcome;

    /**
     * Makes the context of a request that begins.
     *
     * @param request the request, which can be read at any time
     */
    public RequestObservationContext(RunningRequest request) {
        this.request = request;
    }

    /**
     * Returns the request.
     *
     * @return the request
     */
    public RunningRequest request() {
        return request;
    }

    /**
     * Returns how the request has ended.
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

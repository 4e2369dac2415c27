package dev.relata.spring;

import dev.relata.error.StoreUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that the database could not be reached, or that no connection was free in time. */
final class StoreUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<StoreUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, StoreUnavailableException cause) {
        return new FailureAnalysis(
                "Relata could not use the database at start: " + cause.getMessage(),
                "See that the server of spring.r2dbc.url (or spring.mongodb.uri) runs and accepts connections, and that"
                        + " spring.r2dbc.pool.max-size leaves one free; spring.r2dbc.pool.max-acquire-time says how long"
                        + " to wait for one.",
                cause);
    }
}

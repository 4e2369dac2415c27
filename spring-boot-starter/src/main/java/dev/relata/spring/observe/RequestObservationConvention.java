package dev.relata.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of requests to the store; a bean of this type takes the place of
 * {@link DefaultRequestObservationConvention}. Must be thread-safe.
 */
public interface RequestObservationConvention extends ObservationConvention<RequestObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof RequestObservationContext;
    }
}

package dev.relata.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of writes of many rows; a bean of this type takes the place of
 * {@link DefaultBulkObservationConvention}. Must be thread-safe.
 */
public interface BulkObservationConvention extends ObservationConvention<BulkObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof BulkObservationContext;
    }
}

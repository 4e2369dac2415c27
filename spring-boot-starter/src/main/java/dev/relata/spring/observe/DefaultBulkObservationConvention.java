package dev.relata.spring.observe;

import dev.relata.spring.observe.RelataObservationDocumentation.BulkHighCardinality;
import dev.relata.spring.observe.RelataObservationDocumentation.BulkLowCardinality;
import io.micrometer.common.KeyValues;

/**
 * Names an observation {@code relata.bulk} and a span by call and relationship, such as {@code bulk insert Book}. Values of rows
 * are in no key. Immutable, thread-safe.
 */
public class DefaultBulkObservationConvention implements BulkObservationConvention {

    /** Makes the convention. */
    public DefaultBulkObservationConvention() {}

    @Override
    public String getName() {
        return "relata.bulk";
    }

    @Override
    public String getContextualName(BulkObservationContext context) {
        return "bulk " + context.bulk().call() + " " + context.bulk().relationship();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(BulkObservationContext context) {
        return KeyValues.of(
                BulkLowCardinality.RELATIONSHIP.withValue(context.bulk().relationship()),
                BulkLowCardinality.KIND.withValue(context.bulk().call()),
                BulkLowCardinality.OUTCOME.withValue(DefaultRequestObservationConvention.outcome(context.outcome())),
                BulkLowCardinality.EXCEPTION.withValue(
                        DefaultRequestObservationConvention.exception(context.getError())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(BulkObservationContext context) {
        return KeyValues.of(
                BulkHighCardinality.ROWS.withValue(Long.toString(context.bulk().rows())),
                BulkHighCardinality.CHUNKS.withValue(
                        Integer.toString(context.bulk().chunks())));
    }
}

package dev.relata.spring.observe;

import dev.relata.observe.Outcome;
import dev.relata.observe.RunningRequest;
import dev.relata.spring.observe.RelataObservationDocumentation.RequestHighCardinality;
import dev.relata.spring.observe.RelataObservationDocumentation.RequestLowCardinality;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names an observation {@code relata.request} and a span by kind and relationship, such as {@code batch Book.AUTHOR}. Values of
 * rows are in no key. Immutable, thread-safe.
 */
public class DefaultRequestObservationConvention implements RequestObservationConvention {

    /** Makes the convention. */
    public DefaultRequestObservationConvention() {}

    @Override
    public String getName() {
        return "relata.request";
    }

    @Override
    public String getContextualName(RequestObservationContext context) {
        return kind(context.request()) + " " + context.request().relationship();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(RequestObservationContext context) {
        return KeyValues.of(
                RequestLowCardinality.RELATIONSHIP.withValue(context.request().relationship()),
                RequestLowCardinality.KIND.withValue(kind(context.request())),
                RequestLowCardinality.OUTCOME.withValue(outcome(context.outcome())),
                RequestLowCardinality.EXCEPTION.withValue(exception(context.getError())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(RequestObservationContext context) {
        RunningRequest request = context.request();
        KeyValues values = KeyValues.of(RequestHighCardinality.ROWS.withValue(Long.toString(request.rows())));
        return request.batchSize() == 0
                ? values
                : values.and(
                        RequestHighCardinality.BATCH_SIZE.withValue(Integer.toString(request.batchSize())),
                        RequestHighCardinality.LOOKUPS.withValue(Long.toString(request.lookups())));
    }

    private static String kind(RunningRequest request) {
        return request.batchSize() > 0 ? "batch" : request.operation().name().toLowerCase(Locale.ROOT);
    }

    static String outcome(@Nullable Outcome outcome) {
        return outcome == null ? "UNKNOWN" : outcome.name();
    }

    static String exception(@Nullable Throwable error) {
        return error == null ? KeyValue.NONE_VALUE : error.getClass().getSimpleName();
    }
}

package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.ValueResolver;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Aggregation;
import dev.relata.model.Property;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;

/** An aggregate as a user has asked for it, resolved on subscribe. */
interface AggregateSource {

    /** Resolves the aggregate over rows of a type. */
    Aggregate of(FilterResolver resolver, EntityType<?> type);

    static AggregateSource rows() {
        return (resolver, type) -> Aggregate.countRows();
    }

    static AggregateSource of(Function function, Property<?, ?> property) {
        return (resolver, type) -> ValueResolver.aggregate(
                function,
                resolver.path(
                        type,
                        RefusedException.unlessNull(
                                property, type.name() + ".sum, or another aggregate", "the property")),
                false);
    }

    static AggregateSource of(Aggregation<?, ?> aggregation) {
        return (resolver, type) -> resolver.values().aggregate(type, aggregation);
    }
}

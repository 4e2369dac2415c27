package dev.relata.spi;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over the related rows of a row. Immutable.
 *
 * @param association from this row's type to the query's type; it restricts the innermost source of the query, so a limit in
 *     it counts per row
 * @param query the related rows that count, each once; its order matters only under a limit
 * @param aggregate what is computed over them; a sum of nothing is 0
 */
public record RelatedValue(Association association, Query query, Aggregate aggregate) implements RowValue {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.related(this);
    }

    @Override
    public @Nullable Attribute attribute() {
        return aggregate.attribute();
    }

    @Override
    public Class<?> valueClass() {
        return aggregate.valueClass();
    }

    @Override
    public Class<?> componentClass() {
        return aggregate.componentClass();
    }

    @Override
    public @Nullable Object toValue(@Nullable Object stored) {
        return aggregate.toValue(stored);
    }

    /** Whether it may be null, as the smallest of nothing is. */
    public boolean nullable() {
        return aggregate.ofNothing() == null;
    }

    @Override
    public String describe() {
        return aggregate.function().name().toLowerCase(Locale.ROOT) + " of related "
                + association.target().name();
    }
}

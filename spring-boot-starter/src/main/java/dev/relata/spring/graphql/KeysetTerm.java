package dev.relata.spring.graphql;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Conditions;
import dev.relata.model.Direction;
import dev.relata.model.Filter;
import dev.relata.model.Nulls;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import org.jspecify.annotations.Nullable;

/**
 * One term of the order of a connection. Immutable.
 *
 * @param sort the term
 * @param property its property, the target's own
 * @param attribute the property as the model sees it
 */
record KeysetTerm<T>(Sort<T> sort, Property<T, ?> property, Attribute attribute) {

    String name() {
        return attribute.qualifiedName();
    }

    /** Returns the text that is the same for terms of equal orders. */
    String text() {
        return name() + " " + sort.direction() + " " + sort.nulls();
    }

    Filter<T> same(@Nullable Object value) {
        return new Filter.OnProperty<>(
                property, value == null ? Conditions.isNull() : Conditions.onAnyType(Operator.EQ, value));
    }

    /** Returns what passes rows behind a value of this term alone, or null where none is. */
    @Nullable
    Filter<T> behind(@Nullable Object value) {
        boolean nullsLast = sort.nulls() == Nulls.LAST;
        if (value == null) {
            return nullsLast ? null : new Filter.OnProperty<>(property, Conditions.isNotNull());
        }
        Operator operator = sort.direction() == Direction.ASC ? Operator.GT : Operator.LT;
        Filter<T> further = new Filter.OnProperty<>(property, Conditions.onAnyType(operator, value));
        return nullsLast ? Conditions.anyOf(further, new Filter.OnProperty<>(property, Conditions.isNull())) : further;
    }
}

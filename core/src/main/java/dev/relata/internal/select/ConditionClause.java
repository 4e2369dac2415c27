package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.model.Condition;
import dev.relata.model.Conditions;
import dev.relata.model.Operator;
import dev.relata.query.PropertyClause;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A property that waits for its condition.
 *
 * @param add adds the condition to the selection that the clause began from
 */
record ConditionClause<Q, V>(Function<Condition<?>, Q> add) implements PropertyClause<Q, V> {

    @Override
    public Q eq(@Nullable V value) {
        return add.apply(Conditions.onAnyType(Operator.EQ, value));
    }

    @Override
    public Q ne(@Nullable V value) {
        return add.apply(Conditions.onAnyType(Operator.NE, value));
    }

    @Override
    public Q in(Collection<? extends V> values) {
        Object[] operands =
                RefusedException.unlessNull(values, "in", "the collection").toArray();
        return add.apply(Conditions.onAnyType(Operator.IN, operands));
    }

    @Override
    public Q isNull() {
        return add.apply(Conditions.isNull());
    }

    @Override
    public Q isNotNull() {
        return add.apply(Conditions.isNotNull());
    }
}

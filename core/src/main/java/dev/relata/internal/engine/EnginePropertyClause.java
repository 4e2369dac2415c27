package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.model.Condition;
import dev.relata.model.Conditions;
import dev.relata.model.Operator;
import dev.relata.query.PropertyClause;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds the condition that it is given to what it began from. */
final class EnginePropertyClause<Q, V> implements PropertyClause<Q, V> {

    private final Function<Condition<?>, Q> add;

    EnginePropertyClause(Function<Condition<?>, Q> add) {
        this.add = add;
    }

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
        return add.apply(Conditions.onAnyType(
                Operator.IN,
                RefusedException.unlessNull(values, "in", "the collection").toArray()));
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

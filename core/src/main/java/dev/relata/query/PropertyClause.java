package dev.relata.query;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A condition that was begun with a property of any type, such as one that is not comparable. Immutable.
 *
 * @param <Q> what the condition is added to
 * @param <V> the property's type
 */
public interface PropertyClause<Q, V> {

    /**
     * Rows where the property equals the value; null is refused, use {@link #isNull()}.
     *
     * @param value the value
     * @return the restricted selection
     */
    Q eq(@Nullable V value);

    /**
     * Rows where the property differs from the value, nulls included.
     *
     * @param value the value
     * @return the restricted selection
     */
    Q ne(@Nullable V value);

    /**
     * Rows where the property equals one of the values; none: no rows and no statement.
     *
     * @param values the values
     * @return the restricted selection
     */
    Q in(Collection<? extends V> values);

    /**
     * Rows where the property is null.
     *
     * @return the restricted selection
     */
    Q isNull();

    /**
     * Rows where the property is not null.
     *
     * @return the restricted selection
     */
    Q isNotNull();
}

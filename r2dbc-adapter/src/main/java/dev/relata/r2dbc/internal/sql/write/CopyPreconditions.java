package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which rows may be copied. Immutable.
 *
 * @param type the type
 * @param columns the columns that are copied, the drawn one included
 * @param oids the number of the type that each must have
 * @param longest the length of the longest text of each
 * @param drawn the column whose values a sequence draws, or null
 * @param rows how many are drawn
 */
public record CopyPreconditions(
        EntityType<?> type,
        List<Attribute> columns,
        List<Integer> oids,
        List<Integer> longest,
        @Nullable Attribute drawn,
        int rows) {

    /** Copies the lists. */
    public CopyPreconditions {
        columns = List.copyOf(columns);
        oids = List.copyOf(oids);
        longest = List.copyOf(longest);
    }
}

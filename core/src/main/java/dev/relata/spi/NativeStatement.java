package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement in a store's own language, made by its adapter. Immutable.
 *
 * @param label what it is for, in messages and for listeners
 * @param command the statement, as the adapter knows it
 * @param type the type of the rows that are answered, or null where they are no records
 * @param columns what is read of each row, by the names of the columns; empty where no rows are answered
 * @param writes whether it may change rows of any type
 */
public record NativeStatement(
        String label, Object command, @Nullable EntityType<?> type, List<Attribute> columns, boolean writes) {

    /**
     * A statement whose rows are records.
     *
     * @param label what it is for
     * @param command the statement
     * @param type the type of the rows
     * @param writes whether it may change rows
     * @return the request
     */
    public static NativeStatement of(String label, Object command, EntityType<?> type, boolean writes) {
        return new NativeStatement(label, command, type, type.attributes(), writes);
    }

    /** Copies the list. */
    public NativeStatement {
        columns = List.copyOf(columns);
    }
}

package dev.relata.spi;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows of a statement beside its text and its answer. Holds no value of a row. Immutable.
 *
 * @param binds the types of the values that were bound, in order, in the words of the store, such as {@code int8[]}; empty where
 *     there are none, or the store binds none
 * @param firstRow from sending to the arrival of the first row, or of the first part of the answer where a store notices no more;
 *     null where that is not known
 * @param connection the number of the connection among all that the store has taken, from 1; 0 where that is not known
 * @param server the server that has answered, in the words of the store, such as {@code primary} or {@code reader 1}; null where
 *     that is not known, or the store has but one
 */
public record StatementDetails(
        List<String> binds,
        @Nullable Duration firstRow,
        long connection,
        @Nullable String server) {

    /** Nothing is known. */
    public static final StatementDetails NONE = new StatementDetails(List.of(), null, 0);

    /** Copies the list. */
    public StatementDetails {
        binds = List.copyOf(binds);
    }

    /**
     * Makes the details of a statement whose server is not known.
     *
     * @param binds the types of the values that were bound
     * @param firstRow from sending to the arrival of the first row, or null
     * @param connection the number of the connection, or 0
     */
    public StatementDetails(List<String> binds, @Nullable Duration firstRow, long connection) {
        this(binds, firstRow, connection, null);
    }
}

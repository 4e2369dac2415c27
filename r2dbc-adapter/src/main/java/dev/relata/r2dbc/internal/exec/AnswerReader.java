package dev.relata.r2dbc.internal.exec;

import io.r2dbc.spi.Row;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads the rows of one answer out of those of the driver, of which each may hold many. Used by one thread at a time.
 *
 * @param <R> a row
 */
public interface AnswerReader<R> {

    /**
     * Reads a row of the driver while it is readable; an exception ends the answer with it.
     *
     * @param row the row
     * @param rows takes each row that it holds, in order
     * @param stopped whether nobody waits for more of them
     * @return the number of rows in it
     */
    int read(Row row, Consumer<? super R> rows, BooleanSupplier stopped);

    /** Returns the bytes of one row in a row of the driver, on average; 0 if they are not known. */
    default int bytes(Row row) {
        return 0;
    }

    /** Returns what follows the BEGIN of the transaction of a cursor that has one of its own; nothing by default. */
    default String settings() {
        return "";
    }

    /**
     * Returns how many rows one of the driver held, on average, since the last call.
     *
     * @return the number, 1 or more; {@link Integer#MAX_VALUE} if it has read none
     */
    default int rowsInOne() {
        return 1;
    }
}

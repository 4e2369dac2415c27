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

    /**
     * Returns the bytes of one row in a row of the driver that is to be read next, on average.
     *
     * @param row the row
     * @return the bytes, 0 if they are not known; negative if there is no row in it
     */
    default int bytes(Row row) {
        return 0;
    }

    /** Returns what follows the BEGIN of the transaction of a cursor that has one of its own; nothing by default. */
    default String settings() {
        return "";
    }

    /**
     * Returns how many rows of the driver hold so many rows. Called once before each FETCH.
     *
     * @param rows the rows that are wanted
     * @return the number to ask for, 1 or more
     */
    default int answers(int rows) {
        return rows;
    }
}

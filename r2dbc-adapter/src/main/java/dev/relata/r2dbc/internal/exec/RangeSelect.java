package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import io.r2dbc.spi.Row;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One of the ranges that a SELECT is divided into. Read once.
 *
 * @param select the command to send; one SELECT
 * @param reader reads the rows, for this range only
 * @param <R> the type of the values
 */
public record RangeSelect<R>(Command select, AnswerReader<R> reader) {

    /**
     * Makes a range of which each row of the answer is one.
     *
     * @param select the command to send; one SELECT
     * @param reader makes the value of a row while the row is readable; used for this range only
     * @param rowBytes tells the size of a row while that is readable, 0 if it does not know
     * @param <R> the type of the values
     * @return the range
     */
    public static <R> RangeSelect<R> of(
            Command select, Function<? super Row, ? extends R> reader, ToIntFunction<? super Row> rowBytes) {
        return new RangeSelect<>(select, new RowByRow<>(reader, rowBytes));
    }
}

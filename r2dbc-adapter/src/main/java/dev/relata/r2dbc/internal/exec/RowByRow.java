package dev.relata.r2dbc.internal.exec;

import io.r2dbc.spi.Row;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Reads one row out of each of the driver's.
 *
 * @param value makes the value of a row while the row is readable
 * @param size tells the size of a row, 0 if it does not know
 */
record RowByRow<R>(Function<? super Row, ? extends R> value, ToIntFunction<? super Row> size)
        implements AnswerReader<R> {

    @Override
    public int read(Row row, Consumer<? super R> rows, BooleanSupplier stopped) {
        rows.accept(Objects.requireNonNull(value.apply(row), "the row reader answered null"));
        return 1;
    }

    @Override
    public int bytes(Row row) {
        return size.applyAsInt(row);
    }
}

package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.exec.AnswerReader;
import dev.relata.r2dbc.internal.row.ArrayReader;
import io.r2dbc.spi.Row;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the rows of a request out of rows of arrays. Used by one subscription.
 *
 * @param <R> what is made of a row
 */
final class ArrayAnswerReader<R> implements AnswerReader<R> {

    /** The planner guesses at the pages of each part, takes the read for a costly one, and would compile it for longer than it runs. */
    private static final String WITHOUT_COMPILING = "; SET LOCAL jit = off";

    /** So many rows of the answer in a row with one row each are no accident of a table with many deleted rows. */
    private static final int ALONE = 64;

    private final ArrayReader arrays;
    private final Function<ArrayReader, ? extends R> next;
    private final Runnable onRowsAlone;
    private int answers;
    private int rows;
    private int alone;

    /**
     * Creates a reader.
     *
     * @param next reads the next row of the arrays
     * @param onRowsAlone is called where rows do not come together
     */
    ArrayAnswerReader(ArrayReader arrays, Function<ArrayReader, ? extends R> next, Runnable onRowsAlone) {
        this.arrays = arrays;
        this.next = next;
        this.onRowsAlone = onRowsAlone;
    }

    @Override
    public int read(Row row, Consumer<? super R> sink, BooleanSupplier stopped) {
        int loaded = arrays.load(row);
        rows += loaded;
        answers++;
        alone = loaded == 1 ? alone + 1 : 0;
        if (alone == ALONE) {
            onRowsAlone.run();
        }
        while (arrays.hasNext() && !stopped.getAsBoolean()) {
            sink.accept(next.apply(arrays));
        }
        return loaded;
    }

    @Override
    public int bytes(Row row) {
        // Those of the row before, which is taken over already.
        return arrays.size();
    }

    @Override
    public String settings() {
        return WITHOUT_COMPILING;
    }

    @Override
    public int rowsInOne() {
        int each = answers == 0 ? Integer.MAX_VALUE : Math.max(1, rows / answers);
        rows = 0;
        answers = 0;
        return each;
    }
}

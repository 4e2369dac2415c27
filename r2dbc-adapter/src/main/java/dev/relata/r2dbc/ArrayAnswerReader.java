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

    /**
     * The planner guesses at the pages of each part, takes the read for a costly one, and would compile it for longer than it runs. A
     * part that is not found by its pages is found by reading all of them.
     */
    private static final String SETTINGS = "; SET LOCAL jit = off; SET LOCAL enable_tidscan = on";

    /** So many rows of the answer in a row with one row each are no accident of a table with many deleted rows. */
    private static final int ALONE = 64;

    /** The most parts of a table in one FETCH: pages without rows tell nothing of those behind them. */
    private static final int MOST = 8;

    /** The parts that begin a table, which are smaller than the others, are asked for one by one. */
    private static final int FIRST = 3;

    private final ArrayReader arrays;
    private final Function<ArrayReader, ? extends R> next;
    private final Runnable onRowsAlone;
    private int answers;
    private int asked = 1;
    private int largest;
    private int alone;
    private boolean loaded;

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
        int rows = loaded ? arrays.rows() : arrays.load(row);
        loaded = false;
        answers++;
        largest = Math.max(largest, rows);
        alone = rows == 1 ? alone + 1 : 0;
        if (alone == ALONE) {
            onRowsAlone.run();
        }
        while (arrays.hasNext() && !stopped.getAsBoolean()) {
            sink.accept(next.apply(arrays));
        }
        return rows;
    }

    @Override
    public int bytes(Row row) {
        loaded = true;
        return arrays.load(row) == 0 ? -1 : arrays.size();
    }

    @Override
    public String settings() {
        return SETTINGS;
    }

    @Override
    public int answers(int rows) {
        if (alone >= ALONE) {
            asked = rows;
        } else if (answers >= FIRST) {
            int most = Math.min(2 * asked, MOST);
            asked = largest == 0 ? most : Math.max(1, Math.min(rows / largest, most));
        }
        largest = 0;
        return asked;
    }
}

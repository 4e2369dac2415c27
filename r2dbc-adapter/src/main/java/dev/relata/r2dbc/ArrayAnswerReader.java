package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.exec.AnswerReader;
import dev.relata.r2dbc.internal.row.ArrayReader;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.spi.Select;
import io.r2dbc.spi.Row;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a request out of rows of arrays. Used by one subscription. */
final class ArrayAnswerReader implements AnswerReader<@Nullable Object[]> {

    /** So many rows of the answer in a row with one row each are no accident of a table with many deleted rows. */
    private static final int ALONE = 64;

    /** The planner guesses at the pages of each part, takes the read for a costly one, and would compile it for longer than it runs. */
    private static final String WITHOUT_COMPILING = "; SET LOCAL jit = off";

    private final Select select;
    private final ArrayReader arrays;
    private final @Nullable Positions positions;
    private final Runnable onRowsAlone;
    private int answers;
    private int rows;
    private int alone;

    /**
     * Creates a reader.
     *
     * @param positions puts positions in the place of keys; null if that is not to be done
     * @param onRowsAlone is called where rows do not come together
     */
    ArrayAnswerReader(Select select, ArrayReader arrays, @Nullable Positions positions, Runnable onRowsAlone) {
        this.select = select;
        this.arrays = arrays;
        this.positions = positions;
        this.onRowsAlone = onRowsAlone;
    }

    @Override
    public int read(Row row, Consumer<? super @Nullable Object[]> sink, BooleanSupplier stopped) {
        int loaded = arrays.load(row);
        rows += loaded;
        answers++;
        alone = loaded == 1 ? alone + 1 : 0;
        if (alone == ALONE) {
            onRowsAlone.run();
        }
        while (arrays.hasNext() && !stopped.getAsBoolean()) {
            sink.accept(next());
        }
        return loaded;
    }

    private @Nullable Object[] next() {
        @Nullable Object[] values = values();
        return positions == null ? values : positions.placed(values);
    }

    private @Nullable Object[] values() {
        try {
            return arrays.next();
        } catch (UnreadableRowException e) {
            return StoreSession.named(select, e);
        }
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

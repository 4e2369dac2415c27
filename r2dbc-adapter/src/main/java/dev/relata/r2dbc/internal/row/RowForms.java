package dev.relata.r2dbc.internal.row;

import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.AnswerForms;
import io.r2dbc.spi.Row;
import org.jspecify.annotations.Nullable;

/**
 * Finds out in which form the connections of a store answer best. Columns need two things of the driver: that it gives out the bytes
 * of a column, see {@link RawValues}, and, but for binary cursors, that it asks for binary values ({@code forceBinary}). Of a factory
 * that is given neither is known; the first answer tells, which is asked for as a record, since that can always be read. Thread-safe.
 */
public final class RowForms implements AnswerForms {

    private volatile AnswerForm statements;
    private volatile AnswerForm cursors;
    private volatile boolean known;

    private RowForms(AnswerForm statements, AnswerForm cursors, boolean known) {
        this.statements = statements;
        this.cursors = cursors;
        this.known = known;
    }

    /** Returns the forms of connections that answer in columns. */
    public static RowForms columns() {
        return new RowForms(AnswerForm.COLUMNS, AnswerForm.CURSOR_COLUMNS, true);
    }

    /** Returns the forms of connections of which nothing is known yet. */
    public static RowForms unknown() {
        return new RowForms(AnswerForm.RECORD, AnswerForm.RECORD, false);
    }

    @Override
    public AnswerForm ofStatements() {
        return statements;
    }

    @Override
    public AnswerForm ofCursors() {
        return cursors;
    }

    /**
     * Returns a reader for one answer to a statement.
     *
     * @param bound whether it has values: without any its rows come in text in any case, and tell nothing
     */
    public RowReader reader(AnswerForm form, RowShape shape, boolean bound) {
        if (form != AnswerForm.RECORD) {
            return new ColumnReader(shape, this);
        }
        boolean raw = known && cursors == AnswerForm.CURSOR_COLUMNS;
        return raw ? RecordReader.ofRaw(shape) : RecordReader.of(shape, known || !bound ? row -> {} : this::learn);
    }

    /** Returns a reader for the answer of a binary cursor, which tells nothing about other statements. */
    public RowReader cursorReader(AnswerForm form, RowShape shape) {
        return form == AnswerForm.RECORD ? RecordReader.of(shape, this::learnOfCursors) : new ColumnReader(shape, this);
    }

    /** Returns a reader for the answer of a binary cursor whose rows are arrays. */
    public ArrayReader arrayReader(RowShape shape) {
        return new ArrayReader(shape, this);
    }

    /** Describes what is known, and what would be better. */
    public String describe() {
        if (!known) {
            return "as the first answer tells: columns in binary where the driver has forceBinary, else one binary record each";
        }
        return statements == AnswerForm.COLUMNS
                ? "columns in binary"
                : "one binary record each, at twice the work of the server; set forceBinary"
                        + (cursors == AnswerForm.CURSOR_COLUMNS
                                ? "; streams have columns in binary"
                                : " and autodetectExtensions");
    }

    /** Learns from the first row of an answer to a statement. */
    private void learn(Row row) {
        RawValue value = raw(row);
        boolean binary = value != null && value.isBinary();
        cursors = value == null ? AnswerForm.RECORD : AnswerForm.CURSOR_COLUMNS;
        statements = binary ? AnswerForm.COLUMNS : AnswerForm.RECORD;
        known = true;
    }

    /** Learns from the first row of a binary cursor, which comes in binary in any case. */
    private void learnOfCursors(Row row) {
        cursors = raw(row) == null ? AnswerForm.RECORD : AnswerForm.CURSOR_COLUMNS;
    }

    /** Returns the record as it came, which is never null; null where the driver does not know the class. */
    static @Nullable RawValue raw(Row row) {
        try {
            return row.get(0, RawValue.class);
        } catch (RuntimeException unknown) {
            // It looks for no extensions, or is in a class loader of its own.
            return null;
        }
    }

    /** Called where the driver does not give out the bytes of a column, although it looks for extensions. */
    IllegalStateException codecMissing(IllegalArgumentException unknown) {
        statements = AnswerForm.RECORD;
        cursors = AnswerForm.RECORD;
        return new IllegalStateException(
                "The driver has not found the extension of this library, META-INF/services/io.r2dbc.postgresql.extension.Extension"
                        + " (lost in a repackaged jar, or in another class loader than the driver). This answer cannot be read;"
                        + " statements from now on are sent so that they can, at twice the work of the server.",
                unknown);
    }

    /** Called where columns come in text: some connections of the factory ask for binary values, and others do not. */
    IllegalStateException textInstead() {
        statements = AnswerForm.RECORD;
        return new IllegalStateException(
                "The connection factory makes connections with forceBinary and others without it;"
                        + " this answer came in text. Statements from now on can be read from both. Give one factory of one kind.");
    }
}

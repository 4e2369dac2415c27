package dev.relata.r2dbc.internal.row;

import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.AnswerForms;
import io.r2dbc.spi.Row;
import java.util.List;

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

    /** Returns a reader for one answer to a statement. */
    public RowReader reader(AnswerForm form, List<ColumnCodec> columns) {
        return form == AnswerForm.RECORD
                ? RecordReader.of(columns, known ? row -> {} : this::learn)
                : new ColumnReader(columns, this);
    }

    /** Returns a reader for the answer of a binary cursor, which tells nothing about other statements. */
    public RowReader cursorReader(AnswerForm form, List<ColumnCodec> columns) {
        return form == AnswerForm.RECORD ? RecordReader.of(columns, row -> {}) : new ColumnReader(columns, this);
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
        try {
            RawValue value = row.get(0, RawValue.class);
            if (value != null) {
                cursors = AnswerForm.CURSOR_COLUMNS;
                statements = value.isBinary() ? AnswerForm.COLUMNS : AnswerForm.RECORD;
                known = true;
            }
        } catch (RuntimeException e) {
            // The driver does not know the class: it looks for no extensions, or is in a class loader of its own.
            known = true;
        }
    }

    /** Called where columns come in text: some connections of the factory ask for binary values, and others do not. */
    IllegalStateException textInstead() {
        statements = AnswerForm.RECORD;
        return new IllegalStateException(
                "The connection factory makes connections with forceBinary and others without it;"
                        + " this answer came in text. Statements from now on can be read from both. Give one factory of one kind.");
    }
}

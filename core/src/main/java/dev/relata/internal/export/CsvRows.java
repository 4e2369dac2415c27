package dev.relata.internal.export;

import dev.relata.internal.export.CsvFormat.RecordCells;
import dev.relata.internal.record.RecordShape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes rows as lines of CSV: a cell for each component. Not thread-safe. */
final class CsvRows implements RowEncoder {

    /** Quoted, to be told from a null. */
    private static final String EMPTY_TEXT = "\"\"";

    /** With the forms of full width, which spreadsheets read as the others. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final CsvFormat format;
    private final @Nullable RecordCells cells;
    private final BufferOutput out = new BufferOutput();
    private final JsonGenerator generator;
    private @Nullable List<String> names;
    private @Nullable RecordShape<Object> shape;
    private boolean begun;

    /** Whether the cell is the only one of its line. */
    private boolean alone;

    /**
     * Makes an encoder.
     *
     * @param cells makes the values of a row, or null where only records are given
     * @param names the names of the components, or null where the first record tells them
     */
    CsvRows(CsvFormat format, @Nullable RecordCells cells, @Nullable List<String> names) {
        this.format = format;
        this.cells = cells;
        this.names = names;
        this.generator = format.lines().createGenerator(out);
    }

    /** Cells need objects. */
    @Override
    public boolean takesValues() {
        return false;
    }

    @Override
    public ByteBuffer row(@Nullable Object[] values) {
        return line(Objects.requireNonNull(cells).of(values));
    }

    @Override
    @SuppressWarnings("unchecked") // the shape is made of the class of the rows
    public ByteBuffer write(Object row) {
        if (shape == null) {
            shape = (RecordShape<Object>) RecordShape.of(row.getClass());
            names = CsvFormat.names(row.getClass());
        }
        return line(shape.values(row));
    }

    private ByteBuffer line(@Nullable Object[] components) {
        begin();
        alone = components.length == 1;
        generator.writeStartArray();
        for (Object component : components) {
            cell(component);
        }
        return ended();
    }

    private ByteBuffer ended() {
        generator.writeEndArray();
        generator.flush();
        return out.endRow();
    }

    private void begin() {
        if (!begun && format.header() && names != null) {
            generator.writeStartArray();
            names.forEach(generator::writeString);
            generator.writeEndArray();
        }
        begun = true;
    }

    private void cell(@Nullable Object value) {
        if (value == null) {
            empty();
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal || value instanceof BigInteger || value instanceof Boolean) {
            generator.writeRawValue(value.toString());
        } else {
            json(format.values().writeValueAsString(value));
        }
    }

    /**
     * Jackson leaves a null of an array out, and the cells behind it would be in the columns before their own. A line without a
     * character is skipped by readers, so that quotes stand for a null that is alone.
     */
    private void empty() {
        generator.writeRawValue(alone ? EMPTY_TEXT : "");
    }

    /** A text without its quotes, or a number; an array or an object as it is. */
    private void json(String json) {
        if (json.equals("null")) {
            empty();
        } else if (json.startsWith("\"")) {
            text(json.indexOf('\\') < 0 ? json.substring(1, json.length() - 1) : unescaped(json));
        } else {
            generator.writeString(json);
        }
    }

    private String unescaped(String json) {
        return format.strings().readValue(json);
    }

    private void text(String text) {
        if (text.isEmpty()) {
            generator.writeRawValue(EMPTY_TEXT);
            return;
        }
        boolean formula = format.guarded() && FORMULA.indexOf(text.charAt(0)) >= 0;
        generator.writeString(formula ? "'" + text : text);
    }

    @Override
    public ByteBuffer finish() {
        begin();
        generator.flush();
        ByteBuffer full = out.endRow();
        return full.hasRemaining() ? full : out.rest();
    }

    @Override
    public ByteBuffer rest() {
        return out.rest();
    }

    // Without takesValues() rows come whole: a row that is passed value by value is asked for anew.

    @Override
    public void number(int column, long value) {}

    @Override
    public void text(int column, byte[] utf8, int offset, int length) {}

    @Override
    public void value(int column, @Nullable Object value) {}

    @Override
    public @Nullable ByteBuffer end() {
        return null;
    }

    @Override
    public void abandon() {}
}

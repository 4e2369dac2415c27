package dev.relata.internal.export;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/** Writes rows as JSON: from their values where that is certain, else as records, by the mapper. Not thread-safe. */
final class JsonRows implements RowEncoder {

    private final ObjectWriter writer;
    private final @Nullable JsonColumns columns;
    private final Function<@Nullable Object[], ?> record;
    private final BufferOutput out = new BufferOutput();
    private final JsonGenerator generator;
    private final byte[] between;
    private final byte[] after;
    private final byte[] end;
    private byte[] before;
    private boolean declined;
    private boolean begun;

    /**
     * Makes an encoder.
     *
     * @param frame the text around rows
     * @param writer writes records
     * @param columns writes values, or null where they may not be written without their record
     * @param record makes a record of the values of a row
     */
    JsonRows(
            JsonFrame frame,
            ObjectWriter writer,
            @Nullable JsonColumns columns,
            Function<@Nullable Object[], ?> record) {
        this.writer = writer;
        this.columns = columns;
        this.record = record;
        this.generator = writer.createGenerator(out);
        this.before = JsonFrame.bytes(frame.start());
        this.between = JsonFrame.bytes(frame.between());
        this.after = JsonFrame.bytes(frame.after());
        this.end = JsonFrame.bytes(frame.end());
    }

    @Override
    public boolean takesValues() {
        return columns != null && columns.inOrder();
    }

    private JsonColumns begin() {
        if (!begun) {
            begun = true;
            out.write(before);
        }
        return Objects.requireNonNull(columns);
    }

    @Override
    public void number(int column, long value) {
        declined = declined || !begin().number(out, column, value);
    }

    @Override
    public void text(int column, byte[] utf8, int offset, int length) {
        declined = declined || !begin().text(out, column, utf8, offset, length);
    }

    @Override
    public void value(int column, @Nullable Object value) {
        declined = declined || !begin().value(out, column, value);
    }

    @Override
    public @Nullable ByteBuffer end() {
        if (declined) {
            abandon();
            return null;
        }
        out.write('}');
        return ended();
    }

    @Override
    public void abandon() {
        out.abandonRow();
        declined = false;
        begun = false;
    }

    @Override
    public ByteBuffer row(@Nullable Object[] values) {
        if (columns == null) {
            return write(record.apply(values));
        }
        out.write(before);
        if (columns.row(out, values)) {
            return ended();
        }
        abandon();
        return write(record.apply(values));
    }

    @Override
    public ByteBuffer write(Object row) {
        out.write(before);
        writer.writeValue(generator, row);
        generator.flush();
        return ended();
    }

    private ByteBuffer ended() {
        out.write(after);
        before = between;
        begun = false;
        return out.endRow();
    }

    @Override
    public ByteBuffer finish() {
        if (before != between) {
            out.write(before);
        }
        out.write(end);
        ByteBuffer full = out.endRow();
        return full.hasRemaining() ? full : out.rest();
    }

    @Override
    public ByteBuffer rest() {
        return out.rest();
    }
}

package dev.relata.spring.web;

import java.io.OutputStream;
import org.springframework.core.codec.CodecException;
import org.springframework.core.codec.EncodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.exc.InvalidDefinitionException;

/** Writes rows by one generator of Jackson, which is a third of the work of a generator for each row. Not thread-safe. */
final class JacksonRowWriter implements RowWriter {

    private final JsonGenerator generator;
    private final SequenceWriter rows;
    private final Frame frame;
    private boolean empty = true;

    /**
     * Writes what stands around rows.
     *
     * @param before stands before the first row
     * @param after stands behind each row
     * @param end stands behind all rows
     * @param none stands in place of all of it where there are no rows
     */
    record Frame(String before, String after, String end, String none) {}

    JacksonRowWriter(ObjectWriter writer, OutputStream output, Frame frame) {
        this.generator = writer.createGenerator(output);
        this.rows = writer.writeValues(generator);
        this.frame = frame;
    }

    static RowWriter.Factory factory(ObjectWriter writer, Frame frame) {
        return output -> new JacksonRowWriter(writer, output, frame);
    }

    @Override
    public void write(Object row) {
        if (empty) {
            empty = false;
            raw(frame.before());
        }
        try {
            rows.write(row);
        } catch (InvalidDefinitionException e) {
            throw new CodecException("Type definition error: " + e.getType(), e);
        } catch (JacksonException e) {
            throw new EncodingException("Row " + row.getClass().getName() + ": " + e.getOriginalMessage(), e);
        }
        raw(frame.after());
    }

    @Override
    public void end() {
        raw(empty ? frame.none() : frame.end());
    }

    private void raw(String text) {
        if (!text.isEmpty()) {
            generator.writeRaw(text);
        }
    }

    @Override
    public void flush() {
        generator.flush();
    }

    @Override
    public int held() {
        return Math.max(0, generator.streamWriteOutputBuffered());
    }

    @Override
    public void close() {
        try {
            generator.close();
        } catch (JacksonException e) {
            // What is left of a value that failed midway goes nowhere.
        }
    }
}

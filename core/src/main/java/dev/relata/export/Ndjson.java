package dev.relata.export;

import dev.relata.internal.export.JsonFormat;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Newline-delimited JSON: one value a line, in UTF-8, as <a href="https://github.com/ndjson/ndjson-spec">ndjson</a> says.
 *
 * <pre>{@code
 * Ndjson.of(relata.from(Author.class).orderBy(Author::name));
 * Ndjson.of(relata.from(Author.class).fetch(Author.BOOKS).iterateGraphs());
 * }</pre>
 */
public final class Ndjson {

    private Ndjson() {}

    /**
     * Writes each element as a line, through a mapper with Jackson's defaults and {@link RelataModule}, and to any depth.
     *
     * @param values the elements
     * @param <T> their type
     * @return a buffer for each element, holding its JSON and a line feed; order, demand, errors and cancel are those of
     *     {@code values}
     */
    public static <T> Flux<ByteBuffer> of(Flux<T> values) {
        return of(values, Exports.DEFAULT);
    }

    /**
     * Writes each element as a line; graphs as {@link RelataModule} says, also where the mapper was not given it.
     *
     * @param values the elements
     * @param json writes them, without indentation, which would break the lines; how deep it writes is its own limit, 500 by
     *     Jackson's default
     * @param <T> their type
     * @return a buffer for each element, holding its JSON and a line feed; order, demand, errors and cancel are those of
     *     {@code values}
     */
    public static <T> Flux<ByteBuffer> of(Flux<T> values, JsonMapper json) {
        ObjectWriter writer = json.writer().without(SerializationFeature.INDENT_OUTPUT);
        return values.map(value -> line(writer.writeValueAsBytes(value)));
    }

    /**
     * Streams the rows of a selection, as {@link Selection#iterate()} does, each as a line: the same bytes as of {@code
     * of(selection.iterate())}, many rows to a buffer.
     *
     * <p>Rows are written without being made into records where that cannot be seen: the record's constructor only stores its
     * components, its accessors only return them, and Jackson writes just these, by serializers of its own for numbers, texts,
     * booleans, dates, times, UUIDs and enums. Any other record is made, and written by the mapper.
     *
     * <p>With demand for a buffer about as many rows are asked for as fill it. An error comes behind the rows before it; cancel
     * closes the stream. Works in a transaction and in a batch scope as {@code iterate()} does.
     *
     * @param selection the rows
     * @return buffers of about 32 KiB, each of whole lines and owned by its receiver; none where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection) {
        return of(selection, Iteration.adaptive(), Exports.DEFAULT);
    }

    /**
     * Streams the rows of a selection, written by a mapper; see {@link #of(Selection)}.
     *
     * @param selection the rows
     * @param json writes the rows, without indentation
     * @return buffers of about 32 KiB, each of whole lines; none where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection, JsonMapper json) {
        return of(selection, Iteration.adaptive(), json);
    }

    /**
     * Streams the rows of a selection, written by a mapper; see {@link #of(Selection)}.
     *
     * @param selection the rows
     * @param iteration how to fetch, and a listener of the progress
     * @param json writes the rows, without indentation
     * @return buffers of about 32 KiB, each of whole lines; none where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection, Iteration iteration, JsonMapper json) {
        return Exports.of(selection, iteration, JsonFormat.lines(Exports.given(json)));
    }

    private static ByteBuffer line(byte[] content) {
        byte[] line = Arrays.copyOf(content, content.length + 1);
        line[content.length] = '\n';
        return ByteBuffer.wrap(line);
    }
}

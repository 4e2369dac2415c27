package dev.relata.export;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Newline-delimited JSON: one value a line, in UTF-8, as <a href="https://github.com/ndjson/ndjson-spec">ndjson</a> says.
 *
 * <pre>{@code
 * Ndjson.of(relata.from(Author.class).iterate());
 * Ndjson.of(relata.from(Author.class).fetch(Author.BOOKS).iterateGraphs());
 * }</pre>
 */
public final class Ndjson {

    /** A recursion of rows may be deeper than Jackson lets documents be. */
    private static final int DEEPEST = Integer.MAX_VALUE;

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
        JsonFactory factory = JsonFactory.builder()
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .build())
                .build();
        return of(
                values,
                JsonMapper.builder(factory).addModule(new RelataModule()).build());
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

    private static ByteBuffer line(byte[] content) {
        byte[] line = Arrays.copyOf(content, content.length + 1);
        line[content.length] = '\n';
        return ByteBuffer.wrap(line);
    }
}

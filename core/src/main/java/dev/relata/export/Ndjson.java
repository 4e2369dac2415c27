package dev.relata.export;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/**
 * Newline-delimited JSON: one value a line, in UTF-8, as <a href="https://github.com/ndjson/ndjson-spec">ndjson</a> says.
 *
 * <pre>{@code
 * Ndjson.of(relata.from(Author.class).iterate());
 * }</pre>
 */
public final class Ndjson {

    private Ndjson() {}

    /**
     * Writes each element as a line, through a mapper with Jackson's defaults.
     *
     * @param values the elements
     * @param <T> their type
     * @return a buffer for each element, holding its JSON and a line feed; order, demand, errors and cancel are those of
     *     {@code values}
     */
    public static <T> Flux<ByteBuffer> of(Flux<T> values) {
        return of(values, JsonMapper.builder().build());
    }

    /**
     * Writes each element as a line.
     *
     * @param values the elements
     * @param json writes them
     * @param <T> their type
     * @return a buffer for each element, holding its JSON and a line feed; order, demand, errors and cancel are those of
     *     {@code values}
     */
    public static <T> Flux<ByteBuffer> of(Flux<T> values, JsonMapper json) {
        return values.map(value -> line(json.writeValueAsBytes(value)));
    }

    private static ByteBuffer line(byte[] content) {
        byte[] line = Arrays.copyOf(content, content.length + 1);
        line[content.length] = '\n';
        return ByteBuffer.wrap(line);
    }
}

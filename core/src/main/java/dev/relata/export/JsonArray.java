package dev.relata.export;

import dev.relata.internal.export.JsonFormat;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON array of all rows, in UTF-8.
 *
 * <pre>{@code
 * JsonArray.of(relata.from(Author.class).orderBy(Author::name));
 * }</pre>
 *
 * <p>The bracket that closes the array is written when the rows are complete, and so never behind an error.
 */
public final class JsonArray {

    private JsonArray() {}

    /**
     * Streams the rows of a selection, as {@link Selection#iterate()} does, written as {@link Ndjson#of(Selection)} says.
     *
     * @param selection the rows
     * @return buffers of about 32 KiB; {@code []} where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection) {
        return of(selection, Iteration.adaptive(), Exports.DEFAULT);
    }

    /**
     * Streams the rows of a selection, written by a mapper.
     *
     * @param selection the rows
     * @param iteration how to fetch, and a listener of the progress
     * @param json writes the rows, without indentation
     * @return buffers of about 32 KiB; {@code []} where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection, Iteration iteration, JsonMapper json) {
        return Exports.of(selection, iteration, JsonFormat.array(Exports.given(json)));
    }
}

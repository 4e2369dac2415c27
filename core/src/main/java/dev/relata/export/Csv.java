package dev.relata.export;

import dev.relata.error.RefusedException;
import dev.relata.internal.export.CsvFormat;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/**
 * Comma-separated values in UTF-8, as RFC 4180 says but for the ends of lines, which are line feeds. Needs {@code
 * tools.jackson.dataformat:jackson-dataformat-csv} on the class path, which Relata does not bring along.
 *
 * <pre>{@code
 * Csv.of(relata.from(Author.class).orderBy(Author::name));
 * }</pre>
 *
 * <p>A line of the names of the record's components comes first, then a line for each row, with a cell for each component. A null
 * is an empty cell, an empty text is {@code ""}, as is a null of a record of one component, whose line would be empty; texts are quoted where they need it. Dates, enums and the like are written as
 * the mapper writes them, without quotes of JSON; a component that is an array or an object there is its JSON text. Annotations of
 * Jackson on the record itself have no effect.
 */
public final class Csv {

    private Csv() {}

    /**
     * Streams the rows of a selection, as {@link Selection#iterate()} does, with {@link CsvOptions#defaults()}.
     *
     * @param selection the rows
     * @return buffers of about 32 KiB, each of whole lines; the header alone where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection) {
        return of(selection, Iteration.adaptive(), CsvOptions.defaults());
    }

    /**
     * Streams the rows of a selection.
     *
     * @param selection the rows
     * @param iteration how to fetch, and a listener of the progress
     * @param options the header, and how cells are written
     * @return buffers of about 32 KiB, each of whole lines; the header alone where there are no rows
     */
    public static Flux<ByteBuffer> of(Selection<?> selection, Iteration iteration, CsvOptions options) {
        CsvOptions given = RefusedException.unlessNull(options, "Csv.of", "the CsvOptions that say how");
        return Exports.of(selection, iteration, new CsvFormat(given.header(), given.guarded(), given.json()));
    }
}

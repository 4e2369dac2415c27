package dev.relata.internal.export;

import dev.relata.query.Iteration;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/** A selection whose rows can be written without being made into records first. */
public interface EncodableSelection {

    /**
     * Streams the rows as {@code iterate(iteration)} does, in a format.
     *
     * @param iteration how to fetch
     * @param format writes the rows
     * @return the buffers, cold
     */
    Flux<ByteBuffer> encoded(Iteration iteration, RowFormat format);
}

package dev.relata.export;

import dev.relata.error.RefusedException;
import dev.relata.internal.export.EncodableSelection;
import dev.relata.internal.export.EncodedRows;
import dev.relata.internal.export.RowFormat;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The parts that all formats share. */
final class Exports {

    /** A recursion of rows may be deeper than Jackson lets documents be. */
    private static final int DEEPEST = Integer.MAX_VALUE;

    /** Jackson's defaults, {@link RelataModule}, and any depth. */
    static final JsonMapper DEFAULT = JsonMapper.builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .addModule(new RelataModule())
            .build();

    private Exports() {}

    static JsonMapper given(JsonMapper json) {
        return RefusedException.unlessNull(json, "an export", "the mapper that writes the rows");
    }

    static Flux<ByteBuffer> of(Selection<?> selection, Iteration iteration, RowFormat format) {
        RefusedException.unlessNull(selection, "an export", "the selection");
        RefusedException.unlessNull(iteration, "an export", "the Iteration that says how");
        return selection instanceof EncodableSelection rows
                ? rows.encoded(iteration, format)
                : EncodedRows.ofRecords(selection.iterate(iteration), format);
    }
}

package dev.relata.internal.export;

import java.nio.ByteBuffer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * The buffers of an export. With demand for a buffer so many rows are asked for as are expected to fill it. An error comes behind the
 * rows before it; cancel cancels the rows.
 */
public final class EncodedRows extends FluxOperator<ByteBuffer, ByteBuffer> {

    private final RowEncoder encoder;

    /**
     * Makes the buffers of one subscription.
     *
     * @param rows an element for each row, as the encoder makes it
     * @param encoder writes the rows
     */
    public EncodedRows(Flux<ByteBuffer> rows, RowEncoder encoder) {
        super(rows);
        this.encoder = encoder;
    }

    /**
     * Writes records.
     *
     * @param records the records
     * @param format writes them
     * @return the buffers, cold
     */
    public static Flux<ByteBuffer> ofRecords(Flux<?> records, RowFormat format) {
        return Flux.defer(() -> {
            RowEncoder encoder = format.ofRecords();
            return new EncodedRows(records.map(encoder::write), encoder);
        });
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        source.subscribe(new EncodedRowsSubscriber(actual, encoder));
    }
}

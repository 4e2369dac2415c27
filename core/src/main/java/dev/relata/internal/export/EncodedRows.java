package dev.relata.internal.export;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * The buffers of an export. With demand for a buffer rows are asked for in small steps until it is full, with unbounded demand all at once. An error comes behind the
 * rows before it; cancel cancels the rows.
 */
public final class EncodedRows extends FluxOperator<ByteBuffer, ByteBuffer> {

    private final RowEncoder encoder;
    private final BooleanSupplier allDelivered;

    /**
     * Makes the buffers of one subscription.
     *
     * @param rows an element for each row, as the encoder makes it
     * @param encoder writes the rows
     * @param allDelivered tells, at an error, whether it came behind all rows that were written: a store writes ahead of what it
     *     delivers, and may still do so where a listener of the rows has thrown
     */
    public EncodedRows(Flux<ByteBuffer> rows, RowEncoder encoder, BooleanSupplier allDelivered) {
        super(rows);
        this.encoder = encoder;
        this.allDelivered = allDelivered;
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
            return new EncodedRows(records.map(encoder::write), encoder, () -> true);
        });
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        source.subscribe(new EncodedRowsSubscriber(actual, encoder, allDelivered));
    }
}

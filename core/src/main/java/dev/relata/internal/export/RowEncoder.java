package dev.relata.internal.export;

import dev.relata.spi.RowTarget;
import java.nio.ByteBuffer;

/**
 * Writes the rows of one export. The element of a row is the buffer that is full with it, or {@link BufferOutput#NONE} where there is
 * room for more. Not thread-safe.
 */
public interface RowEncoder extends RowTarget<ByteBuffer> {

    /** Whether the columns are written in their own order, so that a store may pass values one by one. */
    boolean takesValues();

    /** Writes a record. */
    ByteBuffer write(Object row);

    /** Ends an export that has succeeded; returns what is left to be sent, which may be empty. */
    ByteBuffer finish();

    /** Takes the rows that are not in a buffer yet, of an export that has failed or goes on; may be empty. */
    ByteBuffer rest();
}

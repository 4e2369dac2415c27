package dev.relata.mongo.exec;

import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one subscription and knows how long they are on the wire. The driver decodes whole batches, one after
 * another, so this is used by one thread at a time.
 */
final class MeasuredRows implements Codec<@Nullable Object[]> {

    private static final int RECENT = 1024;

    private final RowDecoder decoder;
    private long rows;
    private long bytes;

    MeasuredRows(RowDecoder decoder) {
        this.decoder = decoder;
    }

    /** The mean of late, or 0 where nothing was read. */
    long bytesOfARow() {
        return rows == 0 ? 0 : Math.max(1, bytes / rows);
    }

    @Override
    public @Nullable Object[] decode(BsonReader reader, DecoderContext context) {
        if (!(reader instanceof BsonBinaryReader binary)) {
            return decoder.decode(reader, context);
        }
        if (rows == RECENT) {
            rows /= 2;
            bytes /= 2;
        }
        int before = binary.getBsonInput().getPosition();
        @Nullable Object[] row = decoder.decode(reader, context);
        bytes += binary.getBsonInput().getPosition() - before;
        rows++;
        return row;
    }

    @Override
    public void encode(BsonWriter writer, @Nullable Object[] row, EncoderContext context) {
        decoder.encode(writer, row, context);
    }

    @Override
    public Class<@Nullable Object[]> getEncoderClass() {
        return decoder.getEncoderClass();
    }
}

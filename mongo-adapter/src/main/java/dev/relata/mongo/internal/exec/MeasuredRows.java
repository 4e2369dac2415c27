package dev.relata.mongo.internal.exec;

import dev.relata.spi.stream.FetchSize;
import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the rows of one subscription and samples how long they are on the wire. The driver decodes the rows of a batch one after
 * another, so this is used by one thread at a time.
 */
final class MeasuredRows implements Codec<@Nullable Object[]> {

    private final RowDecoder decoder;
    private final FetchSize size;

    MeasuredRows(RowDecoder decoder, FetchSize size) {
        this.decoder = decoder;
        this.size = size;
    }

    @Override
    public @Nullable Object[] decode(BsonReader reader, DecoderContext context) {
        if (!size.wantsSample() || !(reader instanceof BsonBinaryReader binary)) {
            return decoder.decode(reader, context);
        }
        int before = binary.getBsonInput().getPosition();
        @Nullable Object[] row = decoder.decode(reader, context);
        size.sample(binary.getBsonInput().getPosition() - before);
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

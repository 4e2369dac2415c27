package dev.relata.mongo.internal.exec;

import dev.relata.error.InvalidValueException;
import dev.relata.mongo.internal.command.AnswerField;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.mongo.internal.value.Equality;
import dev.relata.spi.stream.FetchSize;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.AbstractBsonReader;
import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.BsonWriter;
import org.bson.codecs.BsonValueCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document as an array: first the owner's key, in the form that is equal where MongoDB holds it equal, then a value
 * for each column. Straight from the wire, with no document in between. Immutable.
 *
 * <p>A row with values that cannot be read has null for these, and ends with the {@link InvalidValueException} of the first. An
 * exception would leave the driver in the middle of a batch, whose other rows can be read.
 */
public final class RowDecoder implements Codec<@Nullable Object[]> {

    private static final BsonValueCodec ANY = new BsonValueCodec();
    private static final DecoderContext CONTEXT = DecoderContext.builder().build();

    private final Map<String, int[]> places;
    private final @Nullable BsonMapping[] types;
    private final @Nullable FetchSize size;

    private RowDecoder(List<String> keys, List<AnswerField> columns) {
        this.places = new HashMap<>();
        this.size = null;
        this.types = new @Nullable BsonMapping[keys.size() + columns.size()];
        keys.forEach(key -> place(key, places.size(), null));
        for (int i = 0; i < columns.size(); i++) {
            place(columns.get(i).field(), keys.size() + i, columns.get(i).type());
        }
    }

    /**
     * Reads the columns alone.
     *
     * @param columns the columns
     * @return the decoder
     */
    public static RowDecoder of(List<AnswerField> columns) {
        return new RowDecoder(List.of(), columns);
    }

    /**
     * Reads keys and columns.
     *
     * @param keys the fields of the owner's key
     * @param columns the columns
     * @return the decoder
     */
    public static RowDecoder of(List<String> keys, List<AnswerField> columns) {
        return new RowDecoder(keys, columns);
    }

    private RowDecoder(RowDecoder decoder, FetchSize size) {
        this.places = decoder.places;
        this.types = decoder.types;
        this.size = size;
    }

    /** The same for one subscription, whose fetch size gets samples of the length of the rows on the wire. */
    RowDecoder sampling(FetchSize fetchSize) {
        return new RowDecoder(this, fetchSize);
    }

    private void place(String field, int place, @Nullable BsonMapping type) {
        types[place] = type;
        places.merge(field, new int[] {place}, RowDecoder::both);
    }

    private static int[] both(int[] one, int[] other) {
        int[] all = new int[one.length + other.length];
        System.arraycopy(one, 0, all, 0, one.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    @Override
    public @Nullable Object[] decode(BsonReader reader, DecoderContext context) {
        if (size == null || !size.wantsSample() || !(reader instanceof BsonBinaryReader binary)) {
            return row(reader);
        }
        int before = binary.getBsonInput().getPosition();
        @Nullable Object[] row = row(reader);
        size.sample(binary.getBsonInput().getPosition() - before);
        return row;
    }

    private @Nullable Object[] row(BsonReader reader) {
        @Nullable Object[] row = new @Nullable Object[types.length];
        InvalidValueException error = null;
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            int[] here = places.get(reader.readName());
            if (here == null) {
                reader.skipValue();
                continue;
            }
            try {
                read(reader, here, row);
            } catch (InvalidValueException e) {
                error = error == null ? e : error;
                skipUnread(reader);
            }
        }
        reader.readEndDocument();
        return error == null ? row : with(row, error);
    }

    /** Codecs refuse a value before they read it, or after they have read all of it. */
    private static void skipUnread(BsonReader reader) {
        if (reader instanceof AbstractBsonReader known && known.getState() == AbstractBsonReader.State.VALUE) {
            reader.skipValue();
        }
    }

    private static @Nullable Object[] with(@Nullable Object[] row, InvalidValueException error) {
        @Nullable Object[] more = Arrays.copyOf(row, row.length + 1);
        more[row.length] = error;
        return more;
    }

    private void read(BsonReader reader, int[] here, @Nullable Object[] row) {
        BsonMapping only = types[here[0]];
        if (here.length == 1 && only != null) {
            row[here[0]] = only.read(reader);
            return;
        }
        BsonValue value = ANY.decode(reader, CONTEXT);
        for (int place : here) {
            BsonMapping type = types[place];
            row[place] = type == null ? Equality.canonical(value) : type.fromBson(value);
        }
    }

    @Override
    public void encode(BsonWriter writer, @Nullable Object[] row, EncoderContext context) {
        throw new IllegalStateException("rows are only read with this codec");
    }

    @Override
    @SuppressWarnings("unchecked") // an array of values is an array of nullable ones
    public Class<@Nullable Object[]> getEncoderClass() {
        return (Class<@Nullable Object[]>) (Class<?>) Object[].class;
    }
}

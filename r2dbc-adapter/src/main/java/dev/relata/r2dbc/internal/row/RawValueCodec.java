package dev.relata.r2dbc.internal.row;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.message.Format;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives the bytes of any column to {@link ColumnReader}, and to nobody else. For one connection. */
final class RawValueCodec implements Codec<RawValue> {

    private final RawValue value = new RawValue();

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return type == RawValue.class;
    }

    @Override
    public @Nullable RawValue decode(
            @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends RawValue> type) {
        return value.set(Objects.requireNonNull(buffer, "the driver answers null itself"), format);
    }

    @Override
    public boolean canEncode(Object given) {
        return false;
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encode(Object given) {
        throw notWritten();
    }

    @Override
    public EncodedParameter encode(Object given, int dataType) {
        throw notWritten();
    }

    @Override
    public EncodedParameter encodeNull() {
        throw notWritten();
    }

    private static IllegalStateException notWritten() {
        return new IllegalStateException("values are read by this codec, never written");
    }
}

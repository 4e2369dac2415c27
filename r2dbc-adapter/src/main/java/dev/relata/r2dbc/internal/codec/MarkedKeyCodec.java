package dev.relata.r2dbc.internal.codec;

import dev.relata.r2dbc.internal.dialect.ArrayText;
import org.jspecify.annotations.Nullable;

/**
 * Sort keys of arrays, whose nulls are marked: a session that has {@code array_nulls} off reads the word NULL as a text.
 *
 * @param keys reads and writes them as they are
 */
record MarkedKeyCodec(ValueCodec keys) implements ValueCodec {

    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        return keys.decode(bytes, offset, length);
    }

    @Override
    public String encode(Object key) {
        return keys.encode(key);
    }

    @Override
    public String encode(Object key, @Nullable NullMarker marker) {
        String array = encode(key);
        if (marker == null) {
            return array;
        }
        if (array.contains(marker.text())) {
            marker.refuse(marker.text());
        }
        return ArrayText.withoutNulls(array, '"' + marker.text() + '"');
    }
}

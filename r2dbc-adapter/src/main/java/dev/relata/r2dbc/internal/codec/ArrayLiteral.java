package dev.relata.r2dbc.internal.codec;

import org.jspecify.annotations.Nullable;

/** Writes PostgreSQL's array syntax: {@code {1,2,"with \"quotes\""}}. Not thread-safe; made for one value. */
public final class ArrayLiteral {

    private final StringBuilder text;
    private final @Nullable NullMarker marker;
    private boolean first = true;

    /** Begins an array whose nulls are marked; without a marker it has none. */
    public ArrayLiteral(int sizeHint, @Nullable NullMarker marker) {
        this.text = new StringBuilder(sizeHint).append('{');
        this.marker = marker;
    }

    public void element(@Nullable Object value, ValueCodec codec) {
        if (value == null) {
            none();
        } else if (codec.plainInArrays()) {
            separate().append(codec.encode(value));
        } else {
            String element = codec.encode(value, marker);
            if (marker != null) {
                marker.refuse(element);
            }
            quote(element);
        }
    }

    private void none() {
        if (marker == null) {
            throw new IllegalStateException("an array with a null in it is sent without a marker of nulls");
        }
        quote(marker.text());
    }

    void nested(String literal) {
        separate().append(literal);
    }

    void quote(String element) {
        separate().append('"');
        for (int i = 0; i < element.length(); i++) {
            char character = element.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\');
            }
            text.append(character);
        }
        text.append('"');
    }

    public String end() {
        return text.append('}').toString();
    }

    private StringBuilder separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
        return text;
    }
}

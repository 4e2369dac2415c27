package dev.relata.r2dbc.row;

import org.jspecify.annotations.Nullable;

/** Writes PostgreSQL's array syntax: {@code {1,NULL,"with \"quotes\""}}. Not thread-safe; made for one value. */
final class ArrayLiteral {

    private final StringBuilder text;
    private boolean first = true;

    ArrayLiteral(int sizeHint) {
        this.text = new StringBuilder(sizeHint).append('{');
    }

    void element(@Nullable Object value, ValueCodec codec) {
        if (value == null) {
            separate().append("NULL");
        } else if (codec.plainInArrays()) {
            separate().append(codec.encode(value));
        } else {
            quote(codec.encode(value));
        }
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

    String end() {
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

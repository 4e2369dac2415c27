package dev.relata.r2dbc.internal.row;

import io.r2dbc.spi.Row;
import java.util.Arrays;
import java.util.Objects;

/** How the records of one answer arrive. */
enum RecordForm {

    /** In binary or in hexadecimal text, taken apart here: the driver takes hexadecimal text apart with a regular expression. */
    RAW {
        @Override
        byte[] record(Row row) {
            RawValue value = Objects.requireNonNull(row.get(0, RawValue.class), NEVER_NULL);
            value.fromHexadecimal();
            return value.bytes();
        }
    },

    /** In binary or in hexadecimal text, both of which the driver reads. */
    PLAIN {
        @Override
        byte[] record(Row row) {
            return Objects.requireNonNull(row.get(0, byte[].class), NEVER_NULL);
        }
    },

    /** In text, as {@code bytea_output = escape} writes it. The driver does not know this form, and may misread it. */
    ESCAPED {
        @Override
        byte[] record(Row row) {
            return unescaped(Objects.requireNonNull(row.get(0, String.class), NEVER_NULL));
        }
    };

    private static final String NEVER_NULL = "record_send never answers with null";

    /** The record begins with the number of its fields, whose first byte is always 0. */
    private static final String ESCAPED_ZERO = "\\000";

    private static final int OCTAL_DIGITS = 3;
    private static final int OCTAL = 8;

    /** Takes the record out of a row; more bytes may follow it in the array, which is used again for the next row. */
    abstract byte[] record(Row row);

    /**
     * Tells the form of an answer by one of its rows.
     *
     * @param raw whether the driver is known to give out the bytes of a column
     */
    static RecordForm of(Row row, boolean raw) {
        RawValue value = raw ? RowForms.raw(row) : null;
        return value != null && (value.isBinary() || value.isHexadecimal()) ? RAW : ofText(row);
    }

    private static RecordForm ofText(Row row) {
        String text = row.get(0, String.class);
        return text != null && text.startsWith(ESCAPED_ZERO) ? ESCAPED : PLAIN;
    }

    /** A backslash is written twice, a byte that is no printable ASCII as a backslash and three octal digits. */
    private static byte[] unescaped(String text) {
        byte[] bytes = new byte[text.length()];
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\') {
                bytes[size++] = (byte) character;
            } else if (text.charAt(i + 1) == '\\') {
                bytes[size++] = '\\';
                i++;
            } else {
                bytes[size++] = (byte) Integer.parseInt(text, i + 1, i + 1 + OCTAL_DIGITS, OCTAL);
                i += OCTAL_DIGITS;
            }
        }
        return Arrays.copyOf(bytes, size);
    }
}

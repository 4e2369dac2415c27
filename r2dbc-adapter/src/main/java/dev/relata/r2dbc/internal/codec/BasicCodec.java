package dev.relata.r2dbc.internal.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** The types of one Java class and one form: {@code boolean}, {@code uuid}, {@code bytea}. */
enum BasicCodec implements ValueCodec {
    BOOLEAN {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return bytes[offset] != 0;
        }

        @Override
        public String encode(Object value) {
            return ((Boolean) value) ? "t" : "f";
        }

        @Override
        public boolean plainInArrays() {
            return true;
        }
    },
    UUID {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return new UUID(BigEndian.getLong(bytes, offset), BigEndian.getLong(bytes, offset + Long.BYTES));
        }

        @Override
        public String encode(Object value) {
            return ((UUID) value).toString();
        }

        @Override
        public boolean plainInArrays() {
            return true;
        }
    },
    BYTEA {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return Arrays.copyOfRange(bytes, offset, offset + length);
        }

        @Override
        public String encode(Object value) {
            return "\\x" + HexFormat.of().formatHex((byte[]) value);
        }
    }
}

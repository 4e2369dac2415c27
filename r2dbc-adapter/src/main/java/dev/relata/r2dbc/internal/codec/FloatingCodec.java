package dev.relata.r2dbc.internal.codec;

/** {@code real} and {@code double precision}, with NaN, the infinities and −0.0 as they are. */
enum FloatingCodec implements ValueCodec {
    REAL {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return Float.intBitsToFloat(BigEndian.getInt(bytes, offset));
        }

        @Override
        public Object bind(Object value) {
            return ((Number) value).floatValue();
        }
    },
    DOUBLE {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            if (length == Float.BYTES) {
                return (double) Float.intBitsToFloat(BigEndian.getInt(bytes, offset));
            }
            return Double.longBitsToDouble(BigEndian.getLong(bytes, offset));
        }

        @Override
        public Object bind(Object value) {
            return ((Number) value).doubleValue();
        }
    };

    @Override
    public String encode(Object value) {
        return bind(value).toString();
    }

    @Override
    public boolean plainInArrays() {
        return true;
    }
}

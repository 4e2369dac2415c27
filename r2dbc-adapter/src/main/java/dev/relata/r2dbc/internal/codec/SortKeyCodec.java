package dev.relata.r2dbc.internal.codec;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import java.time.LocalDateTime;

/**
 * Sort keys of the types whose own text form depends on the session: read in binary, and written in the one form that PostgreSQL
 * reads alike in every session and without loss.
 *
 * @param values reads and writes the values, of whatever Java type
 */
record SortKeyCodec(ValueCodec values) implements ValueCodec {

    static SortKeyCodec of(KnownPgType type) {
        return new SortKeyCodec(
                switch (type) {
                    case REAL -> FloatingCodec.REAL;
                    case DOUBLE -> FloatingCodec.DOUBLE;
                    case DATE -> DateTimeCodec.DATE;
                    case TIMESTAMP, TIMESTAMPTZ -> new TimestampCodec(LocalDateTime.class, type);
                    case INTERVAL -> IntervalCodec.ANY;
                    default -> throw new IllegalArgumentException(type + " has a text form of its own");
                });
    }

    @Override
    public String decode(byte[] bytes, int offset, int length) {
        Object value = values.decode(bytes, offset, length);
        if (value == null) {
            throw new IllegalStateException("these types have no null of their own");
        }
        return values.encode(value);
    }

    @Override
    public String encode(Object key) {
        return (String) key;
    }
}

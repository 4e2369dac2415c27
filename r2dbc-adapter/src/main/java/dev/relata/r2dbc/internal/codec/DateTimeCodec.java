package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/** {@code date}, whose infinities are {@code LocalDate.MAX} and {@code MIN}, {@code time} and {@code timetz}. */
enum DateTimeCodec implements ValueCodec {
    DATE {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            int days = BigEndian.getInt(bytes, offset);
            if (days == Integer.MAX_VALUE) {
                return LocalDate.MAX;
            }
            return days == Integer.MIN_VALUE ? LocalDate.MIN : LocalDate.ofEpochDay(days + EPOCH_DAY_OF_2000);
        }

        @Override
        public String encode(Object value) {
            if (value.equals(LocalDate.MAX)) {
                return DateTimeText.INFINITY;
            }
            return value.equals(LocalDate.MIN)
                    ? DateTimeText.MINUS_INFINITY
                    : DateTimeText.date((LocalDate) value, LAST_YEAR, "date");
        }
    },
    TIME {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return time(bytes, offset);
        }

        @Override
        public String encode(Object value) {
            return DateTimeText.time((LocalTime) value);
        }
    },
    TIMETZ {
        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            int secondsWest = BigEndian.getInt(bytes, offset + Long.BYTES);
            return OffsetTime.of(time(bytes, offset), ZoneOffset.ofTotalSeconds(-secondsWest));
        }

        @Override
        public String encode(Object value) {
            OffsetTime time = (OffsetTime) value;
            ZoneOffset offset = time.getOffset();
            if (Math.abs(offset.getTotalSeconds()) >= OFFSET_LIMIT) {
                throw InvalidValues.outOfRange(time, "timetz");
            }
            String zone = offset.equals(ZoneOffset.UTC) ? "+00" : offset.getId();
            return DateTimeText.time(time.toLocalTime()) + zone;
        }
    };

    private static final long EPOCH_DAY_OF_2000 = 10_957;
    private static final int LAST_YEAR = 5_874_897;
    private static final int OFFSET_LIMIT = 16 * 60 * 60;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private static LocalTime time(byte[] bytes, int offset) {
        long micros = BigEndian.getLong(bytes, offset);
        if (micros == MICROS_PER_DAY) {
            throw new InvalidValueException("24:00:00 in a time column cannot be a Java time; "
                    + "store 00:00:00, or declare the property as String");
        }
        return LocalTime.ofNanoOfDay(micros * 1_000);
    }
}

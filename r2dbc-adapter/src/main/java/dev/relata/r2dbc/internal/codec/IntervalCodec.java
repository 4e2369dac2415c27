package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;

/**
 * {@code interval} into the part of it that Java has a type for, refused where the other part is not zero: a {@code
 * Duration} has no months and counts a day as 24 hours, as PostgreSQL does to compare; a {@code Period} has no hours,
 * and comes back normalised to years and months.
 */
enum IntervalCodec implements ValueCodec {
    DURATION {
        @Override
        Object make(long micros, int days, int months) {
            if (months != 0) {
                throw refused(micros, days, months, "Duration, which has no months; use Period");
            }
            long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
            long nanos = (micros - seconds * MICROS_PER_SECOND) * 1_000;
            return Duration.ofSeconds(seconds + days * SECONDS_PER_DAY, nanos);
        }

        @Override
        public String encode(Object value) {
            Duration duration = (Duration) value;
            try {
                long micros = Math.multiplyExact(duration.getSeconds(), MICROS_PER_SECOND);
                return iso(Math.addExact(micros, duration.getNano() / 1_000));
            } catch (ArithmeticException e) {
                throw InvalidValues.because(ValueText.of(duration) + " is out of the range of interval", e);
            }
        }
    },
    PERIOD {
        @Override
        Object make(long micros, int days, int months) {
            if (micros != 0) {
                throw refused(micros, days, months, "Period, which has no time; use Duration");
            }
            return Period.of(months / MONTHS_PER_YEAR, months % MONTHS_PER_YEAR, days);
        }

        @Override
        public String encode(Object value) {
            Period period = (Period) value;
            long months = period.toTotalMonths();
            if ((int) months != months) {
                throw InvalidValues.outOfRange(period, "interval");
            }
            return "P" + months + "M" + period.getDays() + "D";
        }
    },
    /** The text itself, of every interval. */
    ANY {
        @Override
        Object make(long micros, int days, int months) {
            return "P" + months + "M" + days + "D" + iso(micros).substring(1);
        }

        @Override
        Object infinite(boolean negative) {
            return negative ? DateTimeText.MINUS_INFINITY : DateTimeText.INFINITY;
        }

        @Override
        public String encode(Object value) {
            return (String) value;
        }
    };

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final int MONTHS_PER_YEAR = 12;

    abstract Object make(long micros, int days, int months);

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        long micros = BigEndian.getLong(bytes, offset);
        int days = BigEndian.getInt(bytes, offset + 8);
        int months = BigEndian.getInt(bytes, offset + 12);
        boolean infinite = months == Integer.MAX_VALUE && days == Integer.MAX_VALUE && micros == Long.MAX_VALUE
                || months == Integer.MIN_VALUE && days == Integer.MIN_VALUE && micros == Long.MIN_VALUE;
        return infinite ? infinite(months < 0) : make(micros, days, months);
    }

    Object infinite(boolean negative) {
        throw new InvalidValueException("an infinite interval cannot be a Duration or a Period; "
                + "keep it out with a check, or declare the property as String");
    }

    private static InvalidValueException refused(long micros, int days, int months, String javaType) {
        return new InvalidValueException(
                "the interval of " + ValueText.of(months + " months, " + days + " days and " + micros)
                        + " microseconds does not fit a " + javaType + ", or declare the property as String");
    }

    /** The one form whose signs do not depend on {@code IntervalStyle}. */
    private static String iso(long micros) {
        long seconds = micros / MICROS_PER_SECOND;
        String sign = micros < 0 ? "-" : "";
        String fraction = String.format(Locale.ROOT, "%06d", Math.abs(micros % MICROS_PER_SECOND));
        return "PT" + seconds / 3600 + "H" + seconds / 60 % 60 + "M" + sign + Math.abs(seconds % 60) + "." + fraction
                + "S";
    }
}

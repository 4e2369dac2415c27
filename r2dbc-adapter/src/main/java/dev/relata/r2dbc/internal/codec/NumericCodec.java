package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * {@code numeric} with the scale it has in PostgreSQL; NaN and the infinities, which {@code BigDecimal} lacks, are
 * refused.
 */
final class NumericCodec implements ValueCodec {

    private static final int HEADER = 8;
    private static final int DIGITS_PER_GROUP = 4;
    private static final long BASE = 10_000;
    /** So many groups of four digits fit a long. */
    private static final int GROUPS_IN_LONG = 4;

    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int POSITIVE_INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;

    private final boolean integral;

    NumericCodec(boolean integral) {
        this.integral = integral;
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        int sign = BigEndian.getShort(bytes, offset + 4) & 0xFFFF;
        if ((sign & NAN) == NAN) {
            throw new InvalidValueException(
                    special(sign)
                            + " in a numeric column cannot be a BigDecimal; keep it out with a check, or read it as double precision");
        }
        BigDecimal value = decimal(bytes, offset, sign);
        if (!integral) {
            return value;
        }
        try {
            return value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw InvalidValues.because(
                    ValueText.of(value) + " has a fraction and cannot be a BigInteger; use BigDecimal", e);
        }
    }

    @Override
    public String encode(Object value) {
        return value.toString();
    }

    @Override
    public boolean plainInArrays() {
        return true;
    }

    private static BigDecimal decimal(byte[] bytes, int offset, int sign) {
        int groups = BigEndian.getShort(bytes, offset) & 0xFFFF;
        int weight = BigEndian.getShort(bytes, offset + 2);
        int displayScale = BigEndian.getShort(bytes, offset + 6) & 0xFFFF;
        int naturalScale = (groups - 1 - weight) * DIGITS_PER_GROUP;
        BigDecimal value = groups <= GROUPS_IN_LONG
                ? small(bytes, offset + HEADER, groups, naturalScale, sign)
                : large(bytes, offset + HEADER, groups, naturalScale, sign);
        // Exact: PostgreSQL stores no digit beyond the scale it shows.
        return groups == 0 ? BigDecimal.valueOf(0, displayScale) : value.setScale(displayScale);
    }

    private static BigDecimal small(byte[] bytes, int offset, int groups, int scale, int sign) {
        long unscaled = 0;
        for (int i = 0; i < groups; i++) {
            unscaled = unscaled * BASE + BigEndian.getShort(bytes, offset + 2 * i);
        }
        return BigDecimal.valueOf(sign == NEGATIVE ? -unscaled : unscaled, scale);
    }

    private static BigDecimal large(byte[] bytes, int offset, int groups, int scale, int sign) {
        StringBuilder digits = new StringBuilder(groups * DIGITS_PER_GROUP + 1);
        if (sign == NEGATIVE) {
            digits.append('-');
        }
        for (int i = 0; i < groups; i++) {
            int group = BigEndian.getShort(bytes, offset + 2 * i);
            digits.append((char) ('0' + group / 1000))
                    .append((char) ('0' + group / 100 % 10))
                    .append((char) ('0' + group / 10 % 10))
                    .append((char) ('0' + group % 10));
        }
        return new BigDecimal(new BigInteger(digits.toString()), scale);
    }

    private static String special(int sign) {
        return switch (sign) {
            case POSITIVE_INFINITY -> "Infinity";
            case NEGATIVE_INFINITY -> "-Infinity";
            default -> "NaN";
        };
    }
}

package dev.relata.r2dbc.dialect;

import dev.relata.error.InvalidValueException;
import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Size;
import dev.relata.spi.Limits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column of a declared type holds, as far as its name says and PostgreSQL's types allow. Stateless. */
public final class ColumnLimits {

    private static final Pattern LENGTH = Pattern.compile("\\(\\s*(\\d+)\\s*\\)");
    private static final Pattern PRECISION = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)");
    private static final Pattern ONE_CHARACTER =
            Pattern.compile("(?:n?char|(?:national )?character)(?:\\s*\\[])*", Pattern.CASE_INSENSITIVE);

    /** Of a number without a declared precision. */
    private static final int MOST_DIGITS = 131_072;

    private ColumnLimits() {}

    /**
     * Refuses a value that does not fit the column.
     *
     * @param attribute the attribute
     * @param type the type of its column
     * @param value the value
     * @throws InvalidValueException where it is too long or too large
     */
    public static void check(Attribute attribute, PgType type, Object value) {
        String declared = attribute.declaredType();
        if (declared != null) {
            Limits.exceeded(size(type, declared), value).ifPresent(by -> {
                throw new InvalidValueException(attribute.qualifiedName() + " " + by + " " + declared
                        + ": give a value that fits, or another type to the column");
            });
        }
        if (isBeyond(value)) {
            throw new InvalidValueException(attribute.qualifiedName() + " is beyond what a " + type.name()
                    + " holds: give a value with fewer digits");
        }
    }

    private static Size size(PgType type, String declared) {
        return switch (type.base()) {
            case TEXT, VARCHAR, BPCHAR -> new Size(length(declared), 0, 0);
            case NUMERIC -> precision(declared);
            default -> Size.DEFAULT;
        };
    }

    private static int length(String declared) {
        Matcher length = LENGTH.matcher(declared);
        if (length.find()) {
            return Integer.parseInt(length.group(1));
        }
        return ONE_CHARACTER.matcher(declared.strip()).matches() ? 1 : 0;
    }

    private static Size precision(String declared) {
        Matcher precision = PRECISION.matcher(declared);
        if (!precision.find()) {
            return Size.DEFAULT;
        }
        int scale = precision.group(2) == null ? 0 : Integer.parseInt(precision.group(2));
        return new Size(0, Integer.parseInt(precision.group(1)), scale);
    }

    private static boolean isBeyond(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().anyMatch(ColumnLimits::isBeyond);
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array).anyMatch(ColumnLimits::isBeyond);
        }
        if (value instanceof BigDecimal number) {
            return number.signum() != 0 && (long) number.precision() - number.scale() > MOST_DIGITS;
        }
        return value instanceof BigInteger whole && isBeyond(new BigDecimal(whole));
    }
}

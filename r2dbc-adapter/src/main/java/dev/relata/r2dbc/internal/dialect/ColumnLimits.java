package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.spi.ColumnSizes;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits of a column of a declared type, as far as its name and PostgreSQL's types define them. Stateless. */
public final class ColumnLimits {

    private static final Pattern LENGTH = Pattern.compile("\\(\\s*(\\d+)\\s*\\)");
    private static final Pattern PRECISION = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)");
    private static final Pattern ONE_CHARACTER =
            Pattern.compile("(?:n?char|(?:national )?character)(?:\\s*\\[])*", Pattern.CASE_INSENSITIVE);

    /** Of a number without a declared precision. */
    private static final int MOST_DIGITS = 131_072;

    private static final int MOST_DIGITS_AFTER_POINT = 16_383;

    private static final BigDecimal MOST_MONEY = new BigDecimal("92233720368547758.07");

    private ColumnLimits() {}

    /**
     * Refuses a value that does not fit the column.
     *
     * @param attribute the attribute
     * @param type the type of its column
     * @param value the value
     * @throws InvalidValueException if it is too long or too large
     */
    public static void check(Attribute attribute, PgType type, Object value) {
        Size size = size(type, attribute.declaredType());
        for (Object element : ColumnSizes.elements(value)) {
            ColumnSizes.exceeded(size, size.length() > 0 ? asText(element) : element)
                    .ifPresent(by -> refuse(attribute, by + ", as " + type.name() + " says"));
            if (element instanceof Number number) {
                Optional.ofNullable(ColumnSizes.decimal(number))
                        .flatMap(decimal -> beyond(type.base(), decimal))
                        .ifPresent(by -> refuse(attribute, by + ", and the column is of type " + type.name()));
            }
            if (element instanceof String text) {
                BitText.misfit(type.name(), text).ifPresent(by -> refuse(attribute, by));
            }
        }
    }

    private static void refuse(Attribute attribute, String problem) {
        throw new InvalidValueException(
                attribute.qualifiedName() + " " + problem + ": give a value that fits, or another type to the column");
    }

    /**
     * Returns the form of a value in a column of texts.
     *
     * @param value the value
     * @return its text where it is none itself, as a number is; else the value
     */
    public static @Nullable Object asText(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof UUID ? value.toString() : value;
    }

    /**
     * Returns whether a number has more digits, before or after the point, than one of any precision.
     *
     * @param number the number
     * @return whether it does
     */
    public static boolean overflows(BigDecimal number) {
        boolean large = number.signum() != 0 && (long) number.precision() - number.scale() > MOST_DIGITS;
        return large || number.scale() > MOST_DIGITS_AFTER_POINT;
    }

    /**
     * Returns whether an amount is beyond the type {@code money}.
     *
     * @param number the amount
     * @return whether it is
     */
    public static boolean overflowsMoney(BigDecimal number) {
        return overflows(number) || number.abs().compareTo(MOST_MONEY) > 0;
    }

    private static Size size(PgType type, @Nullable String declared) {
        if (declared == null) {
            return Size.DEFAULT;
        }
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

    private static Optional<String> beyond(KnownPgType base, BigDecimal number) {
        boolean whole = base == KnownPgType.SMALLINT || base == KnownPgType.INTEGER || base == KnownPgType.BIGINT;
        if (whole && number.stripTrailingZeros().scale() > 0) {
            return Optional.of("has digits after the point");
        }
        boolean decimal = base == KnownPgType.NUMERIC || base == KnownPgType.MONEY;
        if (decimal && overflows(number)) {
            return Optional.of("has more digits than PostgreSQL's numbers");
        }
        return isBeyond(base, number) ? Optional.of("is too large or too small") : Optional.empty();
    }

    private static boolean isBeyond(KnownPgType base, BigDecimal number) {
        return switch (base) {
            case SMALLINT -> isBeyond(number, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> isBeyond(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> isBeyond(number, Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL -> Float.isInfinite(number.floatValue()) || number.floatValue() == 0 && number.signum() != 0;
            case DOUBLE -> Double.isInfinite(number.doubleValue()) || number.doubleValue() == 0 && number.signum() != 0;
            case MONEY -> overflowsMoney(number);
            default -> false;
        };
    }

    private static boolean isBeyond(BigDecimal number, long least, long most) {
        return number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0;
    }
}

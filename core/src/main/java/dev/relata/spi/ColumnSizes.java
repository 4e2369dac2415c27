package dev.relata.spi;

import dev.relata.metamodel.Attribute.Size;
import dev.relata.metamodel.EnumLabels;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URL;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a length, or a precision and a scale, let a column hold, as databases understand it: characters are code points, blanks at
 * the end that do not fit are cut off, and digits after the point that do not fit are rounded. Stateless.
 */
public final class ColumnSizes {

    private static final List<Class<?>> TEXTS = List.of(
            CharSequence.class,
            Character.class,
            Enum.class,
            Locale.class,
            Currency.class,
            ZoneId.class,
            YearMonth.class,
            MonthDay.class,
            URI.class,
            URL.class);

    private ColumnSizes() {}

    /**
     * Says by how much a value, or an element of an array, is too long or too large.
     *
     * @param size what the column holds
     * @param value the value
     * @return the words, such as {@code has 12 characters, and 5 fit}; empty where it fits
     */
    public static Optional<String> exceeded(Size size, @Nullable Object value) {
        if (size.equals(Size.DEFAULT)) {
            return Optional.empty();
        }
        return elements(value).stream()
                .flatMap(element -> ofOne(size, element).stream())
                .findFirst();
    }

    private static Optional<String> ofOne(Size size, Object value) {
        String text = text(value);
        if (text != null && size.length() > 0) {
            return tooLong(size.length(), text);
        }
        return size.precision() > 0 && value instanceof Number number ? tooLarge(size, number) : Optional.empty();
    }

    /**
     * Answers what a value consists of.
     *
     * @param value the value
     * @return the elements of an array or a collection, to any depth and without nulls; of any other value itself
     */
    public static List<Object> elements(@Nullable Object value) {
        List<Object> elements = new ArrayList<>();
        collect(value, elements);
        return elements;
    }

    private static void collect(@Nullable Object value, List<Object> elements) {
        if (value instanceof Collection<?> collection) {
            collection.forEach(element -> collect(element, elements));
        } else if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collect(Array.get(value, i), elements);
            }
        } else if (value != null) {
            elements.add(value);
        }
    }

    /**
     * Answers the text that a value is kept as.
     *
     * @param value the value
     * @return the text, or null for a value that is not kept as one
     */
    public static @Nullable String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return EnumLabels.of(constant);
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        return TEXTS.stream().anyMatch(type -> type.isInstance(value)) ? value.toString() : null;
    }

    private static Optional<String> tooLong(int length, String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters <= length) {
            return Optional.empty();
        }
        String excess = text.substring(text.offsetByCodePoints(0, length));
        return excess.chars().allMatch(character -> character == ' ')
                ? Optional.empty()
                : Optional.of("has " + characters + " characters, and " + length + " fit");
    }

    /** NaN has a place in a column of any precision, the infinities have one in none. */
    private static Optional<String> tooLarge(Size size, Number number) {
        BigDecimal decimal = decimal(number);
        if (decimal != null) {
            return tooLarge(size, decimal);
        }
        return Double.isNaN(number.doubleValue()) ? Optional.empty() : Optional.of("is infinite");
    }

    /**
     * Answers the digits of a number.
     *
     * @param number the number
     * @return the same number, or null for one without digits: NaN and the infinities
     */
    public static @Nullable BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        boolean digits = number instanceof BigInteger || Double.isFinite(number.doubleValue());
        return digits ? new BigDecimal(number.toString()) : null;
    }

    /** Only a number with just as many digits before the point as fit can grow out of them by rounding. */
    private static Optional<String> tooLarge(Size size, BigDecimal number) {
        long fit = (long) size.precision() - size.scale();
        long digits = (long) number.precision() - number.scale();
        boolean fits = number.signum() == 0
                || digits < fit
                || digits == fit && wholeDigits(number.setScale(size.scale(), RoundingMode.HALF_UP)) <= fit;
        return fits
                ? Optional.empty()
                : Optional.of("is too large: rounded to " + size.scale() + " digits after the point it may have " + fit
                        + " before it");
    }

    private static long wholeDigits(BigDecimal number) {
        return number.signum() == 0 ? Long.MIN_VALUE : (long) number.precision() - number.scale();
    }
}

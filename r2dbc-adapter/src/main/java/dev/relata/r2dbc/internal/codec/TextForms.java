package dev.relata.r2dbc.internal.codec;

import dev.relata.metamodel.EnumLabels;
import dev.relata.r2dbc.internal.codec.TextCodec.TextForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The text forms of the Java types that have one. Stateless. */
final class TextForms {

    private static final Map<Class<?>, TextForm> FORMS = Stream.of(
                    form(Long.class, text -> new BigDecimal(text).longValueExact()),
                    form(Integer.class, text -> new BigDecimal(text).intValueExact()),
                    form(Short.class, text -> new BigDecimal(text).shortValueExact()),
                    form(Byte.class, text -> new BigDecimal(text).byteValueExact()),
                    form(BigInteger.class, text -> new BigDecimal(text).toBigIntegerExact()),
                    form(BigDecimal.class, BigDecimal::new),
                    form(Float.class, Float::valueOf),
                    form(Double.class, Double::valueOf),
                    form(Boolean.class, TextForms::bool),
                    form(Character.class, TextForms::character),
                    form(UUID.class, UUID::fromString),
                    form(Instant.class, Instant::parse),
                    form(LocalDate.class, LocalDate::parse),
                    form(LocalTime.class, LocalTime::parse),
                    form(LocalDateTime.class, LocalDateTime::parse),
                    form(OffsetDateTime.class, OffsetDateTime::parse),
                    form(OffsetTime.class, OffsetTime::parse),
                    form(ZonedDateTime.class, ZonedDateTime::parse),
                    form(Duration.class, Duration::parse),
                    form(Period.class, Period::parse),
                    form(Year.class, Year::parse),
                    form(YearMonth.class, YearMonth::parse),
                    form(MonthDay.class, MonthDay::parse),
                    form(URI.class, URI::create),
                    form(URL.class, TextForms::url),
                    form(Currency.class, Currency::getInstance),
                    form(ZoneId.class, ZoneId::of),
                    form(ZoneOffset.class, ZoneOffset::of),
                    new Entry(Locale.class, Locale::forLanguageTag, value -> ((Locale) value).toLanguageTag()),
                    new Entry(
                            byte[].class,
                            text -> HexFormat.of().parseHex(text),
                            value -> HexFormat.of().formatHex((byte[]) value)))
            .collect(Collectors.toUnmodifiableMap(
                    Entry::type, entry -> new TextForm(entry.type.getSimpleName(), entry.parse, entry.format)));

    private TextForms() {}

    /** Returns the text form of a class, or null if only JSON will do. */
    static @Nullable TextForm of(Class<?> javaClass) {
        if (javaClass == String.class) {
            return TextForm.STRING;
        }
        return javaClass.isEnum() ? constants(javaClass) : FORMS.get(javaClass);
    }

    private static TextForm constants(Class<?> enumClass) {
        EnumLabels labels = EnumLabels.of(enumClass);
        return new TextForm(
                enumClass.getSimpleName(),
                text -> {
                    Object constant = labels.constant(text);
                    if (constant == null) {
                        throw new IllegalArgumentException("the constants are " + labels.labels());
                    }
                    return constant;
                },
                labels::label);
    }

    private static Entry form(Class<?> javaClass, Function<String, Object> parse) {
        return new Entry(javaClass, parse, value -> javaClass.cast(value).toString());
    }

    private static Object bool(String text) {
        return switch (text) {
            case "t", "true", "1" -> true;
            case "f", "false", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Object character(String text) {
        String one = text.length() > 1 ? text.charAt(0) + text.substring(1).stripTrailing() : text;
        if (one.length() != 1) {
            throw new IllegalArgumentException("it has " + one.length() + " characters; use String");
        }
        return one.charAt(0);
    }

    private static Object url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private record Entry(Class<?> type, Function<String, Object> parse, Function<Object, String> format) {}
}

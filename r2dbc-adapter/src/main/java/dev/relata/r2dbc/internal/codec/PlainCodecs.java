package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.r2dbc.internal.codec.TextCodec.TextForm;
import dev.relata.r2dbc.internal.dialect.DefaultPgTypes;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Chooses the codec of a column at a driver that takes and gives objects. Stateless. */
public final class PlainCodecs {

    private static final JsonMapper KEYS = JsonMapper.builder().build();

    private static final Map<Class<?>, Function<BigDecimal, Object>> NUMBERS = Map.of(
            Byte.class, BigDecimal::byteValueExact,
            Short.class, BigDecimal::shortValueExact,
            Integer.class, BigDecimal::intValueExact,
            Long.class, BigDecimal::longValueExact,
            Year.class, number -> Year.of(number.intValueExact()),
            BigInteger.class, BigDecimal::toBigIntegerExact,
            BigDecimal.class, number -> number);

    private PlainCodecs() {}

    /**
     * Returns the codec between a Java type and a column's type.
     *
     * @throws IllegalArgumentException if the type has no values of that Java type
     */
    public static PlainCodec of(Type javaType, PgType type, JsonMapper json) {
        if (type.literal()) {
            throw new IllegalArgumentException(
                    "an array is no text here: use an array or a List in place of the String of " + type);
        }
        Type element = javaType;
        for (int i = 0; i < type.dimensions(); i++) {
            element = Objects.requireNonNull(DefaultPgTypes.elementOf(element));
        }
        PlainCodec codec = element(element, type, json);
        return type.dimensions() == 0 ? codec : new Arrays(shapes(javaType, type.dimensions()), codec);
    }

    private static PlainCodec element(Type javaType, PgType type, JsonMapper json) {
        Class<?> javaClass = DefaultPgTypes.boxedClass(javaType);
        PlainForm form = PlainForm.of(type.base());
        return switch (type.base()) {
            case SMALLINT, INTEGER, BIGINT, NUMERIC ->
                NUMBERS.containsKey(javaClass)
                        ? new Numbers(form, NUMBERS.get(javaClass))
                        : texts(javaClass, type, form);
            case TIMESTAMP, TIMESTAMPTZ -> moments(javaClass, type, form);
            case JSON, JSONB -> new Documents(new JsonCodec(javaType, KnownPgType.JSON, KnownPgType.JSON, json));
            default -> plain(javaClass, form) ? new Plain(form) : texts(javaClass, type, form);
        };
    }

    private static PlainCodec moments(Class<?> javaClass, PgType type, PlainForm form) {
        TimestampType moments = TimestampType.of(javaClass);
        return moments == null ? texts(javaClass, type, form) : new Moments(form, moments, type.base());
    }

    private static boolean plain(Class<?> javaClass, PlainForm form) {
        return switch (form) {
            case BOOLEAN -> javaClass == Boolean.class;
            case REAL -> javaClass == Float.class;
            case DOUBLE -> javaClass == Double.class;
            case TEXT -> javaClass == String.class;
            case UUID -> javaClass == java.util.UUID.class;
            case BYTEA -> javaClass == byte[].class;
            case DATE -> javaClass == java.time.LocalDate.class;
            case TIME -> javaClass == java.time.LocalTime.class;
            case TIMETZ -> javaClass == java.time.OffsetTime.class;
            case INTERVAL -> javaClass == java.time.Duration.class;
            default -> false;
        };
    }

    private static PlainCodec texts(Class<?> javaClass, PgType type, PlainForm form) {
        TextForm text = form == PlainForm.INTERVAL ? null : TextForms.of(javaClass);
        if (text == null) {
            throw new IllegalArgumentException(javaClass.getName() + " has no form in a column of type " + type
                    + ": declare another type by @Column(type = …), such as varchar or json");
        }
        return new Texts(form, text);
    }

    /** Returns the codec of the sort keys of a type, which are texts in Java. */
    public static PlainCodec sortKeys(PgType type) {
        PlainCodec key = new Texts(PlainForm.of(type.base()), TextForm.STRING);
        return type.dimensions() == 0 ? key : new KeysOfArrays(key, type.dimensions());
    }

    private static List<ArrayShape> shapes(Type javaType, int dimensions) {
        List<ArrayShape> shapes = new ArrayList<>();
        Type type = javaType;
        for (int i = 0; i < dimensions; i++) {
            shapes.add(ArrayShape.of(type));
            type = Objects.requireNonNull(DefaultPgTypes.elementOf(type));
        }
        return shapes;
    }

    /** A value of the driver's own class. */
    private record Plain(PlainForm form) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            return form == PlainForm.TEXT ? TextCodec.encodable((String) value) : form.normal(value);
        }

        @Override
        public Object fromDriver(Object value) {
            return form.normal(value);
        }
    }

    /** A whole or decimal number of any class. */
    private record Numbers(PlainForm form, Function<BigDecimal, Object> narrow) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            return narrowed(value, value instanceof Year year ? BigDecimal.valueOf(year.getValue()) : value);
        }

        private Object narrowed(Object value, Object number) {
            try {
                return form.normal(number);
            } catch (ArithmeticException e) {
                throw InvalidValues.outOfRange(value, form.name().toLowerCase(java.util.Locale.ROOT));
            }
        }

        @Override
        public Object fromDriver(Object value) {
            try {
                return narrow.apply(PlainForm.decimal(value));
            } catch (ArithmeticException e) {
                throw InvalidValues.outOfRange(value, "its Java type");
            }
        }
    }

    /** A point in time, in UTC, of any class. */
    private record Moments(PlainForm form, TimestampType javaType, KnownPgType type) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            Instant instant = javaType.toInstant().apply(value);
            return form.normal(
                    type == KnownPgType.TIMESTAMP
                            ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                            : instant.atOffset(ZoneOffset.UTC));
        }

        @Override
        public Object fromDriver(Object value) {
            Instant instant = value instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC)
                    : ((OffsetDateTime) value).toInstant();
            return javaType.make().at(instant.getEpochSecond(), instant.getNano());
        }
    }

    /** A value by its text. */
    private record Texts(PlainForm form, TextForm text) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            String written = TextCodec.encodable(text.format().apply(value));
            try {
                return form.parse(written);
            } catch (RuntimeException e) {
                throw InvalidValues.because("'" + ValueText.of(written) + "' is no value of " + form, e);
            }
        }

        @Override
        public Object fromDriver(Object value) {
            return text.read(form.format(value));
        }
    }

    /** A document by its text. */
    private record Documents(JsonCodec json) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            return json.encode(value);
        }

        @Override
        public @Nullable Object fromDriver(Object value) {
            byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
            return json.decode(bytes, 0, bytes.length);
        }
    }

    /** Arrays of one or more dimensions, and the lists and sets that are stored as such. */
    private record Arrays(List<ArrayShape> shapes, PlainCodec element) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            return toDriver(value, 0);
        }

        private Object toDriver(Object value, int level) {
            return shapes.get(level).elements(value).stream()
                    .map(each -> each == null || level == shapes.size() - 1
                            ? each == null ? null : element.toDriver(each)
                            : toDriver(each, level + 1))
                    .toArray();
        }

        @Override
        public Object fromDriver(Object value) {
            return fromDriver(value, 0);
        }

        private Object fromDriver(Object value, int level) {
            if (!(value instanceof Object[] array)) {
                throw new InvalidValueException("a value that is no array cannot be read as an array");
            }
            ArrayShape.Filling filling = shapes.get(level).fill(array.length);
            for (int i = 0; i < array.length; i++) {
                Object each = array[i];
                filling.add(
                        i,
                        each == null
                                ? null
                                : level == shapes.size() - 1 ? element.fromDriver(each) : fromDriver(each, level + 1));
            }
            return filling.end();
        }
    }

    /** The keys of arrays, as JSON of the keys of their elements. */
    private record KeysOfArrays(PlainCodec element, int dimensions) implements PlainCodec {

        @Override
        public Object toDriver(Object value) {
            try {
                return toDriver(KEYS.readValue((String) value, List.class), 1);
            } catch (JacksonException | ClassCastException e) {
                throw InvalidValues.because("'" + ValueText.of(value) + "' is no key of an array", e);
            }
        }

        private Object toDriver(List<?> values, int level) {
            return values.stream()
                    .map(each -> each == null
                            ? null
                            : level < dimensions ? toDriver((List<?>) each, level + 1) : element.toDriver(each))
                    .toArray();
        }

        @Override
        public Object fromDriver(Object value) {
            return KEYS.writeValueAsString(fromDriver((Object[]) value, 1));
        }

        private List<@Nullable Object> fromDriver(Object[] values, int level) {
            List<@Nullable Object> keys = new ArrayList<>();
            for (Object each : values) {
                keys.add(
                        each == null
                                ? null
                                : level < dimensions
                                        ? fromDriver((Object[]) each, level + 1)
                                        : element.fromDriver(each));
            }
            return keys;
        }
    }
}

package dev.relata.r2dbc.internal.row;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every type that the adapter promises, with its edge values. */
final class TypeCases {

    static final String NASTY = "it's \"q\" \\ {a,b} NULL (x) \t\n\r ü € 😀 $1 ; --";

    private TypeCases() {}

    /** A constant with a body is of another class than its enum. */
    enum Mood {
        HAPPY,
        SAD {
            @Override
            public String toString() {
                return "not the name";
            }
        },
        IT_IS_SO_SO
    }

    record Line(
            int number,
            @Nullable String text,
            List<BigDecimal> prices,
            @Nullable Instant at) {}

    static Stream<TypeCase> all() {
        return Stream.of(scalars().map(TypeCase.Builder::build), arrays(), special(), json())
                .flatMap(cases -> cases);
    }

    static Stream<TypeCase> arrays() {
        return scalars().flatMap(builder -> builder.arrays().stream());
    }

    static Stream<TypeCase.Builder> scalars() {
        return Stream.of(numbers(), moments(), texts(), declared()).flatMap(cases -> cases);
    }

    private static Stream<TypeCase.Builder> numbers() {
        return Stream.of(
                TypeCase.of(Long.class)
                        .value(0L, "0::bigint")
                        .value(Long.MAX_VALUE, "9223372036854775807::bigint")
                        .value(Long.MIN_VALUE, "'-9223372036854775808'::bigint"),
                TypeCase.of(Integer.class).value(-1, "-1").values(Integer.MAX_VALUE, Integer.MIN_VALUE),
                TypeCase.of(Short.class).value((short) -2, "-2::smallint").values(Short.MAX_VALUE, Short.MIN_VALUE),
                TypeCase.of(Byte.class).value((byte) -3, "-3::smallint").values(Byte.MAX_VALUE, Byte.MIN_VALUE),
                TypeCase.of(Boolean.class).value(true, "true").value(false, "false"),
                TypeCase.of(Float.class)
                        .value(0.1f, "0.1::real")
                        .value(Float.NaN, "'NaN'::real")
                        .value(-0.0f, "'-0'::real")
                        .value(Float.POSITIVE_INFINITY, "'infinity'::real")
                        .values(Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE),
                TypeCase.of(Double.class)
                        .value(0.1, "0.1::double precision")
                        .value(Double.NaN, "'NaN'::double precision")
                        .value(-0.0, "'-0'::double precision")
                        .value(Double.NEGATIVE_INFINITY, "'-infinity'::double precision")
                        .values(Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE),
                TypeCase.of(BigDecimal.class)
                        .value(new BigDecimal("0"), "0::numeric")
                        .value(new BigDecimal("0.000"), "0.000::numeric")
                        .value(new BigDecimal("-12.3400"), "-12.3400")
                        .value(new BigDecimal("10000.00010"), "10000.00010")
                        .values(
                                new BigDecimal("0.00000000000000000001"),
                                new BigDecimal("123456789012345678901234567890.123456789"),
                                new BigDecimal("-99999999999999999999999999999999999999"),
                                new BigDecimal("40000000000000000"),
                                new BigDecimal("1" + "0".repeat(200))),
                TypeCase.of(BigInteger.class)
                        .value(BigInteger.ZERO, "0::numeric")
                        .values(BigInteger.TEN.pow(60).negate(), BigInteger.valueOf(Long.MAX_VALUE)),
                TypeCase.of(UUID.class)
                        .value(
                                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                                "'00112233-4455-6677-8899-aabbccddeeff'::uuid")
                        .values(new UUID(-1, -1), new UUID(0, 0)),
                TypeCase.of(byte[].class)
                        .value(new byte[] {0, 1, -1, '\\', '"'}, "'\\x0001ff5c22'::bytea")
                        .values(new byte[0], "text".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Stream<TypeCase.Builder> moments() {
        return Stream.of(
                TypeCase.of(Instant.class)
                        .value(
                                Instant.parse("2024-03-10T07:30:00.123456Z"),
                                "'2024-03-10 07:30:00.123456+00'::timestamptz")
                        .value(Instant.parse("1883-11-18T17:00:00Z"), "'1883-11-18 17:00:00+00'::timestamptz")
                        .value(
                                Instant.parse("1969-12-31T23:59:59.999999Z"),
                                "'1969-12-31 23:59:59.999999+00'::timestamptz")
                        .value(Instant.parse("-0043-03-15T00:00:00Z"), "'0044-03-15 00:00:00+00 BC'::timestamptz")
                        .value(
                                Instant.parse("+294276-12-31T23:59:59.999999Z"),
                                "'294276-12-31 23:59:59.999999+00'::timestamptz")
                        .value(Instant.MAX, "'infinity'::timestamptz")
                        .value(Instant.MIN, "'-infinity'::timestamptz"),
                TypeCase.of(OffsetDateTime.class)
                        .value(OffsetDateTime.parse("2024-11-03T05:30:00Z"), "'2024-11-03 01:30:00 EDT'::timestamptz")
                        .value(OffsetDateTime.MAX, "'infinity'::timestamptz")
                        .value(OffsetDateTime.MIN, "'-infinity'::timestamptz"),
                TypeCase.of(ZonedDateTime.class)
                        .value(ZonedDateTime.parse("2024-11-03T06:30:00Z"), "'2024-11-03 01:30:00 EST'::timestamptz")
                        .values(ZonedDateTime.parse("0001-01-01T00:00:00Z")),
                TypeCase.of(LocalDateTime.class)
                        .value(
                                LocalDateTime.parse("2024-03-10T02:30:00.000001"),
                                "'2024-03-10 02:30:00.000001'::timestamp")
                        .value(LocalDateTime.parse("0000-12-31T00:00:00"), "'0001-12-31 00:00:00 BC'::timestamp")
                        .value(LocalDateTime.MAX, "'infinity'::timestamp")
                        .value(LocalDateTime.MIN, "'-infinity'::timestamp"),
                TypeCase.of(LocalDate.class)
                        .value(LocalDate.parse("2024-02-29"), "'2024-02-29'::date")
                        .value(LocalDate.parse("-4712-01-01"), "'4713-01-01 BC'::date")
                        .value(LocalDate.parse("+5874897-12-31"), "'5874897-12-31'::date")
                        .value(LocalDate.MAX, "'infinity'::date")
                        .value(LocalDate.MIN, "'-infinity'::date"),
                TypeCase.of(LocalTime.class)
                        .value(LocalTime.parse("23:59:59.999999"), "'23:59:59.999999'::time")
                        .values(LocalTime.MIDNIGHT, LocalTime.parse("01:02:03.4")),
                TypeCase.of(OffsetTime.class)
                        .value(OffsetTime.parse("10:20:30.5+05:45"), "'10:20:30.5+05:45'::timetz")
                        .values(OffsetTime.parse("00:00-15:59:59"), OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC)),
                TypeCase.of(Duration.class)
                        .value(Duration.parse("PT1H2M3.000004S"), "'01:02:03.000004'::interval")
                        .value(Duration.parse("PT-0.000001S"), "'-00:00:00.000001'::interval")
                        .value(Duration.ofDays(400), "'9600 hours'::interval")
                        .values(Duration.ZERO, Duration.ofHours(-1000000), Duration.parse("PT-1M-1.5S")),
                TypeCase.of(Period.class)
                        .value(Period.of(1, 2, 3), "'1 year 2 mons 3 days'::interval")
                        .value(Period.of(-1, -2, 3), "'-14 mons +3 days'::interval")
                        .values(Period.ZERO, Period.ofDays(-400), Period.of(178000000, 11, Integer.MIN_VALUE)),
                TypeCase.of(Year.class).value(Year.of(2024), "2024").values(Year.of(-44)),
                TypeCase.of(YearMonth.class)
                        .value(YearMonth.of(2024, 2), "'2024-02'::text")
                        .values(YearMonth.of(-1, 12)),
                TypeCase.of(MonthDay.class).values(MonthDay.of(2, 29)));
    }

    private static Stream<TypeCase.Builder> texts() {
        return Stream.of(
                TypeCase.of(String.class)
                        .value("plain", "'plain'::text")
                        .value("", "''::text")
                        .values(NASTY, "NULL", "null", " padded ", "{}", "\\", "\"", "\\N", "x".repeat(70_000)),
                TypeCase.of(Character.class).value('a', "'a'::text").values(' ', '"', '\\', ',', '€'),
                TypeCase.of(Mood.class).value(Mood.SAD, "'SAD'::text").values(Mood.HAPPY),
                TypeCase.of(URI.class).values(URI.create("https://example.com/?q=%22a,b%22"), URI.create("urn:a:b")),
                TypeCase.of(URL.class).values(url("https://example.com/a,b")),
                TypeCase.of(Locale.class)
                        .value(Locale.CANADA_FRENCH, "'fr-CA'::text")
                        .values(Locale.ROOT),
                TypeCase.of(Currency.class).value(Currency.getInstance("EUR"), "'EUR'::text"),
                TypeCase.of(ZoneId.class).values(ZoneId.of("America/New_York"), ZoneId.of("+02:00")),
                TypeCase.of(ZoneOffset.class).values(ZoneOffset.ofHours(-3)));
    }

    private static Stream<TypeCase.Builder> declared() {
        return Stream.of(
                TypeCase.of(Mood.class, "mood").value(Mood.SAD, "'SAD'::mood").values(Mood.IT_IS_SO_SO),
                TypeCase.of(String.class, "mood").value("HAPPY", "'HAPPY'::mood"),
                TypeCase.of(String.class, "\"Odd type\"").value("a b", "'a b'::\"Odd type\""),
                TypeCase.of(String.class, "citext").value("Mixed Case", "'Mixed Case'::citext"),
                TypeCase.of(String.class, "positive_text").values(NASTY, "a"),
                TypeCase.of(String.class, "varchar(20)")
                        .value("twenty", "'twenty'::varchar")
                        .values(""),
                TypeCase.of(String.class, "char(3)")
                        .value("abc", "'abc'::bpchar")
                        .value("a  ", "'a  '::char(3)"),
                TypeCase.of(Character.class, "character(1)").values('a', ' '),
                TypeCase.of(String.class, "uuid").values("00112233-4455-6677-8899-aabbccddeeff"),
                TypeCase.of(String.class, "inet").value("10.0.0.1/8", "'10.0.0.1/8'::inet"),
                TypeCase.of(String.class, "cidr").values("10.0.0.0/8"),
                TypeCase.of(String.class, "macaddr").values("08:00:2b:01:02:03"),
                TypeCase.of(String.class, "bit(5)").value("10110", "B'10110'"),
                TypeCase.of(String.class, "bit varying(9)").values("1", ""),
                TypeCase.of(String.class, "int4range").values("[1,10)", "empty"),
                TypeCase.of(String.class, "tsvector").values("'cat':1 'fat':2"),
                TypeCase.of(String.class, "point").values("(1,2)"),
                TypeCase.of(String.class, "box").values("(3,4),(1,2)"),
                TypeCase.of(String.class, "interval").values("1 mon 2 days 03:00:00"),
                TypeCase.of(String.class, "jsonb")
                        .value("{\"a\": [1, null, \"\\\\u0000\"]}", "'{\"a\": [1,null,\"\\\\u0000\"]}'::jsonb")
                        .values("null"),
                TypeCase.of(String.class, "json").values("{\"b\":  1, \"b\":\"\\u0000\"}"),
                TypeCase.of(String.class, "xml").values("<a b=\"c\">d</a>"),
                TypeCase.of(String.class, "bigint").value("42", "42::bigint"),
                TypeCase.of(BigDecimal.class, "numeric(10,2)").value(new BigDecimal("-1.50"), "'-1.50'::numeric"),
                TypeCase.of(BigDecimal.class, "money").value(new BigDecimal("-1234.56"), "'-1234.56'::numeric::money"),
                TypeCase.of(BigDecimal.class, "double precision").value(new BigDecimal("1.5"), "1.5::float8"),
                TypeCase.of(Long.class, "integer").value(7L, "7"),
                TypeCase.of(Long.class, "numeric(20)").values(Long.MAX_VALUE),
                TypeCase.of(Integer.class, "bigint").value(7, "7::bigint"),
                TypeCase.of(Integer.class, "smallint").values(-7),
                TypeCase.of(Double.class, "numeric").values(0.1),
                TypeCase.of(Double.class, "real").values(0.5),
                TypeCase.of(Boolean.class, "text").values(true, false),
                TypeCase.of(Instant.class, "timestamp(6)")
                        .value(Instant.parse("2024-07-01T12:00:00Z"), "'2024-07-01 12:00:00'::timestamp"),
                TypeCase.of(LocalDateTime.class, "timestamp with time zone")
                        .value(LocalDateTime.parse("2024-07-01T12:00:00"), "'2024-07-01 12:00:00+00'::timestamptz"),
                TypeCase.of(LocalDate.class, "text").values(LocalDate.parse("2024-07-01")),
                TypeCase.of(Duration.class, "text").values(Duration.ofMillis(1)),
                TypeCase.of(UUID.class, "text").values(new UUID(1, 2)));
    }

    /** What is not the array of some scalar: primitives, collections, and arrays as text. */
    private static Stream<TypeCase> special() {
        return Stream.of(
                        TypeCase.of(long.class).values(1L),
                        TypeCase.of(char.class).values('x'),
                        TypeCase.of(long[].class).values(new long[] {1, -2}, new long[0]),
                        TypeCase.of(int[][].class).value(new int[][] {{1, 2}, {3, 4}}, "'{{1,2},{3,4}}'::int[]"),
                        TypeCase.of(short[].class).values(new short[] {1}),
                        TypeCase.of(boolean[].class).values(new boolean[] {true, false}),
                        TypeCase.of(float[].class).values(new float[] {Float.NaN, -0.0f}),
                        TypeCase.of(double[].class).values(new double[] {Double.NEGATIVE_INFINITY}),
                        TypeCase.of(char[].class).values(new char[] {'a', '"'}),
                        TypeCase.of(int[][][].class).values((Object) new int[][][] {{{1}, {2}}}),
                        TypeCase.of(generic(List.class, String.class), "text[]")
                                .values(Arrays.asList("a", null, NASTY), List.of()),
                        TypeCase.of(generic(List.class, Mood.class), "mood[]").values(Arrays.asList(Mood.SAD, null)),
                        TypeCase.of(generic(Set.class, Long.class), "bigint[]")
                                .values(new LinkedHashSet<>(List.of(3L, 1L, 2L))),
                        TypeCase.of(generic(List.class, generic(List.class, Integer.class)), "int[][]")
                                .values(List.of(List.of(1, 2), List.of(3, 4))),
                        TypeCase.of(String.class, "int[]").values("{1,NULL,2}"),
                        TypeCase.of(String.class, "box[]").values("{(3,4),(1,2);(5,6),(0,0)}"))
                .map(TypeCase.Builder::build);
    }

    private static Stream<TypeCase> json() {
        JsonMapper mapper = JsonMapper.shared();
        Line line = new Line(1, NASTY, List.of(new BigDecimal("1.50")), Instant.parse("2024-03-10T07:30:00Z"));
        TypeCase.Builder lines = TypeCase.of(Line.class).values(line, new Line(2, null, List.of(), null));
        TypeCase.Builder nodes =
                TypeCase.of(JsonNode.class).values(mapper.readTree("{\"a\":[1,{}]}"), mapper.readTree("[]"));
        return Stream.concat(
                Stream.of(
                                lines,
                                nodes,
                                TypeCase.of(Line.class, "json").values(line),
                                TypeCase.of(Line.class, "text").values(line),
                                TypeCase.of(Line[].class).values((Object) new Line[] {line, line}),
                                TypeCase.of(generic(List.class, Line.class)).values(List.of(line)),
                                TypeCase.of(generic(Map.class, String.class, generic(List.class, Integer.class)))
                                        .values(Map.of("a", List.of(1, 2)), Map.of()),
                                TypeCase.of(generic(Set.class, UUID.class)).values(Set.of(new UUID(1, 2))),
                                TypeCase.of(Map.class).values(Map.of("k", "v")))
                        .map(TypeCase.Builder::build),
                Stream.of(lines, nodes).flatMap(builder -> builder.arrays().stream()));
    }

    static ParameterizedType generic(Class<?> raw, Type... arguments) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return arguments.clone();
            }

            @Override
            public Type getRawType() {
                return raw;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }

            @Override
            public String getTypeName() {
                List<String> names =
                        Arrays.stream(arguments).map(Type::getTypeName).toList();
                return raw.getSimpleName() + names.toString().replace('[', '<').replace(']', '>');
            }
        };
    }

    private static URL url(String url) {
        try {
            return URI.create(url).toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package dev.relata.r2dbc.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.ServerFeature;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What is in the database and has no counterpart in Java is an error that says so, never another value. */
@Tag("types")
class TypeRefusalsIntegrationTest {

    private static TypeSession session;

    @BeforeAll
    static void connect() {
        session = TypeSession.open();
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        BigDecimal.class, null, "'NaN'::numeric", "NaN in a numeric column cannot be a BigDecimal"),
                Arguments.of(BigDecimal.class, null, "'-Infinity'::numeric", "-Infinity in a numeric column"),
                Arguments.of(BigInteger.class, null, "1.5::numeric", "1.5 has a fraction"),
                Arguments.of(Duration.class, null, "interval '1 month'", "does not fit a Duration"),
                Arguments.of(Period.class, null, "interval '1 day 1 second'", "does not fit a Period"),
                Arguments.of(LocalTime.class, null, "time '24:00'", "24:00:00 in a time column"),
                Arguments.of(OffsetTime.class, null, "timetz '24:00+00'", "24:00:00 in a time column"),
                Arguments.of(Integer.class, "bigint", "2147483648", "2147483648 is out of the range of int"),
                Arguments.of(Byte.class, null, "128::smallint", "128 is out of the range of byte"),
                Arguments.of(Year.class, null, "2000000000", "out of the range of Year"),
                Arguments.of(Character.class, null, "'ab'::text", "'ab' cannot be read as Character"),
                Arguments.of(Character.class, null, "''::text", "'' cannot be read as Character"),
                Arguments.of(TypeCases.Mood.class, null, "'ANGRY'::text", "the constants are"),
                Arguments.of(long[].class, null, "array[1,null]::bigint[]", "element 1 is null"),
                Arguments.of(long[].class, null, "'{{1},{2}}'::bigint[]", "an array of 2 dimensions"),
                Arguments.of(long[][].class, null, "'{1}'::bigint[]", "an array of 1 dimensions"),
                Arguments.of(TypeCases.Line.class, null, "'[]'::jsonb", "the JSON cannot be read as"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatJavaCannotHoldIsRefused(Type javaType, @Nullable String declared, String sql, String because) {
        assertRefused(javaType, declared, sql, because);
    }

    @ParameterizedTest
    @CsvSource({"java.time.Duration, infinity", "java.time.Period, -infinity"})
    void anInfiniteIntervalIsRefused(Class<?> javaType, String interval) {
        ServerFeature.INFINITE_INTERVALS.require();
        assertRefused(javaType, null, "interval '" + interval + "'", "an infinite interval");
    }

    static Stream<Arguments> otherTypes() {
        return Stream.of(
                Arguments.of(String.class, "'{}'::jsonb"),
                Arguments.of(String.class, "1"),
                Arguments.of(Long.class, "1.0::numeric"),
                Arguments.of(Double.class, "1.0::numeric"),
                Arguments.of(Instant.class, "localtimestamp"),
                Arguments.of(Float.class, "1::float8"),
                Arguments.of(long[].class, "array[1.0]"),
                Arguments.of(Map.class, "'{}'::json"),
                Arguments.of(Duration.class, "1"));
    }

    @ParameterizedTest
    @MethodSource("otherTypes")
    void aColumnOfAnotherTypeThanTheModelSaysIsRefused(Type javaType, String sql) {
        assertRefused(javaType, null, sql, "declare it with @Column(type = …)");
    }

    private static void assertRefused(Type javaType, @Nullable String declared, String sql, String because) {
        ColumnCodec codec = codec(javaType, declared).named("Book.title");
        String query = "select " + sql + " as r";
        Stream.<ThrowingCallable>of(() -> session.plain(query, codec), () -> session.columns(query, codec))
                .forEach(read -> assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(read)
                        .withMessageStartingWith("Book.title: ")
                        .satisfies(
                                error -> assertThat(error.messageWithValues()).contains(because)));
    }

    @Test
    void widerColumnsAreReadWhereTheValueFits() {
        assertThat(session.plain("select 5::smallint as r", codec(Long.class, null)))
                .containsExactly(5L);
        assertThat(session.plain("select 5::bigint as r", codec(Integer.class, null)))
                .containsExactly(5);
        assertThat(session.plain("select 0.5::real as r", codec(Double.class, null)))
                .containsExactly(0.5);
        assertThat(session.plain("select 'n'::name as r", codec(String.class, null)))
                .containsExactly("n");
        assertThat(session.plain("select 'SAD'::mood as r", codec(TypeCases.Mood.class, null)))
                .containsExactly(TypeCases.Mood.SAD);
    }

    @Test
    void daysOfAnIntervalCountAs24HoursInADuration() {
        assertThat(session.plain("select interval '2 days -1 hour' as r", codec(Duration.class, null)))
                .containsExactly(Duration.ofHours(47));
    }

    @Test
    void randomNumbersAndMomentsSurvive() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Object> numbers = random.doubles(2_000)
                .<Object>mapToObj(
                        scale -> new BigDecimal(new BigInteger(random.nextInt(200), random), (int) (scale * 60)))
                .toList();
        List<Object> moments = random.longs(2_000, -200_000_000_000L, 9_000_000_000_000L)
                .<Object>mapToObj(second -> Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000L))
                .toList();

        assertThat(bulk(BigDecimal.class, numbers)).as("seed " + seed).isEqualTo(numbers);
        assertThat(bulk(Instant.class, moments)).as("seed " + seed).isEqualTo(moments);
    }

    private static List<@Nullable Object> bulk(Type javaType, List<Object> values) {
        PgType type = PgType.of(javaType, null);
        String sql = "select u.v as r from unnest(" + type.arrayParameter(1, null)
                + ") with ordinality as u(v, n) order by n";
        return session.plain(sql, codec(javaType, null), codec(javaType, null).bindArray(values, null));
    }

    @Test
    void theZoneOfTheRunIsTheOneThatWasAskedFor() {
        String asked =
                System.getProperty("types.timezone", TimeZone.getDefault().getID());

        assertThat(TimeZone.getDefault().getID()).isEqualTo(asked);
        assertThat(session.text("show timezone")).isEqualTo(asked);
    }

    private static ColumnCodec codec(Type javaType, @Nullable String declared) {
        return ColumnCodec.of(javaType, PgType.of(javaType, declared), JsonMapper.shared());
    }
}

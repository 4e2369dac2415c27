package dev.relata.r2dbc.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.internal.codec.NullMarker;
import dev.relata.r2dbc.internal.dialect.PgType;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ColumnCodecTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(String.class, null, "a\0b", "cannot hold the NUL character (at index 1)"),
                Arguments.of(String.class, null, "a\ud83d", "half a surrogate pair (at index 1)"),
                Arguments.of(String.class, null, "\ude00\ud83d", "half a surrogate pair (at index 0)"),
                Arguments.of(char.class, null, '\0', "NUL"),
                Arguments.of(String[].class, null, new String[] {"\0"}, "NUL"),
                Arguments.of(String.class, "jsonb", "{\"a\":\"\\u0000\"}", "jsonb cannot hold the NUL"),
                Arguments.of(Map.class, null, Map.of("a", "\0"), "jsonb cannot hold the NUL"),
                Arguments.of(Long.class, "integer", 1L << 31, "2147483648 is out of the range of integer"),
                Arguments.of(Integer.class, "smallint", 32_768, "32768 is out of the range of smallint"),
                Arguments.of(Instant.class, null, Instant.parse("+294277-01-01T00:00:00Z"), "range of timestamptz"),
                Arguments.of(Instant.class, null, Instant.parse("-4713-12-31T00:00:00Z"), "range of timestamptz"),
                Arguments.of(LocalDate.class, null, LocalDate.MAX.minusDays(1), "range of date"),
                Arguments.of(
                        OffsetTime.class,
                        null,
                        OffsetTime.of(LocalTime.NOON, ZoneOffset.ofHours(16)),
                        "12:00+16:00 is out of the range of timetz"),
                Arguments.of(Duration.class, null, Duration.ofSeconds(Long.MAX_VALUE), "out of the range of interval"),
                Arguments.of(Period.class, null, Period.ofYears(Integer.MAX_VALUE), "out of the range of interval"),
                Arguments.of(int[][].class, null, new int[][] {{1}, {2, 3}}, "rows of one length"),
                Arguments.of(int[][].class, null, new int[][] {{}, {}}, "rows of one length"),
                Arguments.of(int[][].class, null, new int[][] {{1}, null}, "rows of one length"),
                Arguments.of(
                        Long.class, null, "1", "a value of java.lang.String was given where java.lang.Long is stored"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatHasNoFormInPostgresIsRefusedByName(Type type, @Nullable String declared, Object value, String because) {
        ColumnCodec codec = codec(type, declared).named("Book.title");

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> codec.bind(value, null))
                .withMessageStartingWith("Book.title: ")
                .satisfies(error -> assertThat(error.messageWithValues()).contains(because));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> codec.bindArray(Arrays.asList(null, value), NullMarker.FIRST))
                .withMessageStartingWith("Book.title: ")
                .satisfies(error -> assertThat(error.messageWithValues()).contains(because));
    }

    @Test
    void nullsCarryTheTypeOfTheirColumn() {
        assertThat(bound(codec(Long.class, null), null).getType()).isEqualTo(PostgresqlObjectId.INT8);
        assertThat(bound(codec(Instant[].class, null), null).getType()).isEqualTo(PostgresqlObjectId.TIMESTAMPTZ_ARRAY);
        assertThat(bound(codec(String.class, "citext"), null).getType()).isEqualTo(PostgresqlObjectId.TEXT);
        assertThat(bound(codec(String.class, "int[]"), null).getType()).isEqualTo(PostgresqlObjectId.TEXT);
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCutOffTowardsThePast() {
        assertThat(text(Instant.class, Instant.parse("2024-01-01T00:00:00.123456999Z")))
                .isEqualTo("2024-01-01 00:00:00.123456+00");
        assertThat(text(Instant.class, Instant.parse("1969-12-31T23:59:59.999999999Z")))
                .isEqualTo("1969-12-31 23:59:59.999999+00");
        assertThat(text(LocalTime.class, LocalTime.MAX)).isEqualTo("23:59:59.999999");
        assertThat(text(Duration.class, Duration.ofNanos(1_999))).isEqualTo("PT0H0M0.000001S");
        assertThat(text(Duration.class, Duration.ofNanos(-1))).isEqualTo("PT0H0M-0.000001S");
    }

    @Test
    void aColumnOfValuesIsOneArrayLiteral() {
        assertThat(array(codec(Long.class, null), Arrays.asList(1L, null, -2L))).isEqualTo("{1,\"\uE000null0\",-2}");
        assertThat(array(codec(String.class, null), List.of("NULL", "", "a\"\\")))
                .isEqualTo("{\"NULL\",\"\",\"a\\\"\\\\\"}");
        assertThat(array(codec(int[].class, null), List.of(new int[] {1, 2}, new int[0])))
                .isEqualTo("{\"{1,2}\",\"{}\"}");
        assertThat(array(codec(Long.class, null), List.of())).isEqualTo("{}");
    }

    @Test
    void aMarkerOfNullsThatIsAnElementIsRefused() {
        List<@Nullable String[]> rows = List.<@Nullable String[]>of(new @Nullable String[] {"\uE000null0", null});
        ColumnCodec codec = codec(String[].class, null);
        assertThatExceptionOfType(NullMarker.TakenException.class)
                .isThrownBy(() -> codec.bindArray(rows, NullMarker.FIRST));
        assertThat(((Parameter) codec.bindArray(rows, NullMarker.FIRST.next())).getValue())
                .isEqualTo("{\"{\\\"\uE000null0\\\",\\\"\uE000null1\\\"}\"}");
    }

    private static @Nullable Object text(Type type, Object value) {
        return bound(codec(type, null), value).getValue();
    }

    private static @Nullable Object array(ColumnCodec codec, List<? extends @Nullable Object> values) {
        return ((Parameter) codec.bindArray(values, NullMarker.FIRST)).getValue();
    }

    private static Parameter bound(ColumnCodec codec, @Nullable Object value) {
        return (Parameter) codec.bind(value, null);
    }

    private static ColumnCodec codec(Type type, @Nullable String declared) {
        return ColumnCodec.of(type, PgType.of(type, declared), JsonMapper.shared());
    }
}

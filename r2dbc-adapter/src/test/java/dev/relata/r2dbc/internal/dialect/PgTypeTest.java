package dev.relata.r2dbc.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgTypeTest {

    private enum Mood {
        GOOD
    }

    @Test
    void javaTypesHaveDefaults() {
        assertThat(PgType.of(long.class, null).name()).isEqualTo("bigint");
        assertThat(PgType.of(Instant.class, null).name()).isEqualTo("timestamptz");
        assertThat(PgType.of(Mood.class, null).name()).isEqualTo("text");
        assertThat(PgType.of(byte[].class, null).name()).isEqualTo("bytea");
        assertThat(PgType.of(byte[][].class, null).name()).isEqualTo("bytea[]");
        assertThat(PgType.of(UUID[][].class, null).name()).isEqualTo("uuid[][]");
        assertThat(PgType.of(Map.class, null).name()).isEqualTo("jsonb");
        assertThat(PgType.of(StringBuilder[].class, null).name()).isEqualTo("jsonb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric(10,2) | numeric",
                "DECIMAL (10, 2) | numeric",
                "varchar(20) | varchar",
                "character varying(20) | varchar",
                "char(3) | bpchar",
                "char | bpchar",
                "national character(3) | bpchar",
                "bit(5) | varbit",
                "bit varying(5) | varbit",
                "timestamp(3) with time zone | timestamptz",
                "time(3) | time",
                "interval year to month | interval",
                "interval day to second(3) | interval",
                "float(24) | real",
                "float(25) | double precision",
                "bigserial | bigint",
                "pg_catalog.int8 | bigint",
                "text collate \"C\" | text",
                "geometry(Point, 4326) | geometry",
                "app.\"Odd (type)\" | app.\"Odd (type)\"",
                "mood | mood"
            })
    void castsNeverCarryALength(String declared, String cast) {
        assertThat(PgType.of(String.class, declared).castName()).isEqualTo(cast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numeric(10,2)[]", "numeric(10,2)[3]", "numeric(10,2) ARRAY"})
    void arrayTypesAreCastToTheArrayOfTheElement(String declared) {
        PgType type = PgType.of(BigDecimal[].class, declared);

        assertThat(type.name()).isEqualTo(declared);
        assertThat(type.castName()).isEqualTo("numeric[]");
        assertThat(type.dimensions()).isOne();
    }

    @Test
    void knownTypesTravelAsThemselves() {
        PgType type = PgType.of(Instant.class, null);

        assertThat(type.readExpression("c")).isEqualTo("c");
        assertThat(type.parameter(2, null)).isEqualTo("$2::timestamptz");
        assertThat(type.arrayParameter(2, null)).isEqualTo("$2::timestamptz[]");
        assertThat(type.fromUnnest("c", null)).isEqualTo("c");
    }

    @Test
    void textsAreComparedAsTheirColumnsAre() {
        PgType type = PgType.of(String.class, null);

        assertThat(type.readExpression("c")).isEqualTo("c");
        assertThat(type.parameter(2, null)).isEqualTo("$2::varchar");
        assertThat(type.arrayParameter(2, null)).isEqualTo("$2::varchar[]");
        assertThat(type.arrayParameter(2, "m")).isEqualTo("array_replace($2::text[], m, NULL)::varchar[]");
        assertThat(PgType.of(String[].class, null).parameter(2, null)).isEqualTo("$2::text[]");
    }

    @Test
    void otherTypesTravelAsText() {
        PgType type = PgType.of(Mood.class, "mood");

        assertThat(type.readExpression("c")).isEqualTo("c::text");
        assertThat(type.parameter(2, null)).isEqualTo("$2::text::mood");
        assertThat(type.arrayParameter(2, null)).isEqualTo("$2::text[]");
        assertThat(type.fromUnnest("c", null)).isEqualTo("c::mood");
    }

    @Test
    void arraysTravelThroughUnnestAsText() {
        PgType known = PgType.of(long[].class, null);
        assertThat(known.parameter(1, null)).isEqualTo("$1::bigint[]");
        assertThat(known.arrayParameter(1, null)).isEqualTo("$1::text[]");
        assertThat(known.fromUnnest("c", null)).isEqualTo("c::bigint[]");

        PgType other = PgType.of(Mood[].class, "mood[]");
        assertThat(other.readExpression("c")).isEqualTo("c::text[]");
        assertThat(other.parameter(1, null)).isEqualTo("$1::text[]::mood[]");
        assertThat(other.fromUnnest("c", null)).isEqualTo("c::text[]::mood[]");
    }

    @Test
    void moneyTravelsAsNumeric() {
        PgType type = PgType.of(BigDecimal.class, "money");

        assertThat(type.readExpression("c")).isEqualTo("c::numeric");
        assertThat(type.parameter(1, null)).isEqualTo("$1::numeric::money");
        assertThat(type.fromUnnest("c", null)).isEqualTo("c::money");
    }

    @Test
    void aTypeThatCannotBeReadInBinaryIntoTheJavaTypeIsReadAsText() {
        assertThat(PgType.of(String.class, "uuid").readExpression("c")).isEqualTo("c::text");
        assertThat(PgType.of(String.class, "bigint[]").readExpression("c")).isEqualTo("c::text");
        assertThat(PgType.of(Long.class, "numeric").readExpression("c")).isEqualTo("c::text");
    }

    @Test
    void anArrayTypeNeedsAnArrayInJava() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgType.of(Map.class, "text[]"))
                .withMessage(
                        "java.util.Map cannot be stored in text[]; use an array or a List with as many dimensions, or a String");
        assertThatIllegalArgumentException().isThrownBy(() -> PgType.of(long[].class, "bigint[][]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text; drop table books", "text -- x", "text'", "\"open"})
    void whatIsNotATypeNameIsRefused(String declared) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgType.of(String.class, declared))
                .withMessageContaining("is not a PostgreSQL type name");
    }
}

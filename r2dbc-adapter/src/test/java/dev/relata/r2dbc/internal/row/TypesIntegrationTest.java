package dev.relata.r2dbc.internal.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.internal.codec.NullMarker;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.row.TypeCase.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, bound alone and in bulk, read by a plain query and from a binary cursor. */
@Tag("types")
class TypesIntegrationTest {

    private static final String MARKER = "$2::text";

    private static TypeSession session;

    @BeforeAll
    static void connect() {
        session = TypeSession.open();
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    static Stream<TypeCase> all() {
        return TypeCases.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesBackAsItWasBound(TypeCase given) {
        session.createTable(given.type());
        ColumnCodec codec = given.codec();
        List<@Nullable Object> values = given.values();
        for (int i = 0; i < values.size(); i++) {
            insert(i, given.type(), codec, values.get(i));
        }

        assertSame(session.plain(select(given.type()), codec), values);
        session.cursor(select(given.type()), codec).forEach(read -> assertSame(read, values));
    }

    private static void insert(int number, PgType type, ColumnCodec codec, @Nullable Object value) {
        String start = "insert into t values (" + number + ", ";
        if (value == null || type.dimensions() == 0 || type.literal()) {
            session.update(start + type.parameter(1, null) + ")", codec.bind(value, null));
        } else {
            session.update(
                    start + type.parameter(1, MARKER) + ")",
                    codec.bind(value, NullMarker.FIRST),
                    NullMarker.FIRST.text());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesBackAsItWasBoundInBulk(TypeCase given) {
        PgType type = given.type();
        session.createTable(type);
        List<@Nullable Object> values = given.values();
        session.update(
                "insert into t select u.n - 1, " + type.fromUnnest("u.v", MARKER) + " from unnest("
                        + type.arrayParameter(1, MARKER) + ") with ordinality as u(v, n)",
                given.codec().bindArray(values, NullMarker.FIRST),
                NullMarker.FIRST.text());

        assertSame(session.plain(select(type), given.codec()), values);
        session.cursor(select(type), given.codec()).forEach(read -> assertSame(read, values));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isInTheDatabaseWhatSqlWouldWrite(TypeCase given) {
        session.createTable(given.type());
        List<Sample> samples =
                given.samples().stream().filter(sample -> sample.sql() != null).toList();
        for (Sample sample : samples) {
            session.update("delete from t");
            session.update("insert into t values (0, " + sample.sql() + ")");
            ColumnCodec codec = given.codec();
            session.cursor(select(given.type()), codec).forEach(read -> assertSame(read, List.of(sample.value())));

            session.update("update t set v = " + given.type().parameter(1, null), codec.bind(sample.value(), null));
            assertThat(session.text("select v::text from t"))
                    .isEqualTo(session.text(
                            "select (" + sample.sql() + ")::" + given.type().name() + "::text"));
        }
    }

    @Test
    void settingsOfTheSessionDoNotMatter() {
        session.update("set datestyle = 'SQL, DMY'");
        session.update("set intervalstyle = 'sql_standard'");
        session.update("set timezone = 'Asia/Kathmandu'");
        session.update("set extra_float_digits = 0");
        session.update("set standard_conforming_strings = off");
        session.update("set array_nulls = off");
        session.update("set bytea_output = 'escape'");
        List<TypeCase> cases = Stream.concat(
                        TypeCases.scalars()
                                .filter(builder -> builder.declared() == null)
                                .map(TypeCase.Builder::build),
                        TypeCases.arrays()
                                .filter(one -> !String.valueOf(one.declared()).startsWith("interval")))
                .toList();

        assertThat(cases)
                .hasSizeGreaterThan(100)
                .allSatisfy(this::comesBackAsItWasBound)
                .allSatisfy(this::comesBackAsItWasBoundInBulk);
    }

    @AfterEach
    void resetSettings() {
        session.update("reset all");
        session.update("set search_path = public, pg_temp");
    }

    @Test
    void aParameterFindsTheRow() {
        List<TypeCase> keys = TypeCases.scalars()
                .map(TypeCase.Builder::build)
                .filter(one -> !List.of("json", "xml", "point", "box").contains(String.valueOf(one.declared())))
                .toList();
        assertThat(keys).hasSizeGreaterThan(50).allSatisfy(this::assertFound);
    }

    private void assertFound(TypeCase given) {
        PgType type = given.type();
        session.createTable(type);
        Object value = given.samples().get(0).value();
        session.update(
                "insert into t values (0, " + type.parameter(1, null) + ")",
                given.codec().bind(value, null));
        String found = "select " + type.readExpression("v") + " as r from t where v = " + type.parameter(1, null);

        assertSame(session.plain(found, given.codec(), given.codec().bind(value, null)), List.of(value));
    }

    private static String select(PgType type) {
        return "select " + type.readExpression("t.v") + " as r from t order by n";
    }

    private static void assertSame(List<? extends @Nullable Object> actual, List<? extends @Nullable Object> expected) {
        assertThat(bits(actual)).isEqualTo(bits(expected));
    }

    /** Makes arrays comparable, and tells −0.0 from 0.0 and one scale from another. */
    private static String bits(List<? extends @Nullable Object> values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            String type = value == null || value instanceof java.util.Collection || value instanceof java.util.Map
                    ? ""
                    : value.getClass().getSimpleName();
            texts.add(type + Arrays.deepToString(new Object[] {value}));
        }
        return texts.toString();
    }
}

package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.StoreException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.query.Violation;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Of declared types, {@code validate} says of each value what PostgreSQL says, and the error of a write names the property. */
class DeclaredLimitsIntegrationTest {

    record Form(
            @Id long id,
            @Column(type = "varchar(3)") @Nullable String text,
            @Column(type = "char(3)") @Nullable String blanks,
            @Column(type = "character") @Nullable String letter,
            @Column(type = "bit(3)") @Nullable String bits,
            @Column(type = "bit") @Nullable String bit,
            @Column(type = "bit varying(3)") @Nullable String someBits,
            @Column(type = "varbit(3)[]") @Nullable List<String> bitLists,
            @Column(type = "numeric(5,2)") @Nullable BigDecimal price,
            @Column(type = "numeric(5,-2)") @Nullable BigDecimal hundreds,
            @Column(type = "numeric(2,5)") @Nullable BigDecimal parts,
            @Column(type = "numeric") @Nullable BigDecimal any,
            @Column(type = "money") @Nullable BigDecimal money,
            @Column(type = "numeric(5,2)") @Nullable Double rate,
            @Column(type = "bigint") @Nullable BigDecimal whole,
            @Column(type = "smallint") @Nullable Long small,
            @Column(type = "real") @Nullable Double real,
            @Column(type = "varchar(3)") @Nullable Integer number,
            @Column(type = "varchar(4)") @Nullable Boolean flag,
            @Column(type = "varchar(9)") @Nullable UUID key,
            @Column(type = "varchar(3)[]") String @Nullable [] texts,
            @Column(type = "numeric(5,2)[]") @Nullable List<BigDecimal> prices,
            @Column(type = "smallint[]") @Nullable List<Integer> smalls) {}

    private static final List<?> TEXTS = List.of("", "abc", "abcd", "abc  ", "abcd ", "\uD83D\uDE00bc", "abc\t", "a\0");
    private static final List<?> BITS = List.of("", "1", "101", "1010", "10", "102", "abc", " 101", "B101", "xF", "x");
    private static final List<?> DECIMALS = Stream.of(
                    "0", "123.456", "999.99", "999.994", "999.995", "-1000", "1E+3", "99949", "9999949", "9999950")
            .map(BigDecimal::new)
            .toList();
    private static final List<?> EXTREMES = Stream.of(
                    "0.00099",
                    "0.000995",
                    "1E+131071",
                    "1E+131072",
                    "1E-16383",
                    "1E-16384",
                    "0E-20000",
                    "1E-2147483647")
            .map(BigDecimal::new)
            .toList();
    private static final List<?> DOUBLES =
            List.of(0.0, 999.99, 999.995, 1e300, 1e-300, Double.NaN, Double.POSITIVE_INFINITY, 3.4028235e38, 3.5e38);

    private static final Map<String, List<?>> VALUES = Map.ofEntries(
            Map.entry("text", TEXTS),
            Map.entry("blanks", TEXTS),
            Map.entry("letter", TEXTS),
            Map.entry("bits", BITS),
            Map.entry("bit", BITS),
            Map.entry("someBits", BITS),
            Map.entry("bitLists", List.of(List.of(), List.of("1", "101"), List.of("1", "1010"), List.of("2"))),
            Map.entry("price", DECIMALS),
            Map.entry("hundreds", DECIMALS),
            Map.entry("parts", EXTREMES),
            Map.entry("any", EXTREMES),
            Map.entry("money", EXTREMES),
            Map.entry("rate", DOUBLES),
            Map.entry(
                    "whole",
                    List.of(new BigDecimal("12"), new BigDecimal("1.5"), new BigDecimal("9223372036854775808"))),
            Map.entry("small", List.of(32767L, 32768L, -32769L)),
            Map.entry("real", DOUBLES),
            Map.entry("number", List.of(123, 1234, -123)),
            Map.entry("flag", List.of(true, false)),
            Map.entry("key", List.of(new UUID(1, 1))),
            Map.entry(
                    "texts",
                    List.of(new String[0], array("abc", null), array("\uE000null0", null), array(null, "abcd"))),
            Map.entry(
                    "prices",
                    List.of(
                            Arrays.asList(new BigDecimal("999.99"), null),
                            Arrays.asList(null, BigDecimal.valueOf(1000)))),
            Map.entry("smalls", List.of(Arrays.asList(32767, null), List.of(32768))));

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;
    private static long lastId;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        pool = database.pool(1);
        relata = Relata.builder().store(R2dbcStore.of(pool)).model(Form.class).build();
        relata.schema().create().as(StepVerifier::create).verifyComplete();
    }

    @AfterAll
    static void close() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private static @Nullable String[] array(@Nullable String... texts) {
        return texts;
    }

    static Stream<String> components() {
        return Arrays.stream(Form.class.getRecordComponents()).skip(1).map(RecordComponent::getName);
    }

    private static Form form(String component, Object value) throws ReflectiveOperationException {
        Constructor<?> constructor = Form.class.getDeclaredConstructors()[0];
        RecordComponent[] components = Form.class.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        values[0] = ++lastId;
        for (int i = 1; i < values.length; i++) {
            values[i] = components[i].getName().equals(component) ? value : null;
        }
        return (Form) constructor.newInstance(values);
    }

    @ParameterizedTest
    @MethodSource("components")
    void validateSaysWhatAWriteSays(String component) throws ReflectiveOperationException {
        for (Object value : Objects.requireNonNull(VALUES.get(component))) {
            Form form = form(component, value);
            List<Violation> violations =
                    Objects.requireNonNull(relata.integrity().validate(form).block());
            String error = relata.insert(form)
                    .map(stored -> "")
                    .onErrorResume(StoreException.class, refused -> Mono.just(String.valueOf(refused.getMessage())))
                    .onErrorResume(refused -> Mono.just("before it was sent: " + refused.getMessage()))
                    .block();

            String what = component + " of " + (value instanceof Object[] array ? Arrays.toString(array) : value);
            assertThat(violations.isEmpty()).as(what).isEqualTo("".equals(error));
            if (!violations.isEmpty()) {
                assertThat(error).as(what).contains("Form." + component);
                assertThat(violations).extracting(Violation::where).as(what).containsExactly("Form." + component);
            }
        }
    }
}

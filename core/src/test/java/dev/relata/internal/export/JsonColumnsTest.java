package dev.relata.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.OutputDecorator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonGeneratorDecorator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.ext.javatime.ser.LocalDateSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.StdConverter;

/** Which rows are written without their records, and that they are written alike. */
class JsonColumnsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Unit {
        LITRE
    }

    record Types(
            @Id long id,
            @Nullable Long large,
            int whole,
            Integer boxed,
            short small,
            byte tiny,
            boolean flag,
            double twice,
            float single,
            String text,
            UUID uuid,
            Unit unit,
            BigDecimal decimal,
            BigInteger integer,
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime local,
            OffsetDateTime offset) {}

    record Renamed(
            @Id long id, @JsonProperty("the \"name\"") String name) {}

    @JsonPropertyOrder({"name", "id"})
    record Reordered(@Id long id, String name) {}

    record Hidden(@Id long id, @JsonIgnore String secret, String name) {}

    record Compact(@Id long id, String name) {
        Compact {}
    }

    record Changing(@Id long id, String name) {
        Changing {
            name = name.trim();
        }
    }

    record Refusing(@Id long id, String name) {
        Refusing {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
        }
    }

    record Swapping(@Id long id, String first, String second) {
        @SuppressWarnings("ParameterName")
        Swapping(long id, String first, String second) {
            this.id = id;
            this.first = second;
            this.second = first;
        }
    }

    record Accessor(@Id long id, String name) {
        @Override
        public String name() {
            return name + "!";
        }
    }

    record Getter(@Id long id) {
        public String getName() {
            return "x";
        }
    }

    record Formatted(
            @Id long id,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at) {}

    record Patterned(
            @Id long id, @JsonFormat(pattern = "yyyy-MM-dd") LocalDate date) {}

    record Zoned(@Id long id, @JsonFormat(timezone = "UTC") Instant at) {}

    /** Hides one text, which is none of the samples. */
    static final class Mask extends StdConverter<String, String> {
        @Override
        public String convert(String value) {
            return value.startsWith("4929") ? "****" : value;
        }
    }

    record Masked(
            @Id long id,
            @JsonSerialize(converter = Mask.class) String card) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(@Id long id, @Nullable String name) {}

    /** Leaves one text out, which is none of the samples. */
    static final class Filter {
        @Override
        @SuppressWarnings("EqualsHashCode")
        public boolean equals(@Nullable Object value) {
            return "hidden".equals(value);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    record Filtered(
            @Id long id,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Filter.class)
            String name) {}

    record Raw(@Id long id, @JsonRawValue String name) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    record Typed(@Id long id) {}

    record Inner(String city) {}

    record Outer(@Id long id, @JsonUnwrapped Inner inner) {}

    record Arrays(@Id long id, long[] numbers) {}

    private static <E> EntityType<E> type(Class<E> type) {
        return Model.of(type).entity(type);
    }

    private static @Nullable JsonColumns columns(Class<?> type, JsonMapper json) {
        return JsonColumns.of(type(type), json, json.writer());
    }

    private static void written(Class<?> type) {
        assertThat(columns(type, JSON)).as(type.getSimpleName()).isNotNull();
    }

    private static void leftToTheMapper(Class<?> type) {
        assertThat(columns(type, JSON)).as(type.getSimpleName()).isNull();
    }

    @Test
    void plainRecordsAreWrittenFromTheirValues() {
        List.of(Types.class, Renamed.class, Hidden.class, Compact.class).forEach(JsonColumnsTest::written);
        assertThat(columns(Types.class, JSON)).returns(true, JsonColumns::inOrder);
        assertThat(columns(Reordered.class, JSON)).returns(false, JsonColumns::inOrder);
    }

    @Test
    void recordsThatAreMoreThanTheirValuesAreLeftToTheMapper() {
        List.of(Changing.class, Refusing.class, Swapping.class, Accessor.class, Getter.class)
                .forEach(JsonColumnsTest::leftToTheMapper);
    }

    @Test
    void whatAnnotationsSayIsLeftToTheMapper() {
        List.of(
                        Formatted.class,
                        Patterned.class,
                        Zoned.class,
                        Masked.class,
                        Sparse.class,
                        Filtered.class,
                        Raw.class,
                        Typed.class,
                        Outer.class,
                        Arrays.class)
                .forEach(JsonColumnsTest::leftToTheMapper);
    }

    @Test
    void settingsThatShowAreLeftToTheMapper() {
        assertThat(columns(
                        Types.class,
                        JsonMapper.builder()
                                .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                                .build()))
                .isNull();
        SimpleModule loud = new SimpleModule().addSerializer(String.class, new Loud());
        assertThat(columns(Renamed.class, JsonMapper.builder().addModule(loud).build()))
                .isNull();
    }

    /** Which show with some values only. */
    @Test
    void formatsOfTypesAreLeftToTheMapper() {
        JsonMapper patterned = JsonMapper.builder()
                .withConfigOverride(LocalDate.class, date -> date.setFormat(JsonFormat.Value.forPattern("yyyy-MM-dd")))
                .build();
        assertThat(columns(Types.class, patterned)).isNull();
        for (String pattern : List.of("YYYY-MM-dd", "yyyy-MM-dd")) {
            SimpleModule dates = new SimpleModule()
                    .addSerializer(
                            LocalDate.class,
                            new LocalDateSerializer(DateTimeFormatter.ofPattern(pattern, Locale.ROOT)));
            assertThat(columns(
                            Types.class, JsonMapper.builder().addModule(dates).build()))
                    .as(pattern)
                    .isNull();
        }
    }

    /** Which may see any text on its way, and change it. */
    @Test
    void decoratorsAreLeftToTheMapper() {
        JsonGeneratorDecorator generators = (factory, generator) -> generator;
        OutputDecorator bytes = new OutputDecorator() {
            @Override
            public OutputStream decorate(IOContext context, OutputStream out) {
                return out;
            }

            @Override
            public Writer decorate(IOContext context, Writer writer) {
                return writer;
            }
        };
        for (JsonFactory factory : List.of(
                JsonFactory.builder().addDecorator(generators).build(),
                JsonFactory.builder().outputDecorator(bytes).build())) {
            assertThat(columns(Renamed.class, JsonMapper.builder(factory).build()))
                    .isNull();
        }
    }

    /** Writes a text as the default does, but for one. */
    static final class Loud extends ValueSerializer<String> {
        @Override
        public void serialize(String value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.equals("b") ? "B" : value);
        }
    }

    /** Random values of each type, and those at its edges, are written as the mapper writes them, or left to it. */
    @Test
    void valuesAreWrittenAlike() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        EntityType<Types> type = type(Types.class);
        for (int i = 0; i < 3000; i++) {
            Types row = row(random);
            JsonRows rows = new JsonRows(
                    JsonFrame.LINES, JSON.writer(), JsonColumns.of(type, JSON, JSON.writer()), type::instantiate);
            rows.row(type.values(row));
            assertThat(StandardCharsets.UTF_8.decode(rows.rest()).toString())
                    .as("seed %d", seed)
                    .isEqualTo(JSON.writeValueAsString(row) + "\n");
            i += i < 100 ? 0 : 29;
        }
    }

    private static Types row(Random random) {
        Instant instant = Instant.ofEpochSecond(
                random.nextLong(-80_000_000_000L, 300_000_000_000L),
                random.nextInt(4) * 250_000_000L + random.nextInt(2));
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                random.nextLong(-99_000_000_000L, 300_000_000_000L),
                random.nextInt(1000) * 1000,
                java.time.ZoneOffset.UTC);
        byte[] bytes = new byte[random.nextInt(3000)];
        random.nextBytes(bytes);
        return new Types(
                random.nextLong(),
                random.nextBoolean() ? null : random.nextLong() >> random.nextInt(64),
                random.nextInt(),
                random.nextInt(100),
                (short) random.nextInt(),
                (byte) random.nextInt(),
                random.nextBoolean(),
                random.nextInt(20) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong()),
                random.nextInt(20) == 0 ? Float.POSITIVE_INFINITY : Float.intBitsToFloat(random.nextInt()),
                new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
                new UUID(random.nextLong(), random.nextLong()),
                Unit.LITRE,
                new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 10),
                BigInteger.valueOf(random.nextLong()).multiply(BigInteger.valueOf(random.nextLong())),
                instant,
                local.toLocalDate(),
                local.toLocalTime(),
                local,
                local.atOffset(java.time.ZoneOffset.ofHours(random.nextInt(10))));
    }

    /** A text as a store passes it, in UTF-8, is written as it is as a string. */
    @Test
    void textsArePassedInBytes() {
        JsonText texts = JsonText.of(JSON.writer());
        for (String text :
                List.of("", "plain", "a \"quote\"", "äöü", "漢字😀", "\u0000\u001f\u007f/\\", "x".repeat(5000) + "ß")) {
            byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
            BufferOutput out = new BufferOutput();
            assertThat(texts.write(out, utf8, 1, utf8.length - 2)).isTrue();
            out.endRow();
            assertThat(StandardCharsets.UTF_8.decode(out.rest()).toString()).isEqualTo(JSON.writeValueAsString(text));
        }
    }

    /** Half a surrogate pair is left to the mapper, which refuses it. */
    @Test
    void brokenTextsAreLeftToTheMapper() {
        assertThat(JsonText.of(JSON.writer()).write(new BufferOutput(), "a\ud83d"))
                .isFalse();
    }
}

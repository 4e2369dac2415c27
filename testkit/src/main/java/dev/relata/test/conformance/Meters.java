package dev.relata.test.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relata.Relata;
import dev.relata.model.Converter;
import dev.relata.model.Id;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records that are exported: plain ones of every plain type, and those that a mapper writes in its own way. */
final class Meters {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "a \"quoted\" \\ text",
            "tab\tand\r\nlines",
            "/slash",
            "=1+1",
            "a,b;c",
            "äöü 漢字 😀 \u2028",
            "\u0001\u007f");
    private static final List<Double> DOUBLES = List.of(0.0, -0.0, 1.5, 0.1, 1e21, -1e-7, 123456789.125, 2e23);

    private Meters() {}

    /** What is measured. */
    enum Unit {
        /** One. */
        LITRE,
        /** Another. */
        HOUR
    }

    /** An amount, stored as a number. */
    record Amount(long value) {}

    /** A value of each type that has one form in JSON, and nulls. */
    record Reading(
            @Id long id,
            int whole,
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
            LocalDateTime localDateTime,
            OffsetDateTime offsetDateTime,
            @JsonProperty("the text") @Nullable String maybeText,
            @Nullable Long maybeLarge,
            @Nullable Instant maybeInstant,
            @Nullable Boolean maybeFlag) {}

    /** With values of types that have another form in JSON than in the store. */
    record Bill(@Id long id, Amount amount, long[] parts, byte[] picture, List<String> words) {}

    /** Whose constructor changes and refuses values. */
    record Checked(@Id long id, String name) {
        Checked {
            if (name.equals("refused")) {
                throw new IllegalArgumentException("no such name");
            }
            name = name.toUpperCase(Locale.ROOT);
        }
    }

    /** With another property than its components, and an accessor of its own. */
    record Shown(@Id long id, String name) {
        @Override
        public String name() {
            return "<" + name + ">";
        }

        /** Written by mappers. */
        public int getLength() {
            return name.length();
        }
    }

    /** Unlike {@link Checked}, takes any name. */
    record Named(@Id long id, String name) {}

    static Relata opened(StoreUnderTest store) {
        Relata meters = store.bare(
                builder -> builder.converter(Amount.class, Converter.of(Long.class, Amount::value, Amount::new)),
                Reading.class,
                Bill.class,
                Checked.class,
                Shown.class,
                Named.class);
        store.observe(meters.schema().create()).answers();
        return meters;
    }

    static Reading reading(long id, Random random) {
        Instant moment = Instant.EPOCH.plusMillis(random.nextLong(-2_000_000_000_000L, 4_000_000_000_000L));
        Instant instant = random.nextBoolean() ? moment : moment.truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime local = LocalDateTime.ofInstant(random.nextBoolean() ? moment : instant, ZoneOffset.UTC);
        return new Reading(
                id,
                random.nextInt(),
                (short) random.nextInt(),
                (byte) random.nextInt(),
                random.nextBoolean(),
                one(random, DOUBLES),
                one(random, DOUBLES).floatValue(),
                one(random, TEXTS.subList(0, TEXTS.size())),
                new UUID(random.nextLong(), random.nextLong()),
                one(random, List.of(Unit.values())),
                BigDecimal.valueOf(random.nextInt(), random.nextInt(6)),
                BigInteger.valueOf(random.nextInt()),
                instant,
                local.toLocalDate(),
                local.toLocalTime(),
                local,
                local.atOffset(ZoneOffset.UTC),
                random.nextBoolean() ? null : one(random, TEXTS),
                random.nextBoolean() ? null : random.nextLong(),
                random.nextBoolean() ? null : instant,
                random.nextBoolean() ? null : random.nextBoolean());
    }

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

package dev.relata.test.conformance;

import dev.relata.model.Property;
import dev.relata.test.conformance.model.Everything;
import dev.relata.test.conformance.model.Everything.Mood;
import dev.relata.test.conformance.model.Everything.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@link Everything} whose values are few, so that ties come, and lie at the edges that every store can keep. */
final class RandomValues {

    /** The components by which every store can sort. */
    static final List<Property<Everything, ?>> SORTABLE = List.of(
            Everything::flag,
            Everything::tiny,
            Everything::small,
            Everything::whole,
            Everything::large,
            Everything::single,
            Everything::twice,
            Everything::letter,
            Everything::text,
            Everything::decimal,
            Everything::integer,
            Everything::mood,
            Everything::instant,
            Everything::offsetDateTime,
            Everything::localDateTime,
            Everything::date,
            Everything::time,
            Everything::bytes,
            Everything::maybeFlag,
            Everything::maybeSmall,
            Everything::maybeWhole,
            Everything::maybeLarge,
            Everything::maybeSingle,
            Everything::maybeTwice,
            Everything::maybeText,
            Everything::maybeDecimal,
            Everything::maybeUuid,
            Everything::maybeMood,
            Everything::maybeInstant,
            Everything::maybeDate,
            Everything::maybeBytes);

    private static final List<String> TEXTS = List.of("", " ", "a", "A", "a ", "ä", "Z", "10", "9", "\"\\\n", "😀");
    private static final List<Double> DOUBLES =
            List.of(0.0, -0.0, 0.1, (double) 0.1f, 1e-300, -1e300, Math.PI, Math.nextUp(Math.PI));
    private static final List<BigDecimal> DECIMALS = List.of(
            new BigDecimal("0"),
            new BigDecimal("1.5"),
            new BigDecimal("1.50"),
            new BigDecimal("-123456.25"),
            new BigDecimal("1.25"));
    private static final List<Instant> INSTANTS = List.of(
            Instant.EPOCH,
            Instant.parse("2024-02-29T23:59:59.999Z"),
            Instant.parse("2024-02-29T23:59:59.998Z"),
            Instant.parse("1901-01-01T00:00:00Z"));
    private static final List<byte[]> BYTES =
            List.of(new byte[0], new byte[] {0}, new byte[] {-1}, new byte[] {1, 2}, new byte[] {1, 3});

    private RandomValues() {}

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static <T> @Nullable T maybe(Random random, T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private static LocalDateTime local(Random random) {
        return LocalDateTime.ofInstant(one(random, INSTANTS), ZoneOffset.UTC);
    }

    private static OffsetDateTime offset(Random random) {
        return one(random, INSTANTS).atOffset(ZoneOffset.ofHours(random.nextInt(5) - 2));
    }

    static Everything everything(Random random, UUID id) {
        return new Everything(
                id,
                random.nextBoolean(),
                (byte) (random.nextInt(3) - 1),
                (short) (random.nextInt(3) * Short.MAX_VALUE / 2),
                one(random, List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE)),
                one(random, List.of(Long.MIN_VALUE, -1L, 0L, (1L << 53) + 1, 1L << 53, Long.MAX_VALUE)),
                one(random, List.of(0f, -0f, 0.1f, 1e-30f, Float.MAX_VALUE)),
                one(random, DOUBLES),
                one(random, List.of('a', 'A', 'ß', '9')),
                one(random, TEXTS),
                one(random, DECIMALS),
                BigInteger.valueOf(random.nextInt(3) - 1),
                one(random, List.of(Mood.values())),
                one(random, INSTANTS),
                offset(random),
                local(random),
                local(random).toLocalDate(),
                local(random).toLocalTime(),
                one(random, BYTES),
                new long[] {random.nextInt(2)},
                new String[] {one(random, TEXTS)},
                new Payload(one(random, TEXTS), List.of(1)),
                Map.of(),
                maybe(random, random.nextBoolean()),
                maybe(random, (short) random.nextInt(2)),
                maybe(random, random.nextInt(2)),
                maybe(random, (long) random.nextInt(2)),
                maybe(random, 0.1f * random.nextInt(3)),
                maybe(random, one(random, DOUBLES)),
                maybe(random, one(random, TEXTS)),
                maybe(random, one(random, DECIMALS)),
                maybe(random, new UUID(random.nextInt(2) - 1L, random.nextInt(2))),
                maybe(random, one(random, List.of(Mood.values()))),
                maybe(random, one(random, INSTANTS)),
                maybe(random, LocalDate.ofEpochDay(random.nextInt(2))),
                maybe(random, one(random, BYTES)),
                maybe(random, new String[] {"a"}),
                maybe(random, new Payload("a", List.of())));
    }
}

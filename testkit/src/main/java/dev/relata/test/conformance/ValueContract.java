package dev.relata.test.conformance;

import static dev.relata.test.conformance.model.Everything.Mood.CALM;
import static dev.relata.test.conformance.model.Everything.Mood.CROSS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Everything;
import dev.relata.test.conformance.model.Everything.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of every type, there and back. */
public interface ValueContract extends StoreUnderTest {

    /** Rows with every component given, and with all that may be null left out. */
    @Test
    @Tag("S60")
    default void everyTypeOfValueComesBackAsItWas() {
        Everything full = everything(new UUID(1, 2), true);
        Everything empty = everything(new UUID(3, 4), false);

        for (Everything row : List.of(full, empty)) {
            expectSame(observe(relata().insert(row)).sends(1).value(), row);
            expectSame(
                    observe(relata().find(Everything.class, row.id())).sends(1).value(), row);
            expectSame(
                    observe(relata().from(Everything.class)
                                    .where(Everything::id)
                                    .eq(row.id())
                                    .iterate())
                            .sends(1)
                            .value(),
                    row);
        }
        observe(relata().bulk().delete(List.of(full, empty))).answers(2L);
        assertThat(observe(relata().bulk().insert(List.of(full, empty)))
                        .sends(1)
                        .values())
                .hasSize(2)
                .satisfies(rows -> expectSame(rows.get(0), full))
                .satisfies(rows -> expectSame(rows.get(1), empty));
    }

    /** Times as fine as Relata takes them. */
    @Test
    @Tag("S60")
    @Requires(Capability.MICROSECONDS)
    default void timesKeepTheirMicroseconds() {
        Everything row = everything(new UUID(1, 2), true, ChronoUnit.MICROS);

        expectSame(observe(relata().insert(row)).sends(1).value(), row);
        expectSame(observe(relata().find(Everything.class, row.id())).sends(1).value(), row);
        observe(relata().from(Everything.class)
                        .where(Everything::instant)
                        .eq(row.instant())
                        .count())
                .answers(1L);
    }

    /** The same values as they are compared with. */
    @Test
    @Tag("S47")
    default void everyTypeOfValueCanBeComparedWith() {
        Everything full = everything(new UUID(1, 2), true);
        observe(relata().insert(full)).sends(1);
        var all = relata().from(Everything.class);

        observe(all.where(Everything::decimal).eq(new BigDecimal("1.5")).count())
                .sends(1)
                .answers(1L);
        observe(all.where(Everything::mood).eq(CROSS).count()).sends(1).answers(1L);
        observe(all.where(Everything::instant).eq(full.instant()).count())
                .sends(1)
                .answers(1L);
        observe(all.where(Everything::offsetDateTime)
                        .eq(full.offsetDateTime().withOffsetSameInstant(ZoneOffset.UTC))
                        .count())
                .sends(1)
                .answers(1L);
        observe(all.where(Everything::bytes).eq(new byte[] {0, 1, -128, 127}).count())
                .sends(1)
                .answers(1L);
        observe(all.where(Everything::words).eq(full.words()).count()).sends(1).answers(1L);
        observe(all.where(Everything::letter).in(List.of('x', 'ß')).count())
                .sends(1)
                .answers(1L);
        observe(all.where(Everything::maybeUuid).isNotNull().count()).sends(1).answers(1L);
        observe(all.where(Everything::maybeFlag).ne(true).count()).sends(1).answers(0L);
        observe(all.where(Everything::date).eq(full.date()).count()).sends(1).answers(1L);
    }

    private static void expectSame(Everything actual, Everything expected) {
        assertThat(actual)
                .usingRecursiveComparison(RecursiveComparisonConfiguration.builder()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .withComparatorForType(Double::compareTo, Double.class)
                        .withComparatorForType(Float::compareTo, Float.class)
                        .build())
                .withComparatorForType(Comparator.comparing(OffsetDateTime::toInstant), OffsetDateTime.class)
                .isEqualTo(expected);
    }

    private static <V> @Nullable V maybe(boolean given, V value) {
        return given ? value : null;
    }

    private Everything everything(UUID id, boolean given) {
        return everything(id, given, ChronoUnit.MILLIS);
    }

    /** Times no finer than a unit. */
    private Everything everything(UUID id, boolean given, ChronoUnit finest) {
        Instant instant = Instant.parse("1969-12-31T23:59:59.999999Z").truncatedTo(finest);
        return new Everything(
                id,
                true,
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.25f,
                -0.1,
                'ß',
                "quote ' \" back\\slash {brace} % _ \n 日本",
                new BigDecimal("1.50"),
                new BigInteger("123456789012345678901234567890"),
                CROSS,
                instant,
                instant.atOffset(ZoneOffset.ofHours(5)),
                LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000).truncatedTo(finest),
                LocalDate.of(1582, 10, 15),
                LocalTime.of(0, 0, 0, 1_001_000).truncatedTo(finest),
                new byte[] {0, 1, -128, 127},
                new long[] {1, -2, Long.MIN_VALUE},
                new String[] {"a", "", "with, \"quotes\" and \\", "NULL"},
                new Payload("name", List.of(1, 2, 3)),
                Map.of("one", 1, "two", 2),
                maybe(given, true),
                maybe(given, (short) -1),
                maybe(given, 0),
                maybe(given, Long.MIN_VALUE),
                maybe(given, Float.MAX_VALUE),
                maybe(given, capabilities().contains(Capability.NON_FINITE_NUMBERS) ? Double.NaN : Double.MIN_VALUE),
                maybe(given, ""),
                maybe(given, new BigDecimal("-0.000001")),
                maybe(given, UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")),
                maybe(given, CALM),
                maybe(given, Instant.parse("2038-01-19T03:14:08.5Z")),
                maybe(given, LocalDate.of(9999, 12, 31)),
                maybe(given, new byte[0]),
                maybe(given, new String[0]),
                maybe(given, new Payload("", List.of())));
    }
}

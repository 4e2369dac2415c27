package dev.relata.internal.export;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of each type that is written without a mapper, by which settings of a mapper show: those that mappers leave out, escape,
 * round or format in more than one way.
 */
final class ColumnSamples {

    private static final LocalDate LEAP_DAY = LocalDate.of(2000, 2, 29);
    private static final LocalDateTime MORNING = LocalDateTime.of(2024, 12, 31, 0, 0);

    /** Its year of eras and that of its week are other ones. */
    private static final LocalDate BEFORE_CHRIST = LocalDate.of(0, 1, 1);

    private static final Map<Class<?>, List<?>> SAMPLES = Map.ofEntries(
            Map.entry(Long.class, List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53)),
            Map.entry(Integer.class, List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)),
            Map.entry(Short.class, List.of((short) 0, Short.MAX_VALUE, Short.MIN_VALUE)),
            Map.entry(Byte.class, List.of((byte) 0, Byte.MAX_VALUE, Byte.MIN_VALUE)),
            Map.entry(Boolean.class, List.of(false, true)),
            Map.entry(Double.class, List.of(0.0, -0.0, 1.5, 1e21, 1e-7, 2e23, 0.1 + 0.2, Double.MIN_VALUE)),
            Map.entry(Float.class, List.of(0f, -0f, 1.5f, 1e21f, 1e-7f, 0.3f, Float.MIN_VALUE)),
            Map.entry(
                    BigInteger.class,
                    List.of(BigInteger.ZERO, BigInteger.TEN.pow(30).negate())),
            Map.entry(
                    BigDecimal.class,
                    List.of(
                            BigDecimal.ZERO,
                            new BigDecimal("0.00"),
                            new BigDecimal("1E+3"),
                            new BigDecimal("1E-12"),
                            new BigDecimal("-12.340"))),
            Map.entry(String.class, texts()),
            Map.entry(UUID.class, List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(0x123456789abcdefL, 42))),
            Map.entry(
                    Instant.class,
                    List.of(
                            Instant.EPOCH,
                            Instant.ofEpochSecond(1, 500_000_000),
                            Instant.ofEpochSecond(-1, 1_000),
                            Instant.ofEpochSecond(951_782_400, 7))),
            Map.entry(LocalDate.class, List.of(LEAP_DAY, LocalDate.EPOCH, BEFORE_CHRIST, MORNING.toLocalDate())),
            Map.entry(
                    LocalTime.class,
                    List.of(LocalTime.MIDNIGHT, LocalTime.of(1, 2, 3, 500_000_000), LocalTime.of(23, 59, 0, 1_000))),
            Map.entry(
                    LocalDateTime.class,
                    List.of(
                            MORNING,
                            MORNING.plusNanos(1_500_000),
                            MORNING.plusSeconds(1),
                            BEFORE_CHRIST.atTime(0, 0, 0, 7))),
            Map.entry(
                    OffsetDateTime.class,
                    List.of(
                            MORNING.atOffset(ZoneOffset.UTC),
                            MORNING.plusNanos(120_000).atOffset(ZoneOffset.ofHoursMinutes(5, 30)),
                            BEFORE_CHRIST.atTime(0, 0, 3).atOffset(ZoneOffset.ofHours(-11)))));

    private ColumnSamples() {}

    private static List<String> texts() {
        StringBuilder ascii = new StringBuilder();
        for (char character = 0; character < 128; character++) {
            ascii.append(character);
        }
        return List.of("", "a", ascii.toString(), "\u0080\u00e9\u07ff\u0800\u2028\u6f22\ufeff\uffff\ud83d\ude00");
    }

    /**
     * Returns the samples of a type.
     *
     * @param type the class of the values, boxed
     * @param primitive whether there is no null among them
     * @return the samples, none where none are known
     */
    static List<@Nullable Object> of(Class<?> type, boolean primitive) {
        List<?> known = type.isEnum() ? Arrays.asList(type.getEnumConstants()) : SAMPLES.getOrDefault(type, List.of());
        if (known.isEmpty()) {
            return List.of();
        }
        List<@Nullable Object> all = new ArrayList<>(known);
        if (!primitive) {
            all.add(null);
        }
        return Collections.unmodifiableList(all);
    }
}

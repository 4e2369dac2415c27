package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import dev.relata.model.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value of every type that a component may have, required or nullable. Immutable, but for its arrays. */
@Table("everything")
public record Everything(
        @Id UUID id,
        boolean flag,
        byte tiny,
        short small,
        int whole,
        long large,
        float single,
        double twice,
        char letter,
        String text,
        BigDecimal decimal,
        BigInteger integer,
        Mood mood,
        Instant instant,
        OffsetDateTime offsetDateTime,
        LocalDateTime localDateTime,
        LocalDate date,
        LocalTime time,
        byte[] bytes,
        long[] numbers,
        String[] words,
        Payload payload,
        Map<String, Integer> counts,
        @Nullable Boolean maybeFlag,
        @Nullable Short maybeSmall,
        @Nullable Integer maybeWhole,
        @Nullable Long maybeLarge,
        @Nullable Float maybeSingle,
        @Nullable Double maybeTwice,
        @Nullable String maybeText,
        @Nullable BigDecimal maybeDecimal,
        @Nullable UUID maybeUuid,
        @Nullable Mood maybeMood,
        @Nullable Instant maybeInstant,
        @Nullable LocalDate maybeDate,
        byte @Nullable [] maybeBytes,
        String @Nullable [] maybeWords,
        @Nullable Payload maybePayload) {

    /** A value of an enum. */
    public enum Mood {
        /** One. */
        CALM,
        /** Another. */
        CROSS
    }

    /**
     * A document.
     *
     * @param name its name
     * @param items a list in it
     */
    public record Payload(String name, List<Integer> items) {}
}

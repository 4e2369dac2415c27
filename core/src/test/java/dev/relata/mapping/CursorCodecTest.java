package dev.relata.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidCursorException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** S51: a cursor comes back as it went, or not at all. */
class CursorCodecTest {

    private static final String QUERY = "books where all[] order [.title ASC LAST, .id ASC LAST] offset 0 limit null";
    private static final List<Type> TYPES = List.of(String.class, Long.class);

    private final CursorCodec codec = new CursorCodec(JsonMapper.builder().build());
    private final String cursor = codec.encode(QUERY, List.of("The Dispossessed", 7L));

    private enum Mood {
        CALM
    }

    private void assertRefused(String query, String changed, String message) {
        assertThatThrownBy(() -> codec.decode("Author.BOOKS", query, TYPES, changed))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageStartingWith("Author.BOOKS: the cursor ")
                .hasMessageContaining(message);
    }

    @Test
    void valuesComeBackAsTheyWent() {
        List<Object> values = List.of(
                7L,
                "“ü\n",
                1,
                (short) 2,
                true,
                0.1,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                1.5f,
                new BigDecimal("12345678901234567890.1200"),
                new UUID(1, 2),
                Instant.parse("2024-05-06T07:08:09.123456Z"),
                Instant.MAX,
                LocalDate.of(-44, 3, 15),
                LocalDateTime.of(2024, 2, 29, 0, 0),
                OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4000, ZoneOffset.UTC),
                Mood.CALM,
                'x');
        List<Type> types = values.stream().<Type>map(value -> value.getClass()).toList();

        assertThat(codec.decode("x", QUERY, types, codec.encode(QUERY, values))).isEqualTo(values);
    }

    @Test
    void nullsComeBackAsNulls() {
        List<@Nullable Object> values = Arrays.asList(null, 7L);

        assertThat(codec.decode("x", QUERY, TYPES, codec.encode(QUERY, values))).isEqualTo(values);
    }

    @Test
    void aCursorIsSafeInAUrl() {
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void everyCutIsFound() {
        for (int length = 0; length < cursor.length(); length++) {
            assertRefused(QUERY, cursor.substring(0, length), "was changed or cut on the way");
        }
        assertRefused(QUERY, cursor + "A", "was changed or cut on the way");
        assertRefused(QUERY, cursor + "AAAA", "was changed or cut on the way");
    }

    @Test
    void everyChangedCharacterIsFound() {
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(QUERY, cursor.substring(0, i) + other + cursor.substring(i + 1), "was changed or cut");
        }
    }

    @Test
    void whatIsNoCursorIsRefused() {
        for (String text : List.of("", " ", "null", "%%%", "{}", "ä", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA")) {
            assertRefused(QUERY, text, "was changed or cut on the way");
        }
    }

    @Test
    void aCursorOfAnotherQueryIsRefusedWithTheRemedy() {
        assertRefused(QUERY + " ", cursor, "is of another query; use it with the selection whose page gave it");
    }

    @Test
    void aCursorWithAnotherNumberOfValuesIsRefused() {
        assertThatThrownBy(() -> codec.decode("x", QUERY, List.of(String.class), cursor))
                .isInstanceOf(InvalidCursorException.class);
    }
}

package dev.relata.internal.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidCursorException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S51: a cursor comes back as it went, or not at all. */
class CursorCodecTest {

    private static final String QUERY = "books where all[] order [.title ASC LAST, .id ASC LAST] offset 0 limit null";

    private final CursorCodec codec = CursorCodec.unsigned();
    private final String cursor = codec.encode(QUERY, List.of("The Dispossessed", "7"));

    private void assertRefused(String query, String changed, String message) {
        assertThatThrownBy(() -> codec.decode("Author.BOOKS", query, 2, changed))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageStartingWith("Author.BOOKS: the cursor ")
                .hasMessageContaining(message);
    }

    @Test
    void keysComeBackAsTheyWent() {
        List<@Nullable String> keys = Arrays.asList("", " ", "null", null, "“ü\n\\\"😀", "[1]", "é".repeat(10_000));

        assertThat(codec.decode("x", QUERY, keys.size(), codec.encode(QUERY, keys)))
                .isEqualTo(keys);
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

    /** Cursors of the first format held values, under a digest of nothing but themselves. */
    @Test
    void aCursorOfAnOlderFormatIsRefused() throws NoSuchAlgorithmException {
        byte[] body = ("[\"" + Base64.getEncoder().encodeToString(digest(QUERY.getBytes(UTF_8))) + "\",\"a\",7]")
                .getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(digest(body), 12 + body.length);
        System.arraycopy(body, 0, whole, 12, body.length);

        assertRefused(
                QUERY, Base64.getUrlEncoder().withoutPadding().encodeToString(whole), "comes from an older version");
    }

    /** Everybody can make the digest: the content is checked all the same. */
    @Test
    void aForgedContentIsRefused() throws NoSuchAlgorithmException {
        for (String body : List.of("null", "{}", "1", "[", "[[[", "[{}]", "", "\"x\"", "[".repeat(100_000))) {
            byte[] content = ("\u0002" + body).getBytes(UTF_8);
            byte[] whole = Arrays.copyOf(digest(content), 12 + content.length - 1);
            System.arraycopy(content, 1, whole, 12, content.length - 1);
            assertRefused(QUERY, Base64.getUrlEncoder().withoutPadding().encodeToString(whole), "was changed or cut");
        }
    }

    private static byte[] digest(byte[] content) throws NoSuchAlgorithmException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), 12);
    }

    @Test
    void aCursorOfAnotherQueryIsRefusedWithTheRemedy() {
        assertRefused(QUERY + " ", cursor, "is of another query; use it with the selection whose page gave it");
    }

    @Test
    void aCursorWithAnotherNumberOfValuesIsRefused() {
        assertThatThrownBy(() -> codec.decode("x", QUERY, 1, cursor)).isInstanceOf(InvalidCursorException.class);
    }
}

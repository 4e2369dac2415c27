package dev.relata.internal.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S51: a signed cursor is read by those who have the key that signed it, and made by nobody else. */
class SignedCursorTest {

    private static final String QUERY = "books where all[] order [.id ASC LAST] offset 0 limit null";
    private static final List<@Nullable String> KEYS = List.of("7");
    private static final byte[] NEW = key('n');
    private static final byte[] OLD = key('o');

    private final CursorCodec codec = CursorCodec.signed(NEW);
    private final String cursor = codec.encode(QUERY, KEYS);

    private static byte[] key(char letter) {
        return String.valueOf(letter).repeat(32).getBytes(UTF_8);
    }

    private static void assertRefused(CursorCodec codec, String cursor) {
        assertThatThrownBy(() -> codec.decode("Author.BOOKS", QUERY, 1, cursor))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageStartingWith("Author.BOOKS: the cursor was changed or cut on the way")
                .hasMessageNotContainingAny("nnnn", "oooo", "HMAC", "signature")
                .hasNoCause();
    }

    @Test
    void aCursorComesBackAsItWent() {
        List<@Nullable String> keys = Arrays.asList("", null, "\"ü😀");

        assertThat(codec.decode("x", QUERY, 3, codec.encode(QUERY, keys))).isEqualTo(keys);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void everyChangedBitIsFound() {
        byte[] whole = Base64.getUrlDecoder().decode(cursor);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(codec, text(changed));
        }
    }

    @Test
    void everyCutIsFound() {
        for (int length = 0; length < cursor.length(); length++) {
            assertRefused(codec, cursor.substring(0, length));
        }
    }

    @Test
    void aCursorWithoutASignatureIsRefused() {
        assertRefused(codec, CursorCodec.unsigned().encode(QUERY, KEYS));
        assertRefused(CursorCodec.unsigned(), cursor);
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertRefused(codec, text(noise));
        }
    }

    @Test
    void whatAnotherKeyHasSignedIsRefused() {
        assertRefused(codec, CursorCodec.signed(OLD).encode(QUERY, KEYS));
        assertRefused(codec, CursorCodec.signed(OLD, NEW).encode(QUERY, KEYS));
    }

    @Test
    void afterAChangeOfTheKeyOlderCursorsAreReadAndNewOnesSignedByTheNewKey() {
        CursorCodec both = CursorCodec.signed(NEW, key('x'), OLD);

        assertThat(both.decode("x", QUERY, 1, CursorCodec.signed(OLD).encode(QUERY, KEYS)))
                .isEqualTo(KEYS);
        assertThat(codec.decode("x", QUERY, 1, both.encode(QUERY, KEYS))).isEqualTo(KEYS);
    }

    @Test
    void aSignatureForOneQueryIsNoneForAnother() {
        assertThatThrownBy(() -> codec.decode("x", QUERY + " ", 1, cursor))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageContaining("is of another query");
        assertThatThrownBy(() -> codec.decode("x", QUERY, 2, cursor))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageContaining("is of another query");
    }

    /** Without the key the fingerprint would tell whether a guess of the values in the conditions is right. */
    @Test
    void theFingerprintOfTheQueryNeedsTheKeyToo() {
        assertThat(fingerprint(cursor))
                .isNotEqualTo(fingerprint(CursorCodec.unsigned().encode(QUERY, KEYS)))
                .isNotEqualTo(fingerprint(CursorCodec.signed(OLD).encode(QUERY, KEYS)));
    }

    private static String fingerprint(String cursor) {
        String json = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        return json.substring(json.indexOf("[\"") + 2, json.indexOf("\",\""));
    }

    /** An application may sign other texts with the key, which somebody may choose. */
    @Test
    void aSignatureOfTheBareContentIsNoSignatureOfACursor() throws GeneralSecurityException {
        byte[] whole = Base64.getUrlDecoder().decode(cursor);
        byte[] body = Arrays.copyOfRange(whole, 32, whole.length);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(NEW, "HmacSHA256"));
        byte[] forged = Arrays.copyOf(mac.doFinal(body), whole.length);
        System.arraycopy(body, 0, forged, 32, body.length);

        assertRefused(codec, text(forged));
    }

    /** The signature of a query's fingerprint, which is in the cursor, is none of a body. */
    @Test
    void eachKindOfContentHasASignatureOfItsOwn() {
        SignatureSeal seal = SignatureSeal.of(NEW);
        byte[] content = {1, 2, 3};

        assertThat(seal.of(CursorSeal.Content.BODY, content)).isNotEqualTo(seal.of(CursorSeal.Content.QUERY, content));
    }

    @Test
    void aKeyIsCopied() {
        byte[] given = NEW.clone();
        CursorCodec copied = CursorCodec.signed(given);
        Arrays.fill(given, (byte) 0);

        assertThat(copied.decode("x", QUERY, 1, cursor)).isEqualTo(KEYS);
    }

    @Test
    @SuppressWarnings("NullAway") // null on purpose
    void aKeyThatIsShortOrMissingIsRefused() {
        byte[] shorter = "secret-secret-secret-secret-sec".getBytes(UTF_8);

        assertThatThrownBy(() -> Relata.builder().signPageCursors(shorter))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "Relata.builder().signPageCursors: a key has 31 bytes, and 32 or more are needed; make one by:"
                                + " openssl rand -base64 32");
        assertThatThrownBy(() -> Relata.builder().signPageCursors(NEW, new byte[0]))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Relata.builder().signPageCursors(null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a key is null");
        assertThatThrownBy(() -> Relata.builder().signPageCursors(NEW, (byte[][]) null))
                .isInstanceOf(RefusedException.class);
    }

    private static String text(byte[] whole) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }
}

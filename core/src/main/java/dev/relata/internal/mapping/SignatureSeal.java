package dev.relata.internal.mapping;

import dev.relata.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A signature, HMAC-SHA256, that only somebody with the key can make. */
final class SignatureSeal implements CursorSeal {

    /** The call that gives the keys, for messages. */
    static final String CALL = "Relata.builder().signPageCursors";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;
    private static final int SHORTEST_KEY = 32;

    /** Keeps signatures of cursors apart from whatever else an application signs with the same key. */
    private static final byte[] DOMAIN = "dev.relata.page-cursor".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    private SignatureSeal(SecretKeySpec key) {
        this.key = key;
    }

    static SignatureSeal of(byte[] key) {
        int length = RefusedException.unlessNull(key, CALL, "a key").length;
        if (length < SHORTEST_KEY) {
            throw new RefusedException(CALL + ": a key has " + length + " bytes, and " + SHORTEST_KEY
                    + " or more are needed; make one by: openssl rand -base64 32");
        }
        SignatureSeal seal = new SignatureSeal(new SecretKeySpec(key, ALGORITHM));
        // The platform loads its providers here, and not on an event loop.
        seal.of(Content.BODY, DOMAIN);
        return seal;
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public byte[] of(Content kind, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(DOMAIN);
            mac.update(new byte[] {0, FORMAT, (byte) kind.ordinal()});
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}

package dev.relata.internal.mapping;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads page cursors: the sort keys of the last row, under a fingerprint of the query, behind a seal. Immutable, thread-safe.
 *
 * <p>A cursor is opaque but not secret. The seal is a digest, which finds accidents and careless edits but no forgery, or a signature.
 */
public final class CursorCodec {

    /** Bytes of a query's fingerprint. */
    private static final int FINGERPRINT = 12;

    /** Both know their type from the start: Jackson looks for what is new to it under a lock, which blocks event loops. */
    private final ObjectReader reader;

    private final ObjectWriter writer;

    /** The first seals new cursors; one that any of them has sealed is read. */
    private final List<CursorSeal> seals;

    private CursorCodec(List<CursorSeal> seals) {
        JsonMapper json = JsonMapper.builder().build();
        this.reader = json.readerFor(String[].class);
        this.writer = json.writerFor(String[].class);
        this.seals = List.copyOf(seals);
    }

    /** Makes a codec whose cursors carry a digest, which everybody can make. */
    public static CursorCodec unsigned() {
        return new CursorCodec(List.of(new DigestSeal()));
    }

    /**
     * Makes a codec whose cursors are signed.
     *
     * @param key signs new cursors, 32 bytes or more
     * @param olderKeys cursors that these have signed are read too
     * @throws dev.relata.error.RefusedException for a key that is null or too short
     */
    public static CursorCodec signed(byte[] key, byte[]... olderKeys) {
        List<CursorSeal> seals = new ArrayList<>();
        seals.add(SignatureSeal.of(key));
        for (byte[] older : RefusedException.unlessNull(olderKeys, SignatureSeal.CALL, "the array of older keys")) {
            seals.add(SignatureSeal.of(older));
        }
        return new CursorCodec(seals);
    }

    /**
     * Writes a cursor.
     *
     * @param query the query, as a text that is the same for equal queries
     * @param keys the sort keys of the last row, null where it is sorted as null
     * @return the cursor, safe in a URL
     */
    public String encode(String query, List<@Nullable String> keys) {
        CursorSeal seal = seals.get(0);
        List<@Nullable String> content = new ArrayList<>();
        content.add(fingerprint(seal, query));
        content.addAll(keys);
        byte[] body = writer.writeValueAsBytes(content.toArray(new String[0]));
        byte[] proof = seal.of(CursorSeal.Content.BODY, body);
        byte[] whole = Arrays.copyOf(proof, proof.length + body.length);
        System.arraycopy(body, 0, whole, proof.length, body.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /**
     * Reads a cursor.
     *
     * @param label what is paged, for the message
     * @param query the query, as it was given to {@link #encode}
     * @param terms the number of terms of the order
     * @param cursor the cursor
     * @return the sort keys
     * @throws InvalidCursorException where it is of another query, was changed, was cut, or has no signature of one of the keys
     */
    public List<@Nullable String> decode(String label, String query, int terms, String cursor) {
        byte[] whole = bytes(label, cursor);
        for (CursorSeal seal : seals) {
            byte[] body = opened(seal, whole);
            if (body != null) {
                return keys(label, fingerprint(seal, query), terms, content(label, body));
            }
        }
        throw damaged(label);
    }

    private static byte[] bytes(String label, String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw damaged(label);
        }
    }

    /** Returns what stands behind the seal, or null where the seal is not that of it. */
    private static byte @Nullable [] opened(CursorSeal seal, byte[] whole) {
        int length = seal.length();
        if (whole.length <= length) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(whole, length, whole.length);
        // In constant time, so that nobody finds a signature byte by byte.
        boolean sealed = MessageDigest.isEqual(seal.of(CursorSeal.Content.BODY, body), Arrays.copyOf(whole, length));
        return sealed ? body : null;
    }

    private @Nullable String[] content(String label, byte[] body) {
        try {
            @Nullable String[] content = reader.readValue(body);
            if (content != null) {
                return content;
            }
        } catch (JacksonException e) {
            throw damaged(label);
        }
        throw damaged(label);
    }

    private static List<@Nullable String> keys(
            String label, String fingerprint, int terms, @Nullable String[] content) {
        if (content.length != terms + 1 || !fingerprint.equals(content[0])) {
            throw new InvalidCursorException(label + ": the cursor is of another query; use it with the selection whose"
                    + " page gave it, with the same conditions and order");
        }
        return Arrays.asList(content).subList(1, content.length);
    }

    private static InvalidCursorException damaged(String label) {
        return new InvalidCursorException(
                label + ": the cursor was changed or cut on the way, or comes from an older version; begin again from"
                        + " the first page");
    }

    private static String fingerprint(CursorSeal seal, String query) {
        byte[] whole = seal.of(CursorSeal.Content.QUERY, query.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(Arrays.copyOf(whole, FINGERPRINT));
    }
}

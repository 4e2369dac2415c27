package dev.relata.mapping;

import dev.relata.error.InvalidCursorException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Writes and reads page cursors: the sort keys of the last row, under a fingerprint of the query. Immutable, thread-safe.
 *
 * <p>A cursor is opaque but not secret, and its digest finds accidents and careless edits, not forgery: whoever may run
 * the query may see every row of it anyway.
 */
public final class CursorCodec {

    private static final int DIGEST = 12;

    /** Part of every digest, so that cursors of another format are refused. */
    private static final byte FORMAT = 2;

    private final JsonMapper json;

    /** Makes a codec. */
    public CursorCodec() {
        this.json = JsonMapper.builder().build();
    }

    /**
     * Writes a cursor.
     *
     * @param query the query, as a text that is the same for equal queries
     * @param keys the sort keys of the last row, null where it is sorted as null
     * @return the cursor, safe in a URL
     */
    public String encode(String query, List<@Nullable String> keys) {
        ArrayNode content = json.createArrayNode();
        content.add(fingerprint(query));
        keys.forEach(content::add);
        byte[] body = json.writeValueAsBytes(content);
        byte[] digest = digest(body);
        byte[] whole = Arrays.copyOf(digest, DIGEST + body.length);
        System.arraycopy(body, 0, whole, DIGEST, body.length);
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
     * @throws InvalidCursorException where it is of another query, was changed, or was cut
     */
    public List<@Nullable String> decode(String label, String query, int terms, String cursor) {
        try {
            return keys(label, query, terms, body(label, cursor));
        } catch (JacksonException e) {
            throw damaged(label);
        }
    }

    private static byte[] body(String label, String cursor) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw damaged(label);
        }
        if (whole.length <= DIGEST) {
            throw damaged(label);
        }
        byte[] body = Arrays.copyOfRange(whole, DIGEST, whole.length);
        if (!Arrays.equals(digest(body), Arrays.copyOf(whole, DIGEST))) {
            throw damaged(label);
        }
        return body;
    }

    private List<@Nullable String> keys(String label, String query, int terms, byte[] body) {
        JsonNode content = json.readTree(body);
        if (content.size() != terms + 1 || !content.get(0).asString().equals(fingerprint(query))) {
            throw new InvalidCursorException(label + ": the cursor is of another query; use it with the selection whose"
                    + " page gave it, with the same conditions and order");
        }
        List<@Nullable String> keys = new ArrayList<>();
        for (int i = 1; i <= terms; i++) {
            JsonNode key = content.get(i);
            keys.add(key.isNull() ? null : key.asString());
        }
        return keys;
    }

    private static InvalidCursorException damaged(String label) {
        return new InvalidCursorException(
                label + ": the cursor was changed or cut on the way, or comes from an older version; begin again from"
                        + " the first page");
    }

    private static String fingerprint(String query) {
        return Base64.getEncoder().encodeToString(digest(query.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] digest(byte[] content) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(FORMAT);
            return Arrays.copyOf(sha.digest(content), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

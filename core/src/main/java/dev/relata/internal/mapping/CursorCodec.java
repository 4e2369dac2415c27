package dev.relata.internal.mapping;

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
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

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

    /** Both know their type from the start: Jackson looks for what is new to it under a lock, which blocks event loops. */
    private final ObjectReader reader;

    private final ObjectWriter writer;

    /** Makes a codec. */
    public CursorCodec() {
        JsonMapper json = JsonMapper.builder().build();
        this.reader = json.readerFor(String[].class);
        this.writer = json.writerFor(String[].class);
    }

    /**
     * Writes a cursor.
     *
     * @param query the query, as a text that is the same for equal queries
     * @param keys the sort keys of the last row, null where it is sorted as null
     * @return the cursor, safe in a URL
     */
    public String encode(String query, List<@Nullable String> keys) {
        List<@Nullable String> content = new ArrayList<>();
        content.add(fingerprint(query));
        content.addAll(keys);
        byte[] body = writer.writeValueAsBytes(content.toArray(new String[0]));
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
        @Nullable String[] content = reader.readValue(body);
        if (content.length != terms + 1 || !fingerprint(query).equals(content[0])) {
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

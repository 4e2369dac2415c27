package dev.relata.mapping;

import dev.relata.error.InvalidCursorException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Writes and reads page cursors: the order's values of the last row, under a fingerprint of the query. Immutable,
 * thread-safe.
 *
 * <p>A cursor is opaque but not secret, and its digest finds accidents and careless edits, not forgery: whoever may run
 * the query may see every row of it anyway.
 */
public final class CursorCodec {

    private static final int DIGEST = 12;

    private final JsonMapper json;

    /**
     * Makes a codec.
     *
     * @param json writes and reads the values
     */
    public CursorCodec(JsonMapper json) {
        // A decimal must not pass through a double: rows between the two would be missed or repeated.
        this.json = json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * Writes a cursor.
     *
     * @param query the query, as a text that is the same for equal queries
     * @param values the order's values of the last row
     * @return the cursor, safe in a URL
     */
    public String encode(String query, List<? extends @Nullable Object> values) {
        ArrayNode content = json.createArrayNode();
        content.add(fingerprint(query));
        values.forEach(value -> content.add(json.<JsonNode>valueToTree(value)));
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
     * @param types the Java types of the values
     * @param cursor the cursor
     * @return the values
     * @throws InvalidCursorException where it is of another query, was changed, or was cut
     */
    public List<@Nullable Object> decode(String label, String query, List<Type> types, String cursor) {
        try {
            return values(label, query, types, body(label, cursor));
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

    private List<@Nullable Object> values(String label, String query, List<Type> types, byte[] body) {
        JsonNode content = json.readTree(body);
        if (content.size() != types.size() + 1 || !content.get(0).asString().equals(fingerprint(query))) {
            throw new InvalidCursorException(label + ": the cursor is of another query; use it with the selection whose"
                    + " page gave it, with the same conditions and order");
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            JsonNode value = content.get(i + 1);
            values.add(
                    value.isNull()
                            ? null
                            : json.treeToValue(value, json.getTypeFactory().constructType(types.get(i))));
        }
        return values;
    }

    private static InvalidCursorException damaged(String label) {
        return new InvalidCursorException(
                label + ": the cursor was changed or cut on the way; begin again from the first page");
    }

    private static String fingerprint(String query) {
        return Base64.getEncoder().encodeToString(digest(query.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] digest(byte[] content) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

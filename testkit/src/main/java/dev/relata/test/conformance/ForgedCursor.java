package dev.relata.test.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Forges page cursors as somebody would who knows how unsigned ones are made. Not thread-safe. */
final class ForgedCursor {

    private static final int DIGEST = 12;
    private static final byte FORMAT = 2;

    private final Random random;
    private final HostileText texts;
    private final List<UnaryOperator<String>> ways = List.of(
            this::cut, this::changed, this::text, this::values, this::values, this::values, this::json, this::bomb);

    ForgedCursor(Random random) {
        this.random = random;
        this.texts = new HostileText(random);
    }

    /** Returns a forged cursor, made of one that is right. */
    String of(String cursor) {
        return ways.get(random.nextInt(ways.size())).apply(cursor);
    }

    private String cut(String cursor) {
        return cursor.substring(random.nextInt(cursor.length()));
    }

    private String changed(String cursor) {
        StringBuilder changed = new StringBuilder(cursor);
        changed.setCharAt(random.nextInt(cursor.length()), (char) (' ' + random.nextInt(95)));
        return changed.toString();
    }

    private String text(String cursor) {
        return random.nextBoolean() ? texts.next() : cursor + texts.next();
    }

    /** Other values behind the right fingerprint, under a digest that is right too. */
    private String values(String cursor) {
        byte[] whole = Base64.getUrlDecoder().decode(cursor);
        String body = new String(whole, DIGEST, whole.length - DIGEST, UTF_8);
        String fingerprint = body.substring(0, body.indexOf('"', 2) + 1);
        StringBuilder forged = new StringBuilder(fingerprint);
        for (int i = body.split("\",", -1).length - 1; i > 0; i--) {
            forged.append(',').append(value());
        }
        return sealed(forged.append(']').toString());
    }

    private String value() {
        return switch (random.nextInt(8)) {
            case 0 -> "null";
            case 1 ->
                List.of("1", "-1e999", "true", "1" + "0".repeat(500), "0.1e-400")
                        .get(random.nextInt(5));
            case 2 -> quoted(Long.toString(random.nextLong()));
            case 3 ->
                quoted(List.of("NaN", "infinity", "{}", "[1]", "{\"$numberLong\":\"x\"}", "{\"$code\":\"1\"}")
                        .get(random.nextInt(6)));
            default -> quoted(texts.next());
        };
    }

    /** Escaped as JSON, character by character, with halves of pairs. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }

    private String json(String cursor) {
        return sealed(
                List.of("null", "{}", "[]", "[null]", "1", "\"x\"", "[[]]", "[{}]", "", "[1,2", "{\"@class\":\"x\"}")
                        .get(random.nextInt(11)));
    }

    private String bomb(String cursor) {
        int depth = 1 + random.nextInt(20_000);
        return sealed(
                List.of("[", "{\"a\":", "[\"", "[1,").get(random.nextInt(4)).repeat(depth));
    }

    private static String sealed(String body) {
        try {
            byte[] content = body.getBytes(UTF_8);
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(FORMAT);
            byte[] whole = Arrays.copyOf(sha.digest(content), DIGEST + content.length);
            System.arraycopy(content, 0, whole, DIGEST, content.length);
            return new String(Base64.getUrlEncoder().withoutPadding().encode(whole), ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.relata.internal.export;

import java.nio.charset.StandardCharsets;

/**
 * The text around rows. Immutable.
 *
 * @param start stands before the first row, or before the end where there is none
 * @param between stands before each other row
 * @param after stands behind each row
 * @param end stands behind all rows
 */
record JsonFrame(String start, String between, String after, String end) {

    static final JsonFrame LINES = new JsonFrame("", "", "\n", "");
    static final JsonFrame ARRAY = new JsonFrame("[", ",", "", "]");

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

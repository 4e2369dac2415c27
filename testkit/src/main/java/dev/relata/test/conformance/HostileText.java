package dev.relata.test.conformance;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes texts as an attacker, or an accident, would send them; the same ones for the same seed. Not thread-safe. */
final class HostileText {

    private static final List<String> KNOWN = List.of(
            "",
            " ",
            "'",
            "''",
            "\\",
            "\\'",
            "\"",
            "`",
            "$",
            "$1",
            "${1}",
            "$$; DROP TABLE entries; $$",
            "'; DROP TABLE entries; --",
            "' OR '1'='1",
            "' OR 1=1 --",
            "x' UNION SELECT * FROM entries --",
            "1; DELETE FROM entries",
            "'); TRUNCATE entries; /*",
            "E'\\047 OR TRUE --",
            "?",
            ":id",
            "@p1",
            "%s%n%d",
            "{0}",
            "%",
            "_",
            "%%\\%_",
            "ends with \\",
            "$ne",
            "$where",
            "{\"$gt\": \"\"}",
            "{\"$where\": \"sleep(1000) || true\"}",
            "{\"$ne\": null}",
            "$text",
            "$$ROOT",
            "$$REMOVE",
            "a.b",
            ".",
            "..",
            "a.$.b",
            "$[]",
            "__proto__",
            "constructor",
            "/.*/",
            ".*",
            "(a+)+$",
            "[",
            "(",
            "a|b",
            "^",
            "\\Q\\E",
            "\\E.*",
            "null",
            "NULL",
            "true",
            "{}",
            "{,}",
            "{NULL}",
            "[]",
            "[null]",
            "\\N",
            "\\.",
            "a\tb\nc\r\nd\fe\u000b",
            "\b\u001b[31m\u007f",
            "\0",
            "a\0b",
            "\ud800",
            "\udc00\ud800",
            "x\ud83d",
            "\ud83d\ude00",
            "\ufeff",
            "\u202e\u2066",
            "\uffff\ufffe",
            "e\u0301",
            "\u00e9",
            "\u0130\u0131\u00df\u1e9e",
            "\u2028\u2029",
            "\u00a0",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "#{1+1}",
            "1e999999999",
            "NaN",
            "-0",
            "0x1F",
            "1970-01-01",
            "infinity");

    private static final List<String> PIECES =
            List.of("'", "\"", "\\", "$", ".", "%", "_", "--", ";", "{", "}", "[", ",");

    private final Random random;
    private final List<Supplier<String>> kinds = List.of(
            this::known, this::known, this::joined, this::pieces, this::characters, this::characters, this::repeated);

    HostileText(Random random) {
        this.random = random;
    }

    /** Whether a store can hold it: all but NUL and halves of surrogate pairs. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Returns the next text. */
    String next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    /** Returns the next text that can be stored. */
    String storable() {
        String text = next();
        return isStorable(text) ? text : storable();
    }

    private String known() {
        return KNOWN.get(random.nextInt(KNOWN.size()));
    }

    private String joined() {
        return known() + known();
    }

    private String pieces() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(random.nextInt(3) == 0 ? "a" : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int range = List.of(0x80, 0x250, 0x3000, 0x10000, 0x110000).get(random.nextInt(5));
            text.appendCodePoint(random.nextInt(range));
        }
        return text.toString();
    }

    private String repeated() {
        String text = known();
        return text.repeat(Math.min(1 + random.nextInt(200), 10_000 / Math.max(1, text.length())));
    }
}

package dev.relata.test.conformance;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Makes lines of newline-delimited JSON as a client might send them to do harm, among good ones. Not thread-safe. */
final class HostileLines {

    private static final List<String> BROKEN = List.of(
            "",
            "{",
            "}",
            "nul",
            "{\"id\":}",
            "{\"id\":\"a\",}",
            "{'id':'a'}",
            "{\"id\":\"a\"} {\"id\":\"b\"} x",
            "{\"id\":\"a\n\"}",
            "{\"id\":\"a\\x\"}",
            "[1,2]",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "\ufeff{\"id\":\"a\"}",
            "{\"id\":\"a\"}\u0000",
            "\"a text\"",
            "1e999999999",
            "-");

    /** Stand where a text is expected. */
    private static final List<String> WRONG_VALUES = List.of(
            "{\"$ne\":null}",
            "{\"$where\":\"sleep(1000)\"}",
            "{\"$gt\":\"\"}",
            "[\"a\",{\"$regex\":\".*\"}]",
            "{\"__proto__\":{\"admin\":true}}",
            "{\"@class\":\"java.lang.Runtime\"}",
            "[]");

    private static final List<String> UNKNOWN_MEMBERS = List.of(
            "__proto__",
            "$where",
            "$set",
            "constructor",
            "@type",
            "id ",
            "ID",
            "text\u0000",
            "'; DROP TABLE hostile_entries; --");

    private static final String REST = ",\"words\":[],\"facts\":{},\"bytes\":\"\"}";

    private final Random random;
    private final HostileText texts;
    private final JsonMapper mapper = new JsonMapper();
    private int made;

    HostileLines(Random random, HostileText texts) {
        this.random = random;
        this.texts = texts;
    }

    /** Returns a line of a row that can be stored, whatever is in its texts. */
    String good() {
        return line(row(texts.storable()));
    }

    /** Returns a line that is no row, or one that no store takes, or a good one after all. */
    String next() {
        String id = "\"id\":\"n" + made++ + "\"";
        return switch (random.nextInt(9)) {
            case 0 -> BROKEN.get(random.nextInt(BROKEN.size()));
            case 1 -> "{" + id + ",\"text\":" + WRONG_VALUES.get(random.nextInt(WRONG_VALUES.size())) + REST;
            case 2 -> member(id);
            case 3 -> "{" + id + "," + id + ",\"text\":\"a\",\"text\":\"b\"" + REST;
            case 4 -> "{" + id + ",\"facts\":" + "{\"a\":".repeat(1 + random.nextInt(3000)) + "1";
            case 5 -> "{" + id + ",\"text\":" + "9".repeat(1 + random.nextInt(5000)) + REST;
            case 6 -> "{" + id + ",\"text\":\"\\ud83d\"" + REST;
            case 7 -> cut(good());
            default -> line(row(texts.next()));
        };
    }

    private String member(String id) {
        String name = UNKNOWN_MEMBERS.get(random.nextInt(UNKNOWN_MEMBERS.size()));
        return "{" + id + ",\"text\":\"a\"," + mapper.writeValueAsString(name) + ":"
                + mapper.writeValueAsString(texts.storable()) + REST;
    }

    private String cut(String line) {
        return line.substring(0, random.nextInt(line.length()));
    }

    private HostileEntry row(String text) {
        return new HostileEntry("n" + made++, text, null, new String[] {text}, Map.of("k", text), new byte[] {1});
    }

    /** Every character that is none of ASCII is escaped, so that a line is one, and may have half a surrogate pair. */
    private String line(HostileEntry row) {
        return "{\"id\":" + quoted(row.id()) + ",\"text\":" + quoted(row.text()) + ",\"words\":[" + quoted(row.text())
                + "],\"facts\":{\"k\":" + quoted(row.text()) + "},\"bytes\":\"AQ==\"}";
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c < 127 && c != '"' && c != '\\'
                        ? String.valueOf((char) c)
                        : String.format("\\u%04x", c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}

package dev.relata.schema.source;

/** Texts of a store as Java writes them. Stateless. */
final class JavaText {

    private JavaText() {}

    /** A string literal, its quotes included. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> literal.append(escaped((char) c)));
        return literal.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isISOControl(c) || Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : "" + c;
        };
    }

    /** A text inside a documentation comment: nothing in it ends the comment, is a tag or an escape. */
    static String comment(String text) {
        return text.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replace("{", "&#123;")
                .replaceAll("\\s+", " ");
    }
}

package dev.relata.mongo.internal.query;

import dev.relata.model.Operator;

/** Regular expressions for what texts are compared with; understood alike by MongoDB's engine and Java's. Stateless. */
final class RegexPatterns {

    private static final String SPECIAL = "\\^$.|?*+()[]{}-/#&~";

    private RegexPatterns() {}

    static String of(Operator operator, String wanted) {
        return switch (operator) {
            case CONTAINS -> literal(wanted);
            case STARTS_WITH -> "^" + literal(wanted);
            case ENDS_WITH -> literal(wanted) + "\\z";
            case LIKE -> "^" + like(wanted) + "\\z";
            default -> "^" + literal(wanted) + "\\z";
        };
    }

    private static String literal(String text) {
        StringBuilder regex = new StringBuilder();
        text.codePoints().forEach(character -> append(regex, character));
        return regex.toString();
    }

    private static String like(String pattern) {
        StringBuilder regex = new StringBuilder();
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == '\\' && i + 1 < characters.length) {
                append(regex, characters[++i]);
            } else if (character == '%') {
                regex.append(".*");
            } else if (character == '_') {
                regex.append('.');
            } else {
                append(regex, character);
            }
        }
        return regex.toString();
    }

    private static void append(StringBuilder regex, int character) {
        if (character < 128 && SPECIAL.indexOf(character) >= 0) {
            regex.append('\\');
        }
        regex.appendCodePoint(character);
    }
}

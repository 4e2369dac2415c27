package dev.relata.spi;

/**
 * Regular expressions for patterns of LIKE, for stores that have none, or one that takes too long. Java's engine and PCRE understand
 * them alike, where a dot stands for any character. Stateless.
 *
 * <p>An example:
 *
 * <pre>{@code
 * LikeRegex.of("a%b_c%");   // a(?>.*?b.c).*
 * }</pre>
 */
public final class LikeRegex {

    private static final String SPECIAL = "\\^$.|?*+()[]{}-/#&~";

    private LikeRegex() {}

    /**
     * Returns an expression that fits the whole of a text where the pattern does. The part between two percent signs is looked for
     * once, at its first place: were it looked for at every place again, as with a plain {@code .*}, the time would grow exponentially
     * with the number of percent signs.
     *
     * @param pattern a percent sign stands for any text, an underscore for a character; a backslash takes the next character literally
     * @return the expression, without anchors
     */
    public static String of(String pattern) {
        StringBuilder regex = new StringBuilder();
        int[] characters = pattern.codePoints().toArray();
        int last = lastWildcard(characters);
        boolean group = false;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == '\\' && i + 1 < characters.length) {
                append(regex, characters[++i]);
            } else if (character == '%') {
                regex.append(group ? ")" : "").append(i == last ? ".*" : "(?>.*?");
                group = i != last;
            } else if (character == '_') {
                regex.append('.');
            } else {
                append(regex, character);
            }
        }
        return regex.toString();
    }

    /**
     * Returns an expression that fits a text and no other.
     *
     * @param text the text
     * @return the expression, without anchors
     */
    public static String literal(String text) {
        StringBuilder regex = new StringBuilder();
        text.codePoints().forEach(character -> append(regex, character));
        return regex.toString();
    }

    /** Returns the place of the last percent sign that stands for any text, or -1. */
    private static int lastWildcard(int[] characters) {
        int last = -1;
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '\\') {
                i++;
            } else if (characters[i] == '%') {
                last = i;
            }
        }
        return last;
    }

    private static void append(StringBuilder regex, int character) {
        if (character < 128 && SPECIAL.indexOf(character) >= 0) {
            regex.append('\\');
        }
        regex.appendCodePoint(character);
    }
}

package dev.relata.spi;

import java.util.Arrays;

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
     * with the number of percent signs. Wildcards that stand together are one: as many characters as there are underscores, and then
     * any text.
     *
     * @param pattern a percent sign stands for any text, an underscore for a character; a backslash takes the next character literally
     * @return the expression, without anchors
     */
    public static String of(String pattern) {
        StringBuilder regex = new StringBuilder();
        int[] characters = pattern.codePoints().toArray();
        int gaps = gaps(characters);
        boolean group = false;
        int next = 0;
        while (next < characters.length) {
            int end = endOfWildcards(characters, next);
            if (end == next) {
                boolean literal = characters[next] == '\\' && next + 1 < characters.length;
                append(regex, characters[literal ? next + 1 : next]);
                next += literal ? 2 : 1;
                continue;
            }
            int percents = percents(characters, next, end);
            characters(regex, end - next - percents);
            if (percents > 0) {
                gaps--;
                regex.append(group ? ")" : "").append(gaps == 0 ? ".*" : "(?>.*?");
                group = gaps > 0;
            }
            next = end;
        }
        return regex.toString();
    }

    /**
     * Counts the places of a pattern at which any text may stand: percent signs, of which several that stand together are one.
     *
     * @param pattern the pattern
     * @return their number
     */
    public static int gaps(String pattern) {
        return gaps(pattern.codePoints().toArray());
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

    private static int gaps(int[] characters) {
        int gaps = 0;
        int next = 0;
        while (next < characters.length) {
            int end = endOfWildcards(characters, next);
            gaps += percents(characters, next, end) > 0 ? 1 : 0;
            next = end > next ? end : next + (characters[next] == '\\' ? 2 : 1);
        }
        return gaps;
    }

    private static int endOfWildcards(int[] characters, int start) {
        int end = start;
        while (end < characters.length && (characters[end] == '%' || characters[end] == '_')) {
            end++;
        }
        return end;
    }

    private static int percents(int[] characters, int start, int end) {
        return (int) Arrays.stream(characters, start, end)
                .filter(character -> character == '%')
                .count();
    }

    private static void characters(StringBuilder regex, int number) {
        if (number > 0) {
            regex.append(number == 1 ? "." : ".{" + number + "}");
        }
    }

    private static void append(StringBuilder regex, int character) {
        if (character < 128 && SPECIAL.indexOf(character) >= 0) {
            regex.append('\\');
        }
        regex.appendCodePoint(character);
    }
}

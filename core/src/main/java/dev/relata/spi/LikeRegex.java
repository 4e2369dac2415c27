package dev.relata.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** A character that is taken literally, wildcards that stand together, or any other character. */
    private static final Pattern PARTS = Pattern.compile("\\\\(.)|([%_]+)|.", Pattern.DOTALL);

    private static final int LITERAL = 1;
    private static final int WILDCARDS = 2;

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
        long gaps = gaps(pattern);
        boolean group = false;
        Matcher parts = PARTS.matcher(pattern);
        while (parts.find()) {
            String wildcards = parts.group(WILDCARDS);
            if (wildcards == null) {
                regex.append(literal(parts.group(LITERAL) == null ? parts.group() : parts.group(LITERAL)));
                continue;
            }
            characters(regex, wildcards.replace("%", "").length());
            if (wildcards.contains("%")) {
                gaps--;
                regex.append(group ? ")" : "").append(gaps == 0 ? ".*" : "(?>.*?");
                group = gaps > 0;
            }
        }
        return regex.toString();
    }

    /**
     * Counts the places of a pattern at which any text may stand: percent signs, of which several that stand together are one.
     *
     * @param pattern the pattern
     * @return their number
     */
    public static long gaps(String pattern) {
        return PARTS.matcher(pattern)
                .results()
                .filter(part ->
                        part.group(WILDCARDS) != null && part.group(WILDCARDS).contains("%"))
                .count();
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

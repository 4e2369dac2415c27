package dev.relata.r2dbc.internal.exec.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement for a driver whose parameters are question marks: each has a value of its own, in their order. Immutable.
 *
 * @param sql the text
 * @param places for each question mark the place of its value
 */
record Placeholders(String sql, List<Integer> places) {

    /** A quoted name or text, a comment, or a parameter. */
    private static final Pattern PART =
            Pattern.compile("\"[^\"]*+\"|'[^']*+'|`[^`]*+`|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/|\\$(\\d++)");

    /** Reads a text with {@code $1}, {@code $2}, … for the values. */
    static Placeholders of(String sql) {
        if (sql.indexOf('$') < 0) {
            return new Placeholders(sql, List.of());
        }
        List<Integer> places = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher part = PART.matcher(sql);
        while (part.find()) {
            String number = part.group(1);
            part.appendReplacement(text, Matcher.quoteReplacement(number == null ? part.group() : "?"));
            if (number != null) {
                places.add(Integer.parseInt(number) - 1);
            }
        }
        return new Placeholders(part.appendTail(text).toString(), List.copyOf(places));
    }
}

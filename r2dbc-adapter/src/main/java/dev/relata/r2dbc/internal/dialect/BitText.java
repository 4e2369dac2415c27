package dev.relata.r2dbc.internal.dialect;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of bits, as columns of the types {@code bit} and {@code bit varying} take them. Stateless. */
public final class BitText {

    private static final Pattern TYPE = Pattern.compile(
            "(?:pg_catalog\\.)?(bit varying|varbit|bit)\\s*(?:\\(\\s*(\\d+)\\s*\\))?\\s*(?:\\[\\d*]\\s*)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BINARY = Pattern.compile("[bB]?[01]*");
    private static final Pattern HEXADECIMAL = Pattern.compile("[xX]\\p{XDigit}*");
    private static final int BITS_OF_DIGIT = 4;

    private BitText() {}

    /**
     * Returns why a column of bits does not take a text.
     *
     * @param type the type of the column, as it is declared
     * @param text the text
     * @return the words, such as {@code has 4 bits, where bit(3) takes 3}; empty if it does, and for columns of other types
     */
    public static Optional<String> misfit(@Nullable String type, String text) {
        Matcher matcher = TYPE.matcher(type == null ? "" : type.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long bits = bits(text);
        if (bits < 0) {
            return Optional.of("has other characters than 0 and 1, where " + type + " takes bits");
        }
        boolean fixed = matcher.group(1).toLowerCase(Locale.ROOT).equals("bit");
        long most = matcher.group(2) != null ? Long.parseLong(matcher.group(2)) : fixed ? 1 : Long.MAX_VALUE;
        boolean fits = fixed ? bits == most : bits <= most;
        return fits ? Optional.empty() : Optional.of("has " + bits + " bits, where " + type + " takes " + most);
    }

    /** Counts the bits of a text; -1 if it is not a text of bits. */
    private static long bits(String text) {
        if (HEXADECIMAL.matcher(text).matches()) {
            return (long) BITS_OF_DIGIT * (text.length() - 1);
        }
        boolean marked = text.startsWith("b") || text.startsWith("B");
        return BINARY.matcher(text).matches() ? text.length() - (marked ? 1 : 0) : -1;
    }
}

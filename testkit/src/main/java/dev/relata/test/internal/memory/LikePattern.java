package dev.relata.test.internal.memory;

import java.util.Arrays;

/**
 * A pattern of LIKE: a percent sign stands for any text, an underscore for any character, and a backslash takes the next character
 * literally. Immutable.
 */
final class LikePattern {

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final int[] pattern;

    LikePattern(String like) {
        int[] characters = like.codePoints().toArray();
        int size = 0;
        for (int i = 0; i < characters.length; i++) {
            boolean literal = characters[i] == '\\' && i + 1 < characters.length;
            characters[size++] = literal ? characters[++i] : wildcard(characters[i]);
        }
        this.pattern = Arrays.copyOf(characters, size);
    }

    private static int wildcard(int character) {
        return switch (character) {
            case '%' -> ANY_TEXT;
            case '_' -> ANY_CHARACTER;
            default -> character;
        };
    }

    /**
     * Returns whether the whole text fits. Only the last percent sign that was passed takes more characters when the rest does not fit,
     * so the time is at most the product of both lengths.
     */
    boolean matches(Object value) {
        int[] text = value.toString().codePoints().toArray();
        int at = 0;
        int next = 0;
        int retry = -1;
        int taken = 0;
        while (at < text.length) {
            if (next < pattern.length && pattern[next] == ANY_TEXT) {
                retry = ++next;
                taken = at;
            } else if (next < pattern.length && (pattern[next] == ANY_CHARACTER || pattern[next] == text[at])) {
                next++;
                at++;
            } else if (retry >= 0) {
                next = retry;
                at = ++taken;
            } else {
                return false;
            }
        }
        while (next < pattern.length && pattern[next] == ANY_TEXT) {
            next++;
        }
        return next == pattern.length;
    }
}

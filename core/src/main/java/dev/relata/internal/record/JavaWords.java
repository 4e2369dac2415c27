package dev.relata.internal.record;

import java.util.Locale;

/** The words that Java's names are made of, as databases write them. Stateless. */
public final class JavaWords {

    private JavaWords() {}

    /** {@code publishedAt} → {@code published_at}, {@code HTTPServer} → {@code http_server}. */
    public static String snake(String camel) {
        return camel.replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The regular English plural of a word. */
    public static String plural(String word) {
        if (word.matches(".*[^aeiou]y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|x|z|ch|sh)") ? word + "es" : word + "s";
    }
}

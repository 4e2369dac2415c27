package dev.relata.metamodel;

import dev.relata.model.Table;
import java.util.Locale;

/** The rules by which tables and columns are named. */
final class Naming {

    private Naming() {}

    /** {@code publishedAt} → {@code published_at}, {@code HTTPServer} → {@code http_server}. */
    static String snake(String camel) {
        return camel.replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The regular English plural; irregular ones are given by {@link Table}. */
    static String plural(String word) {
        if (word.matches(".*[^aeiou]y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|x|z|ch|sh)") ? word + "es" : word + "s";
    }
}

package dev.relata.internal.mapping;

import java.util.Locale;

/** Names of relationships as names of components. Stateless. */
public final class ConstantNames {

    private static final String INVERSE = ".inverse()";

    private ConstantNames() {}

    /**
     * Turns the name of a relationship into that of a component.
     *
     * @param relationship the record and the constant, such as {@code Author.LONG_READS}
     * @return the constant in camel case, such as {@code longReads}; a constant that is in camel case stays as it is, and {@code
     *     BOOKS.inverse()} becomes {@code booksInverse}
     */
    public static String component(String relationship) {
        if (relationship.endsWith(INVERSE)) {
            return component(relationship.substring(0, relationship.length() - INVERSE.length())) + "Inverse";
        }
        String constant = relationship.substring(relationship.indexOf('.') + 1);
        if (!constant.equals(constant.toUpperCase(Locale.ROOT))) {
            return constant;
        }
        String[] words = constant.toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            if (!words[i].isEmpty()) {
                camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
        }
        return camel.toString();
    }
}

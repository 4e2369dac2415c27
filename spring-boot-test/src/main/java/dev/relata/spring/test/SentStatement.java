package dev.relata.spring.test;

import org.jspecify.annotations.Nullable;

/**
 * A statement that a test has sent. Immutable.
 *
 * @param label the relationship or type that Relata sent it for, such as {@code Author.BOOKS}; null for a statement of another
 *     library
 * @param text the statement without its values
 * @param keys how many owners a lookup asked for at once; 0 where it was none
 */
public record SentStatement(@Nullable String label, String text, int keys) {

    private static final int SHOWN = 160;

    @Override
    public String toString() {
        String line = text.strip().replaceAll("\\s+", " ");
        String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
        String by = label == null
                ? ""
                : "[" + label + (keys == 0 ? "" : ", " + keys + (keys == 1 ? " key" : " keys")) + "] ";
        return by + shown;
    }
}

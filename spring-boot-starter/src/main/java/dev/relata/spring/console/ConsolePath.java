package dev.relata.spring.console;

/**
 * Where a console stands. Immutable.
 *
 * @param value begins with a slash and does not end with one
 */
record ConsolePath(String value) {

    boolean holds(String path) {
        return path.startsWith(value) && (path.length() == value.length() || path.charAt(value.length()) == '/');
    }
}

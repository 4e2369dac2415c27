package dev.relata.r2dbc.internal.dialect;

/** Arrays in the text that PostgreSQL writes of them. Stateless. */
public final class ArrayText {

    private static final String NULL = "NULL";

    private ArrayText() {}

    /** Returns whether an element is null. */
    public static boolean hasNull(String array) {
        return !withoutNulls(array, "").equals(array);
    }

    /**
     * Returns the array with an element in the place of each null.
     *
     * @param array the array's text, in which only nulls are written as NULL without quotes
     * @param element the element, quoted where it has to be
     */
    public static String withoutNulls(String array, String element) {
        StringBuilder text = new StringBuilder(array.length());
        boolean quoted = false;
        for (int i = 0; i < array.length(); i++) {
            char character = array.charAt(i);
            if (character == '\\') {
                text.append(character);
                i++;
            } else if (!quoted && isNull(array, i)) {
                text.append(element);
                i += NULL.length();
            } else if (character == '"') {
                quoted = !quoted;
            }
            text.append(array.charAt(i));
        }
        return text.toString();
    }

    private static boolean isNull(String array, int start) {
        int end = start + NULL.length();
        return array.startsWith(NULL, start)
                && start > 0
                && end < array.length()
                && (array.charAt(start - 1) == '{' || array.charAt(start - 1) == ',')
                && (array.charAt(end) == '}' || array.charAt(end) == ',');
    }
}

package dev.relata.r2dbc.internal.codec;

/**
 * The text that stands for null within the arrays of one statement. It must be none of their elements: {@link
 * #refuse(String)} throws where it is one, and the arrays are written anew with the {@link #next()}. Immutable.
 */
public final class NullMarker {

    /** The first one to try; private to its user by Unicode's rules, so that it is hardly ever an element. */
    public static final NullMarker FIRST = new NullMarker(0);

    private final int number;

    private NullMarker(int number) {
        this.number = number;
    }

    /**
     * Another one.
     *
     * @return one that was not tried before
     */
    public NullMarker next() {
        return new NullMarker(number + 1);
    }

    /**
     * The text.
     *
     * @return the text, the same for the same marker
     */
    public String text() {
        return "\uE000null" + number;
    }

    void refuse(String element) {
        if (element.equals(text())) {
            throw new TakenException();
        }
    }

    /** An element of an array is the same as the marker. */
    public static final class TakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TakenException() {
            super("an element is the same as the marker of nulls", null, false, false);
        }
    }
}

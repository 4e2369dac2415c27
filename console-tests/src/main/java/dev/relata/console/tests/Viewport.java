package dev.relata.console.tests;

/**
 * How large a page is shown. Immutable.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record Viewport(int width, int height) {

    /** A desktop. */
    public static final Viewport DESKTOP = new Viewport(1440, 900);

    /** A tablet, or half of a desktop. */
    public static final Viewport TABLET = new Viewport(800, 1000);

    /** A telephone. */
    public static final Viewport PHONE = new Viewport(390, 844);
}

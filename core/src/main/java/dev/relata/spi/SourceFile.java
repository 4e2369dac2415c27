package dev.relata.spi;

/**
 * A source file that was written from what is in a store. Immutable.
 *
 * @param path where it belongs below the folder of sources, with slashes, such as {@code com/example/shop/Book.java}
 * @param text what is in it
 */
public record SourceFile(String path, String text) {}

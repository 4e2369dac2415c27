package dev.relata.spi;

import org.jspecify.annotations.Nullable;

/**
 * Takes the values of rows one after the other, and makes something of each row, such as its bytes in an export. A store that has
 * numbers and texts at hand before they become objects passes them as they are; any other passes rows of objects.
 *
 * <p>The values of a row are passed in the order of the request's columns, each exactly once, before {@link #end()}. For one
 * subscription; not thread-safe.
 *
 * @param <R> the element that is made of a row
 */
public interface RowTarget<R> {

    /**
     * Takes an integer of any size.
     *
     * @param column the position of the column in the request
     * @param value the number, in the range of the attribute's type
     */
    void number(int column, long value);

    /**
     * Takes a text.
     *
     * @param column the position of the column in the request
     * @param utf8 holds the text in UTF-8; read before this method returns
     * @param offset where it begins
     * @param length its bytes
     */
    void text(int column, byte[] utf8, int offset, int length);

    /**
     * Takes any value.
     *
     * @param column the position of the column in the request
     * @param value the value in the attribute's Java type, or null
     */
    void value(int column, @Nullable Object value);

    /**
     * Ends a row.
     *
     * @return the element; null where the row has to be passed anew, by {@link #row}
     */
    @Nullable
    R end();

    /**
     * Forgets the values that were passed since the last row, as where one of them cannot be read.
     */
    void abandon();

    /**
     * Takes a whole row.
     *
     * @param values its values, in the order of the request's columns
     * @return the element
     */
    R row(@Nullable Object[] values);
}

package dev.relata.spi;

/**
 * The end of all rows of a query. Immutable.
 *
 * <p>A store can leave rows out that the query finds, by rules of its own such as triggers. Where the delete is to be whole
 * it then fails with an error that says so, and nothing of it stays, nor of what those rules did.
 *
 * @param label what it is for
 * @param query which rows; it may be bounded
 * @param whole whether no row may be left out; else the answer tells how many went
 */
public record Delete(String label, Query query, boolean whole) {

    /**
     * The end of rows of which the store may leave some out.
     *
     * @param label what it is for
     * @param query which rows; it may be bounded
     */
    public Delete(String label, Query query) {
        this(label, query, false);
    }
}

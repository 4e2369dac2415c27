package dev.relata.query;

import dev.relata.error.RefusedException;
import dev.relata.model.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bulk write does with rows that are there already. Immutable.
 *
 * <p>A row given twice counts as there already: the first of the two is kept under IGNORE, the last under UPDATE, also where
 * they are far apart in the input.
 *
 * <pre>{@code
 * relata.bulk(Bulk.defaults().onConflict(OnConflict.update(Book::isbn))).insert(books);
 * }</pre>
 *
 * @param policy what happens
 * @param key the properties of the unique key by which a row is there already; none: see the policy
 * @param <T> the record
 */
public record OnConflict<T>(Policy policy, List<Property<T, ?>> key) {

    /** What happens to a row that is there already. */
    public enum Policy {
        /** The write fails, whole. */
        ERROR,
        /** The row that is there stays as it is and is not answered; without a key by any unique key of the table. */
        IGNORE,
        /** The row that is there is overwritten and answered; without a key by its id. */
        UPDATE
    }

    /** Copies the list. */
    public OnConflict {
        key = List.copyOf(key);
    }

    /**
     * Fails, and nothing is written.
     *
     * @return the default
     */
    public static OnConflict<Object> error() {
        return new OnConflict<>(Policy.ERROR, List.of());
    }

    /**
     * Leaves rows that are there already as they are.
     *
     * <p>Rows that leave different components to the database cannot share a statement. With a key all rows of a chunk that
     * leave the same ones do. Without one any key may clash, also one that the model does not know, so to keep the first of
     * two the order is kept: there is a statement for each run of rows that leave the same ones. Name the key, or give rows
     * that leave the same ones together.
     *
     * @param key the properties of one unique key; a clash of another key is an error then. None for any key
     * @param <T> the record
     * @return the policy
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> OnConflict<T> ignore(Property<T, ?>... key) {
        return new OnConflict<>(Policy.IGNORE, given("OnConflict.ignore", key));
    }

    /**
     * Overwrites rows that are there already, all but their id and the time of their creation.
     *
     * @param key the properties of one unique key, each with a value in every row; none for the id
     * @param <T> the record
     * @return the policy
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> OnConflict<T> update(Property<T, ?>... key) {
        return new OnConflict<>(Policy.UPDATE, given("OnConflict.update", key));
    }

    private static <T> List<Property<T, ?>> given(String call, Property<T, ?>[] key) {
        List<Property<T, ?>> properties = new ArrayList<>();
        for (Property<T, ?> property : RefusedException.unlessNull(key, call, "the array of properties")) {
            properties.add(RefusedException.unlessNull(property, call, "property " + (properties.size() + 1)));
        }
        return properties;
    }
}

package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import java.util.List;

/**
 * What happens to a row that is there already. Immutable.
 *
 * <p>Where the type has a {@link dev.relata.metamodel.EntityType#version() version}, UPDATE adds one to that of the row. With the
 * version among the attributes to overwrite, a row is changed and answered only where its version is the given one.
 *
 * @param policy what happens
 * @param key the unique key by which it is there: the id or a unique key; empty for ERROR, and for IGNORE by any key
 * @param update the attributes that UPDATE overwrites with the given values
 */
public record Conflict(Policy policy, List<Attribute> key, List<Attribute> update) {

    /** What happens to a row that is there already. */
    public enum Policy {
        /** The request fails. */
        ERROR,
        /** The row stays as it is and is not answered. */
        IGNORE,
        /** The row is changed and answered. */
        UPDATE
    }

    /** Copies the lists. */
    public Conflict {
        key = List.copyOf(key);
        update = List.copyOf(update);
    }

    /**
     * Fails.
     *
     * @return the policy
     */
    public static Conflict error() {
        return new Conflict(Policy.ERROR, List.of(), List.of());
    }

    /**
     * Leaves rows with the key as they are.
     *
     * @param key the unique key
     * @return the policy
     */
    public static Conflict ignore(List<Attribute> key) {
        return new Conflict(Policy.IGNORE, key, List.of());
    }

    /**
     * Overwrites rows with the key.
     *
     * @param key the unique key
     * @param update what is overwritten
     * @return the policy
     */
    public static Conflict update(List<Attribute> key, List<Attribute> update) {
        return new Conflict(Policy.UPDATE, key, update);
    }
}

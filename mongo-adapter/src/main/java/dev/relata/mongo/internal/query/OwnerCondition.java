package dev.relata.mongo.internal.query;

import dev.relata.metamodel.Association;
import java.util.List;

/**
 * The owner, or the owners, of the rows that are read. Immutable.
 *
 * @param association from the owner to the rows
 * @param condition which owners, by their key
 * @param kept whether each row must say whose it is
 * @param constant whether it is one owner whose key is given
 */
record OwnerCondition(Association association, KeyConditions.KeyCondition condition, boolean kept, boolean constant) {

    /** Whether it is the owner whose key is in variables. */
    boolean variable() {
        return !kept && !constant;
    }

    /** The rows of one owner. */
    static OwnerCondition of(Association association, List<Object> key) {
        return new OwnerCondition(association, KeyConditions.among(List.of(key)), false, true);
    }

    /** The rows of several owners, each row saying whose it is. */
    static OwnerCondition among(Association association, List<List<Object>> keys) {
        return new OwnerCondition(association, KeyConditions.among(keys), true, false);
    }

    /** The rows of the owner whose key is in variables. */
    static OwnerCondition ofVariables(Association association, List<String> names) {
        return new OwnerCondition(association, KeyConditions.variables(names), false, false);
    }
}

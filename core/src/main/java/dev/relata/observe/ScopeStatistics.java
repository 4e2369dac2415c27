package dev.relata.observe;

import java.util.Map;

/**
 * What was looked up in a batch scope. Immutable.
 *
 * @param byRelationship the counts of each relationship or type
 */
public record ScopeStatistics(Map<String, Counts> byRelationship) {

    /**
     * Counts of one relationship. Immutable.
     *
     * @param lookups answers asked for
     * @param known those of them that had been read, primed or asked for already
     * @param statements requests sent
     * @param keys keys sent with them
     * @param largest the most keys of one request
     * @param ahead those of the keys that were read ahead of their lookups, by {@code lookAhead()}
     * @param unasked those of the keys read ahead that no lookup has asked for so far
     */
    public record Counts(long lookups, long known, long statements, long keys, int largest, long ahead, long unasked) {

        private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        private Counts plus(Counts other) {
            return new Counts(
                    lookups + other.lookups,
                    known + other.known,
                    statements + other.statements,
                    keys + other.keys,
                    Math.max(largest, other.largest),
                    ahead + other.ahead,
                    unasked + other.unasked);
        }
    }

    /** Copies the map. */
    public ScopeStatistics {
        byRelationship = Map.copyOf(byRelationship);
    }

    /**
     * Answers the counts of one relationship.
     *
     * @param name such as {@code Book.AUTHOR}
     * @return its counts, zeros where it was not looked up
     */
    public Counts of(String name) {
        return byRelationship.getOrDefault(name, Counts.NONE);
    }

    /**
     * Answers the counts of all relationships together.
     *
     * @return the sums, and the most keys of any request
     */
    public Counts total() {
        return byRelationship.values().stream().reduce(Counts.NONE, Counts::plus);
    }
}

package dev.relata.query;

import dev.relata.model.OnDelete;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a delete would do, told without doing it. Immutable.
 *
 * <pre>{@code
 * relata.deletePlan(author).map(DeletePlan::toString);
 * // deletes 1 of authors
 * // deletes 12 of books (Book.AUTHOR)
 * // sets 2 of books to null (Book.EDITOR)
 * }</pre>
 *
 * @param table the table of the rows asked for
 * @param rows how many of them there are
 * @param effects what would happen to rows that refer to them, and to those that refer to these; parents first
 * @param protections what keeps them from going; none where the delete would go through
 */
public record DeletePlan(String table, long rows, List<Effect> effects, List<Effect> protections) {

    /**
     * Rows that refer to what goes by one relationship.
     *
     * @param relationship the relationship, such as {@code Book.AUTHOR}
     * @param table their table
     * @param action what happens to them; for PROTECT and RESTRICT: what they do. Rows under DO_NOTHING and DB_CASCADE are
     *     left to the database, and what refers to them is not looked at
     * @param rows how many there are, 1 or more; a row that two relationships take is counted by the first
     * @param first some of them, as texts such as {@code Book id=1}; for protections only
     */
    public record Effect(String relationship, String table, OnDelete action, long rows, List<String> first) {

        /** Copies the list. */
        public Effect {
            first = List.copyOf(first);
        }

        /**
         * Writes the first of some rows for a message.
         *
         * @param first the first
         * @param rows how many there are
         * @return their texts, and a mark where there are more
         */
        public static String named(List<String> first, long rows) {
            return String.join(", ", first) + (rows > first.size() ? ", …" : "");
        }

        @Override
        public String toString() {
            return switch (action) {
                case CASCADE -> "deletes " + rows + " of " + table + " (" + relationship + ")";
                case SET_NULL -> "sets " + rows + " of " + table + " to null (" + relationship + ")";
                case SET_DEFAULT -> "sets " + rows + " of " + table + " to the default (" + relationship + ")";
                case PROTECT, RESTRICT ->
                    "refused: " + rows + " of " + table + " refer to it (" + relationship + ", " + action + "): "
                            + named(first, rows);
                case DO_NOTHING -> "leaves " + rows + " of " + table + " to the database (" + relationship + ")";
                case DB_CASCADE -> "lets the database delete " + rows + " of " + table + " (" + relationship + ")";
            };
        }
    }

    /** Copies the lists. */
    public DeletePlan {
        effects = List.copyOf(effects);
        protections = List.copyOf(protections);
    }

    /**
     * Tells whether the delete would go through, as far as the model knows.
     *
     * @return true without protections
     */
    public boolean allowed() {
        return protections.isEmpty();
    }

    /**
     * Answers how many rows would go, those asked for and those that go with them.
     *
     * @return the number, without what the database deletes by itself
     */
    public long deleted() {
        return rows
                + effects.stream()
                        .filter(effect -> effect.action() == OnDelete.CASCADE)
                        .mapToLong(Effect::rows)
                        .sum();
    }

    /** One line for each table and relationship. */
    @Override
    public String toString() {
        String own = "deletes " + rows + " of " + table;
        String all = effects.stream().map(effect -> "\n" + effect).collect(Collectors.joining());
        return own + all + protections.stream().map(effect -> "\n" + effect).collect(Collectors.joining());
    }
}

package dev.relata.spi;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Operator;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A restriction of rows: true or false of every row, never unknown. Immutable; values are never null.
 */
public sealed interface Predicate {

    /**
     * Turns a predicate into something else, one method for each form.
     *
     * @param <R> what it is turned into
     */
    interface Visitor<R> {

        /**
         * Turns a comparison.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R comparison(Comparison predicate);

        /**
         * Turns a comparison of two values of one row.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R compared(Compared predicate);

        /**
         * Turns a conjunction.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R all(All predicate);

        /**
         * Turns a disjunction.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R any(Any predicate);

        /**
         * Turns a negation.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R not(Not predicate);

        /**
         * Turns a condition on related rows.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R exists(Exists predicate);

        /**
         * Turns an owner.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R ownedBy(OwnedBy predicate);

        /**
         * Turns a comparison with a sort key.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R sortComparison(SortComparison predicate);

        /**
         * Turns a condition on an aggregate over related rows.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R relatedComparison(RelatedComparison predicate);

        /**
         * Turns a place below a row.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R below(Below predicate);

        /**
         * Turns a set of keys.
         *
         * @param predicate the predicate
         * @return what it is turned into
         */
        R keyIn(KeyIn predicate);
    }

    /**
     * Hands this predicate to the method for its form.
     *
     * @param visitor what turns it
     * @param <R> what it is turned into
     * @return the visitor's answer
     */
    <R> R accept(Visitor<R> visitor);

    /** True of every row. */
    Predicate TRUE = new All(List.of());

    /** False of every row. */
    Predicate FALSE = new Any(List.of());

    /**
     * A comparison of one value, with the meaning that {@link Operator} gives it, also for nulls.
     *
     * @param path what is compared
     * @param operator how
     * @param operands with what: none for IS_NULL and IS_NOT_NULL, two for BETWEEN, one or more for IN and NOT_IN, else
     *     one; of the attribute's Java type. Texts for CONTAINS, STARTS_WITH and ENDS_WITH are literal; CONTAINS_ALL and
     *     OVERLAPS have one or more elements, none null; JSON_EQUALS has the keys of the path as a
     *     {@code List} of strings, and a {@code String}, {@code Boolean} or {@code BigDecimal}; MATCHES has a text, and may have the
     *     name of the store's search configuration
     * @param ignoreCase whether letters of either case are the same
     */
    record Comparison(Path path, Operator operator, List<Object> operands, boolean ignoreCase) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comparison(this);
        }

        /**
         * Returns the elements that are looked for as a value of the attribute's own type, so that they are sent as they are
         * stored.
         *
         * @return an array, a list or a set of the operands
         */
        public Object elements() {
            Class<?> type = path.attribute().valueClass();
            if (!type.isArray()) {
                return type == Set.class ? new LinkedHashSet<>(operands) : operands;
            }
            Object array = Array.newInstance(type.getComponentType(), operands.size());
            for (int i = 0; i < operands.size(); i++) {
                Array.set(array, i, operands.get(i));
            }
            return array;
        }
    }

    /**
     * A comparison of two values of one row; false where either is null.
     *
     * @param left the one
     * @param operator EQ, LT, LTE, GT or GTE
     * @param right the other
     */
    record Compared(RowValue left, Operator operator, RowValue right) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compared(this);
        }
    }

    /**
     * All parts are true.
     *
     * @param parts the parts; none is true
     */
    record All(List<Predicate> parts) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.all(this);
        }
    }

    /**
     * At least one part is true.
     *
     * @param parts the parts; none is false
     */
    record Any(List<Predicate> parts) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.any(this);
        }
    }

    /**
     * The part is not true.
     *
     * @param part the part
     */
    record Not(Predicate part) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /**
     * The row has a related row in the query.
     *
     * @param association from this row's type to the query's type; it restricts the innermost source of the query, so a
     *     limit in it counts per row
     * @param query the related rows that count; its order matters only under a limit
     */
    record Exists(Association association, Query query) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exists(this);
        }
    }

    /**
     * The row belongs to one owner.
     *
     * @param association from the owner's type to this row's type
     * @param key the owner's values of the association's source key, none null
     */
    record OwnedBy(Association association, List<Object> key) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ownedBy(this);
        }
    }

    /**
     * A comparison of one value with that of a {@link SortKey}, by the order that the store sorts by; false where the value is null.
     *
     * @param value what is compared
     * @param operator EQ, LT or GT
     * @param key the text that the store answered for a row
     */
    record SortComparison(RowValue value, Operator operator, String key) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sortComparison(this);
        }
    }

    /**
     * A comparison of an aggregate over related rows, such as their number, with the meaning that {@link Operator} gives it, also
     * for nulls.
     *
     * @param value what is compared
     * @param operator how; none that matches text
     * @param operands with what, as {@link Comparison} says; of the type of the aggregate
     */
    record RelatedComparison(RelatedValue value, Operator operator, List<Object> operands) implements Predicate {

        /** Copies the list. */
        public RelatedComparison {
            operands = List.copyOf(operands);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.relatedComparison(this);
        }
    }

    /**
     * An association of the row's type to itself leads from another row to this one, in one step or in several. The row where it begins
     * is not below itself, also where a circle leads back to it; every circle is gone round once at the most.
     *
     * @param association from a row to those right below it, by equal keys
     * @param filter which rows are below at all, and are gone on from
     * @param root the id of the row where it begins
     * @param depth the most steps, 1 or more, or null for any number
     */
    record Below(
            Association association,
            Predicate filter,
            List<Object> root,
            @Nullable Integer depth) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.below(this);
        }
    }

    /**
     * The attributes together equal one of the keys.
     *
     * @param attributes one or more attributes of the row
     * @param keys the keys, each a value for every attribute; none is false
     */
    record KeyIn(List<Attribute> attributes, List<List<Object>> keys) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keyIn(this);
        }
    }

    /**
     * Both hold; leaves out what is always true, and is false where one is.
     *
     * @param other the other one
     * @return the conjunction
     */
    default Predicate and(Predicate other) {
        return all(List.of(this, other));
    }

    /**
     * All hold; leaves out what is always true, and is false where one is. Conjunctions among the parts are taken apart, so that those that
     * are added one to another stay flat.
     *
     * @param parts the parts; none of them is true
     * @return the conjunction, or the only part that is left
     */
    static Predicate all(List<Predicate> parts) {
        if (parts.contains(FALSE)) {
            return FALSE;
        }
        List<Predicate> rest = new ArrayList<>();
        for (Predicate part : parts) {
            rest.addAll(part instanceof All all ? all.parts() : List.of(part));
        }
        return rest.size() == 1 ? rest.get(0) : new All(rest);
    }

    /**
     * At least one holds; leaves out what is never true, and is true where one is. Alternatives among the parts are taken apart.
     *
     * @param parts the parts; none of them is false
     * @return the disjunction, or the only part that is left
     */
    static Predicate any(List<Predicate> parts) {
        if (parts.contains(TRUE)) {
            return TRUE;
        }
        List<Predicate> rest = new ArrayList<>();
        for (Predicate part : parts) {
            rest.addAll(part instanceof Any any ? any.parts() : List.of(part));
        }
        return rest.size() == 1 ? rest.get(0) : new Any(rest);
    }
}

package dev.relata.spring.graphql;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.model.Step;
import dev.relata.model.Term;
import dev.relata.query.Selection;
import java.util.ArrayList;
import java.util.List;

/** The order of a connection: what is asked for, or that of the relationship, and a unique property at its end. Immutable. */
final class KeysetOrder<T> {

    private final RowArguments<T> arguments;
    private final List<KeysetTerm<T>> otherwise;
    private final KeysetTerm<T> end;

    KeysetOrder(RelationshipType<?, T> relationship, RowArguments<T> arguments, Property<T, ?> unique) {
        this.arguments = arguments;
        this.end = term(Sort.asc(unique), arguments);
        this.otherwise = declared(relationship).stream()
                .map(sort -> term(sort, arguments))
                .toList();
    }

    private static <T> List<Sort<T>> declared(RelationshipType<?, T> relationship) {
        List<Sort<T>> order = new ArrayList<>();
        for (Step<T> step : relationship.steps()) {
            if (step instanceof Step.SortBy<T> first) {
                order.clear();
                order.add(first.sort());
            } else if (step instanceof Step.ThenBy<T> further) {
                order.add(further.sort());
            }
        }
        return order;
    }

    @SuppressWarnings("unchecked") // a term without a relationship is of the target's own property
    private static <T> KeysetTerm<T> term(Sort<T> sort, RowArguments<T> arguments) {
        if (!(sort.term() instanceof Term.Stored<T> stored)) {
            throw new IllegalArgumentException(arguments.name()
                    + " is ordered by a value that is computed, such as a number of related rows, of which a"
                    + " connection has no cursor; make the connection of a view with another order");
        }
        if (!stored.way().isEmpty()) {
            throw new IllegalArgumentException(
                    arguments.name() + " is ordered by a property of a related row, of which a"
                            + " connection has no cursor; make the connection of a view with another order");
        }
        Property<T, ?> property = (Property<T, ?>) stored.property();
        Attribute attribute = arguments.attribute(property);
        Comparisons.check(attribute);
        return new KeysetTerm<>(sort, property, attribute);
    }

    /** Returns the terms of the order that is asked for. */
    List<KeysetTerm<T>> terms(Arguments given) {
        List<Sort<T>> asked = arguments.order(given);
        List<KeysetTerm<T>> terms = new ArrayList<>(
                asked.isEmpty()
                        ? otherwise
                        : asked.stream().map(sort -> term(sort, arguments)).toList());
        if (terms.stream().noneMatch(term -> term.name().equals(end.name()))) {
            terms.add(end);
        }
        return terms;
    }

    /** Orders rows; they keep their own order where there are no terms. */
    static <T> Selection<T> ordered(Selection<T> rows, List<Sort<T>> terms) {
        Selection<T> ordered = rows;
        for (int i = 0; i < terms.size(); i++) {
            ordered = i == 0 ? ordered.orderBy(terms.get(i)) : ordered.thenBy(terms.get(i));
        }
        return ordered;
    }
}

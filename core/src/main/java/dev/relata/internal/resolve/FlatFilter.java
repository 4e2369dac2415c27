package dev.relata.internal.resolve;

import dev.relata.model.Filter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * A filter without the nesting that says nothing: negations of negations, combinations of one part, and combinations in
 * combinations of the same kind. Works without recursion, since users build such filters in loops.
 *
 * @param negated whether the filter is meant the other way round
 * @param filter the filter, never a negation or a combination of one part
 */
public record FlatFilter(boolean negated, Filter<?> filter) {

    public static FlatFilter of(Filter<?> given) {
        boolean negated = false;
        Filter<?> filter = given;
        while (true) {
            if (filter instanceof Filter.Not<?> not) {
                negated = !negated;
                filter = not.part();
            } else if (partsOf(filter).size() == 1) {
                filter = partsOf(filter).get(0);
            } else {
                return new FlatFilter(negated, filter);
            }
        }
    }

    private static List<? extends Filter<?>> partsOf(Filter<?> filter) {
        if (filter instanceof Filter.AllOf<?> all) {
            return all.parts();
        }
        return filter instanceof Filter.AnyOf<?> any ? any.parts() : List.of();
    }

    /** The parts of a combination, in their order, those of the same combinations in it among them. */
    public List<Filter<?>> parts() {
        List<Filter<?>> parts = new ArrayList<>();
        Deque<Filter<?>> open = new ArrayDeque<>();
        push(open, filter);
        while (!open.isEmpty()) {
            Filter<?> part = open.pop();
            FlatFilter flat = of(part);
            if (!flat.negated && flat.filter.getClass() == filter.getClass()) {
                push(open, flat.filter);
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private static void push(Deque<Filter<?>> open, Filter<?> combination) {
        List<Filter<?>> parts = new ArrayList<>(partsOf(combination));
        Collections.reverse(parts);
        parts.forEach(open::push);
    }
}

package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.model.Relationship;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a selection beside its query. Immutable.
 *
 * @param distinct whether equal values are answered once
 * @param strict whether lookups that were not planned are errors
 * @param lookAhead whether the first lookup for one row reads for the rows behind it, too
 * @param prefetched the relationships whose managers shall answer without a request
 * @param <T> the row
 */
record SelectionOptions<T>(boolean distinct, boolean strict, boolean lookAhead, List<Relationship<T, ?>> prefetched) {

    static <T> SelectionOptions<T> none() {
        return new SelectionOptions<>(false, false, false, List.of());
    }

    SelectionOptions<T> asDistinct() {
        return new SelectionOptions<>(true, strict, lookAhead, prefetched);
    }

    SelectionOptions<T> asStrict() {
        return new SelectionOptions<>(distinct, true, lookAhead, prefetched);
    }

    SelectionOptions<T> asLookAhead() {
        return new SelectionOptions<>(distinct, strict, true, prefetched);
    }

    SelectionOptions<T> prefetch(Relationship<T, ?> relationship) {
        List<Relationship<T, ?>> more = new ArrayList<>(prefetched);
        more.add(relationship);
        return new SelectionOptions<>(distinct, strict, lookAhead, List.copyOf(more));
    }

    /** The first relationship that is prefetched, as the user wrote it. */
    String firstPrefetch(FilterResolver resolver) {
        return "prefetch(" + resolver.relationship(prefetched.get(0)).name() + ")";
    }

    /** Refuses to read ahead for a call that has no rows whose managers could be asked. */
    void refuseAhead(FilterResolver resolver, String label, String reason) {
        if (lookAhead || !prefetched.isEmpty()) {
            String option = lookAhead ? "lookAhead()" : firstPrefetch(resolver);
            throw new RefusedException(label + option + " feeds the managers of " + reason);
        }
    }

    /** Refuses look-ahead for an answer that has all its rows at once. */
    void refuseLookAhead(String label, String call) {
        if (lookAhead) {
            throw new RefusedException(label + ": lookAhead() is for rows that come one after the other, and " + call
                    + " answers them together: use prefetch(…), or all() or iterate()");
        }
    }

    /** Refuses, on rows that stand in another selection, options of a selection as a whole. */
    void refuseNested(FilterResolver resolver, String label) {
        refuseAhead(
                resolver,
                label + ": ",
                "the rows that a selection answers, not of those related to them; use fetch(…) here");
        if (strict) {
            throw new RefusedException(label + ": strict() is of a selection as a whole; put it on the outermost one");
        }
    }
}

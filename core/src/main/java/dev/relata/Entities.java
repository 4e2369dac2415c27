package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import org.reactivestreams.Publisher;

/** Finds the types of the rows that calls are given, and refuses what is no row in words. Immutable. */
record Entities(Model model) {

    @SuppressWarnings("unchecked") // an instance's class is the class of its type: records have no subclasses
    <T> EntityType<T> of(T row, String call) {
        RefusedException.unlessNull(row, call, "the row");
        if (row instanceof Iterable<?> || row instanceof Publisher<?>) {
            throw new RefusedException(call + ": this is no row but many of them, and " + call + " takes one; use"
                    + " relata.bulk(), which has insert, update, upsert and delete for many");
        }
        return model.entity((Class<T>) row.getClass());
    }

    <T> EntityType<T> of(Class<T> type, String call, String name) {
        return model.entity(RefusedException.unlessNull(type, call, name));
    }
}

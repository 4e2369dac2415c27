package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import org.reactivestreams.Publisher;

/** Finds the types of the rows that calls are given, and refuses what is no row in words. Immutable. */
record Entities(Model model) {

    @SuppressWarnings("unchecked") // an instance's class is the class of its type: records have no subclasses
    <T> EntityType<T> of(T row, String call) {
        Class<T> type =
                (Class<T>) RefusedException.unlessNull(row, call, "the row").getClass();
        boolean many = row instanceof Iterable<?> || row instanceof Publisher<?>;
        if (many && model.entities().stream().noneMatch(entity -> entity.javaType() == type)) {
            throw new RefusedException(call + ": this is no row but many of them, and " + call + " takes one; use"
                    + " relata.bulk(), which has insert, update, upsert and delete for many");
        }
        return model.entity(type);
    }

    <T> EntityType<T> of(Class<T> type, String call, String name) {
        return model.entity(RefusedException.unlessNull(type, call, name));
    }
}

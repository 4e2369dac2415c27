package dev.relata.internal.resolve;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds predicates, simplifying what is always true or always false. */
public final class PredicateBuilder {

    private PredicateBuilder() {}

    public static Predicate not(Predicate part) {
        if (part instanceof Predicate.Not not) {
            return not.part();
        }
        if (part.equals(Predicate.TRUE)) {
            return Predicate.FALSE;
        }
        return part.equals(Predicate.FALSE) ? Predicate.TRUE : new Predicate.Not(part);
    }

    public static Predicate compare(Path path, Operator operator, Object... operands) {
        return new Predicate.Comparison(path, operator, List.of(operands), false);
    }

    /** The rows with one of the ids; none of them: no rows. */
    public static Predicate idIn(EntityType<?> type, List<List<Object>> ids) {
        return ids.isEmpty() ? Predicate.FALSE : new Predicate.KeyIn(type.id(), ids);
    }

    public static Predicate keyEquals(List<Attribute> attributes, List<Object> key) {
        return new Predicate.KeyIn(attributes, List.of(key));
    }

    public static Predicate ownedBy(Association association, List<Object> key) {
        return new Predicate.OwnedBy(association, key);
    }

    /** The key without its nullness, or null where a component is null. */
    public static @Nullable List<Object> complete(List<@Nullable Object> key) {
        if (key.size() == 1) {
            Object only = key.get(0);
            return only == null ? null : List.of(only);
        }
        List<Object> complete = new ArrayList<>(key.size());
        for (Object part : key) {
            if (part == null) {
                return null;
            }
            complete.add(part);
        }
        return complete;
    }
}

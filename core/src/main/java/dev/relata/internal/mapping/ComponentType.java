package dev.relata.internal.mapping;

import dev.relata.internal.mapping.ViewType.Holder;
import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.RelationshipType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component's type, seen as something that holds related rows.
 *
 * @param holder how it would hold them
 * @param element of what class they would be
 */
record ComponentType(Holder holder, Class<?> element) {

    private static final Set<Class<?>> NUMBERS = Set.of(long.class, Long.class, int.class, Integer.class);
    private static final Map<Class<?>, Holder> HOLDERS =
            Map.of(List.class, Holder.LIST, Set.class, Holder.SET, Optional.class, Holder.OPTIONAL);

    static ComponentType of(RecordComponent component) {
        Holder several = HOLDERS.get(component.getType());
        if (several != null && component.getGenericType() instanceof ParameterizedType generic) {
            return new ComponentType(several, erase(generic.getActualTypeArguments()[0]));
        }
        return new ComponentType(
                RecordShape.nullable(component) ? Holder.NULLABLE : Holder.REQUIRED, component.getType());
    }

    private static Class<?> erase(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0]);
        }
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }

    boolean counts() {
        return NUMBERS.contains(element) && (holder == Holder.REQUIRED || holder == Holder.NULLABLE);
    }

    boolean narrow() {
        return element == int.class || element == Integer.class;
    }

    /** Why the related rows cannot be held, or null where they can. */
    @Nullable
    String misfit(RelationshipType<?, ?> relationship) {
        boolean single = relationship.kind().toOne();
        boolean many = holder == Holder.LIST || holder == Holder.SET;
        String target = relationship.target().name();
        if (single && many) {
            return "is a " + holder.name().toLowerCase(Locale.ROOT) + ", but " + relationship.name()
                    + " is to one row: make it a view of " + target + ", or an Optional of one";
        }
        if (!single && !many) {
            return "is one row, but " + relationship.name() + " is to many: make it a List or a Set of views of "
                    + target;
        }
        if (holder == Holder.REQUIRED && !relationship.required()) {
            return "is never null, but " + relationship.name() + " may have no " + target
                    + ": make it an Optional, or annotate it with @Nullable";
        }
        return null;
    }
}

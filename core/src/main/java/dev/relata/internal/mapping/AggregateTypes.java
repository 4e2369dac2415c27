package dev.relata.internal.mapping;

import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Aggregation.Function;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of aggregates over related rows, and which components of a view hold them. Stateless. */
final class AggregateTypes {

    private AggregateTypes() {}

    /** Why a component cannot hold an aggregate, or null where it can. */
    static @Nullable String misfit(RecordComponent component, Function function, Attribute attribute) {
        boolean numeric = function == Function.SUM || function == Function.AVG;
        if (numeric && !Number.class.isAssignableFrom(attribute.valueClass())) {
            return "is a " + word(function) + " of " + attribute.qualifiedName() + ", which is of type "
                    + attribute.valueClass().getSimpleName() + " and no number: use MIN, MAX or COUNT";
        }
        Class<?> type = function.over(function == Function.SUM ? attribute.valueClass() : attribute.componentClass());
        Class<?> held = MethodType.methodType(component.getType()).wrap().returnType();
        boolean narrow = function == Function.COUNT && held == Integer.class;
        if (!held.isAssignableFrom(type) && !narrow) {
            return "is of type " + component.getType().getSimpleName() + ", but the " + word(function) + " of "
                    + attribute.qualifiedName() + " is of type " + type.getSimpleName() + ": give it that type";
        }
        boolean always = function == Function.COUNT || function == Function.SUM;
        if (!always && !RecordShape.nullable(component)) {
            return "is never null, but there is no " + word(function) + " of " + attribute.qualifiedName()
                    + " over no rows: annotate it with @Nullable, boxed where it is primitive";
        }
        return null;
    }

    private static String word(Function function) {
        return function.name().toLowerCase(Locale.ROOT);
    }
}

package dev.relata.examples.atlas.web.type;

import dev.relata.examples.atlas.model.Method;
import dev.relata.query.Graph;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A method in a list. Immutable.
 *
 * @param id its number
 * @param type the type that declares it, or null where the list is of one type
 * @param signature name and parameters
 * @param result what it returns
 * @param modifiers its modifiers
 */
record MethodRow(int id, @Nullable String type, String signature, String result, String modifiers) {

    static MethodRow of(Method method) {
        return of(method, null);
    }

    static MethodRow of(Graph<Method> method) {
        return of(method.root(), method.one(Method.TYPE).orElseThrow().name());
    }

    private static MethodRow of(Method method, @Nullable String type) {
        return new MethodRow(
                method.id(),
                type,
                Descriptors.signature(method.name(), method.descriptor()),
                Descriptors.result(method.descriptor()),
                Descriptors.modifiers(method.flags(), Modifier.methodModifiers()));
    }
}

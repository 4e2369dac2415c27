package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.spi.Parameter;
import java.lang.reflect.Array;
import java.util.List;

/** Describes the values that are bound to a statement by their types and numbers, never by the values. */
final class BindShapes {

    private BindShapes() {}

    static List<String> of(List<Object> binds) {
        return binds.stream().map(BindShapes::shape).toList();
    }

    private static String shape(Object bind) {
        if (bind instanceof Parameter parameter) {
            Object value = parameter.getValue();
            return value == null ? parameter.getType().getName() + " null" : shape(value);
        }
        Class<?> type = bind.getClass();
        return type.isArray()
                ? type.getComponentType().getSimpleName() + "[" + Array.getLength(bind) + "]"
                : type.getSimpleName();
    }
}

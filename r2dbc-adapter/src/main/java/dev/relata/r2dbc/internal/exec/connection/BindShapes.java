package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.spi.Parameter;
import java.util.List;
import java.util.Locale;

/** Describes the values that are bound to a statement by their types, never by the values. */
final class BindShapes {

    private BindShapes() {}

    static List<String> of(List<Object> binds) {
        return binds.stream().map(BindShapes::shape).toList();
    }

    /** An array travels as one text; only its parameter knows what it is of. */
    private static String shape(Object bind) {
        return bind instanceof Parameter parameter
                ? parameter.getType().getName().toLowerCase(Locale.ROOT).replace("_array", "[]")
                : bind.getClass().getSimpleName();
    }
}

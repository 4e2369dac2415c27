package dev.relata.metamodel;

import dev.relata.error.RefusedException;
import dev.relata.model.Converter;
import dev.relata.model.Naming;
import dev.relata.model.RecordMapping;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How the records of a model are read. Immutable.
 *
 * @param mapping returns what another library's annotations say of a record
 * @param naming names tables and columns that nothing else names
 * @param converters converts the values of types that stores do not know, by the class of the component
 */
public record ModelOptions(
        Function<Class<?>, RecordMapping> mapping, Naming naming, Map<Class<?>, Converter<?, ?>> converters) {

    /** No other library, names in snake case, no converters. */
    public static final ModelOptions DEFAULTS =
            new ModelOptions(record -> RecordMapping.NONE, Naming.SNAKE_CASE, Map.of());

    /** Copies the map. */
    public ModelOptions {
        converters = Map.copyOf(converters);
    }

    /**
     * These options with what another source says of records.
     *
     * @param source returns what it says; of several sources the first that gives a name wins
     * @return a changed copy
     */
    public ModelOptions mapping(Function<Class<?>, RecordMapping> source) {
        Function<Class<?>, RecordMapping> before = mapping;
        return new ModelOptions(record -> before.apply(record).and(source.apply(record)), naming, converters);
    }

    /**
     * These options with another naming.
     *
     * @param names names tables and columns
     * @return a changed copy
     */
    public ModelOptions naming(Naming names) {
        RefusedException.unlessNull(names, "naming", "the Naming");
        return new ModelOptions(mapping, names, converters);
    }

    /**
     * These options with one more converter; of two for a type the last counts.
     *
     * @param type the class of the component
     * @param converter converts its values
     * @param <V> the type of the component
     * @return a changed copy
     */
    public <V> ModelOptions converter(Class<V> type, Converter<V, ?> converter) {
        RefusedException.unlessNull(type, "converter", "the class of the component");
        RefusedException.unlessNull(converter, type.getSimpleName(), "the Converter");
        Map<Class<?>, Converter<?, ?>> more = new HashMap<>(converters);
        more.put(type, converter);
        return new ModelOptions(mapping, naming, more);
    }
}

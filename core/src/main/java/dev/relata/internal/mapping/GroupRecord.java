package dev.relata.internal.mapping;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.internal.record.RecordShape;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record whose components are filled with the values of a group, in order. Immutable, thread-safe.
 *
 * @param <R> the record
 */
public final class GroupRecord<R> {

    /**
     * What fills a component.
     *
     * @param name the words for it
     * @param type the class of its values, boxed
     * @param count whether it is a number of rows or of values, which may be held by an int
     */
    public record GroupColumn(String name, Class<?> type, boolean count) {}

    private final Class<R> type;
    private final List<GroupColumn> sources;
    private final RecordShape<R> shape;
    private final RecordComponent[] components;

    private GroupRecord(Class<R> type, List<GroupColumn> sources) {
        this.type = type;
        this.sources = List.copyOf(sources);
        this.shape = RecordShape.of(type);
        this.components = type.getRecordComponents();
    }

    /**
     * Understands a record.
     *
     * @param record the record
     * @param sources what fills its components, in order
     * @param <R> the record
     * @return the record that these values fill
     * @throws ModelException with every component that does not fit
     */
    public static <R> GroupRecord<R> of(Class<R> record, List<GroupColumn> sources) {
        RefusedException.unlessNull(record, "group(…).into", "the class of the record");
        List<String> errors = new ArrayList<>();
        if (!record.isRecord()) {
            errors.add(
                    record.getSimpleName() + " is not a record: groups are read into a record with a component for each"
                            + " value that is grouped by and for each aggregate, in that order");
        } else if (record.getRecordComponents().length != sources.size()) {
            errors.add(record.getSimpleName() + " has " + record.getRecordComponents().length
                    + " components, and a group has " + sources.size() + " values: give it one for each of "
                    + sources.stream().map(GroupColumn::name).toList() + ", in that order");
        } else {
            misfits(record, sources, errors);
        }
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
        return new GroupRecord<>(record, sources);
    }

    private static void misfits(Class<?> record, List<GroupColumn> sources, List<String> errors) {
        for (int i = 0; i < sources.size(); i++) {
            RecordComponent component = record.getRecordComponents()[i];
            GroupColumn source = sources.get(i);
            if (!holds(component, source)) {
                errors.add(record.getSimpleName() + "." + component.getName() + " is of type "
                        + component.getType().getSimpleName() + ", and is filled with the " + source.name()
                        + ", which is of type "
                        + source.type().getSimpleName() + ": give it that type, or a supertype of it");
            }
        }
    }

    private static boolean holds(RecordComponent component, GroupColumn source) {
        Class<?> type = boxed(component);
        return type.isAssignableFrom(source.type()) || source.count() && type == Integer.class;
    }

    private static Class<?> boxed(RecordComponent component) {
        return MethodType.methodType(component.getType()).wrap().returnType();
    }

    /**
     * Makes the record of a group.
     *
     * @param values a value for each source
     * @return the record; an error of its constructor is passed on
     * @throws InvalidValueException where a component that holds no null would be null
     */
    public R of(@Nullable Object[] values) {
        @Nullable Object[] filled = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components[i];
            Object value = values[i];
            if (value == null && !RecordShape.nullable(component)) {
                throw new InvalidValueException(
                        type.getSimpleName() + "." + component.getName() + " is null in a group: the "
                                + sources.get(i).name()
                                + " is, and the component is not @Nullable; annotate it, or leave such groups"
                                + " out");
            }
            filled[i] = value instanceof Long count && boxed(component) == Integer.class
                    ? (Object) Math.toIntExact(count)
                    : value;
        }
        return shape.instantiate(filled);
    }
}

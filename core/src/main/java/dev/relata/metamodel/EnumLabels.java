package dev.relata.metamodel;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relata.model.Label;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the constants of an enum are stored as: what {@link Label} says, else the name that {@code @JsonProperty} gives,
 * else the constant's own name. Immutable, thread-safe.
 */
public final class EnumLabels {

    private final Map<Object, String> labels = new LinkedHashMap<>();
    private final Map<String, Object> constants = new LinkedHashMap<>();

    private EnumLabels(Class<?> enumClass) {
        for (Object constant : enumClass.getEnumConstants()) {
            String label = of((Enum<?>) constant);
            Object other = constants.putIfAbsent(label, constant);
            if (other != null) {
                throw new IllegalArgumentException("its constants " + other + " and " + constant + " have one label, \""
                        + label + "\": give each a @Label of its own");
            }
            labels.put(constant, label);
        }
    }

    /**
     * Reads the labels of an enum.
     *
     * @param enumClass the class of the enum
     * @return its labels
     * @throws IllegalArgumentException where two constants have one label
     */
    public static EnumLabels of(Class<?> enumClass) {
        return new EnumLabels(enumClass);
    }

    /**
     * Reads the label of one constant. Looks at its annotations anew each time.
     *
     * @param constant the constant
     * @return its label
     */
    public static String of(Enum<?> constant) {
        Field field = field(constant);
        Label label = field.getAnnotation(Label.class);
        if (label != null) {
            return label.value();
        }
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? constant.name() : property.value();
    }

    private static Field field(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a constant is a field of its enum", e);
        }
    }

    /**
     * Answers the label of a constant.
     *
     * @param constant a constant of the enum
     * @return the label
     */
    public String label(Object constant) {
        String label = labels.get(constant);
        if (label == null) {
            throw new IllegalArgumentException(constant + " is no constant of the enum");
        }
        return label;
    }

    /**
     * Finds a constant by its label.
     *
     * @param label the label
     * @return the constant, or null where none has it
     */
    public @Nullable Object constant(String label) {
        return constants.get(label);
    }

    /**
     * Answers all labels.
     *
     * @return the labels in the order of the constants, unmodifiable
     */
    public Set<String> labels() {
        return Collections.unmodifiableSet(constants.keySet());
    }
}

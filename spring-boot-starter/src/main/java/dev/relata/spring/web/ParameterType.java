package dev.relata.spring.web;

import dev.relata.Relata;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Property;
import dev.relata.model.PropertyRef;
import dev.relata.spring.internal.RequestValues;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.ClassUtils;

/** The type of the values that a parameter may have: that of a property. Immutable, thread-safe. */
final class ParameterType {

    /** A parameter that says yes or no. */
    static final ParameterType BOOLEAN = new ParameterType(Boolean.class, null);

    private static final RequestValues VALUES = new RequestValues();

    private final Class<?> type;
    private final @Nullable Attribute attribute;

    private ParameterType(Class<?> type, @Nullable Attribute attribute) {
        this.type = type;
        this.attribute = attribute;
    }

    /**
     * Reads the type of a property.
     *
     * @param filter the name of the filter, for the error
     * @param relata knows the converters of the model, or null if none are used
     * @throws IllegalArgumentException if no value of the type can be read from a text
     */
    static ParameterType of(String filter, Property<?, ?> property, @Nullable Relata relata) {
        PropertyRef reference = PropertyRef.of(property);
        Attribute attribute =
                relata == null ? null : relata.model().attribute(relata.model().entity(reference.owner()), property);
        Class<?> type = attribute == null ? component(reference) : attribute.componentClass();
        Class<?> read = attribute == null ? type : attribute.valueClass();
        if (!VALUES.readsTexts(read)) {
            throw new IllegalArgumentException("'" + filter + "': Spring converts no text to " + read.getName()
                    + "; filter by another property, or in the handler by hand"
                    + (relata == null
                            ? ". Where the model has a converter(…) for it, begin with QueryParameters.of(relata, type)"
                            : ""));
        }
        return new ParameterType(type, attribute);
    }

    private static Class<?> component(PropertyRef reference) {
        return Arrays.stream(reference.owner().getRecordComponents())
                .filter(component -> component.getName().equals(reference.name()))
                .findFirst()
                .<Class<?>>map(RecordComponent::getType)
                .map(ClassUtils::resolvePrimitiveIfNecessary)
                .orElseThrow(() -> new IllegalArgumentException(reference + " is not a component of a record"));
    }

    /**
     * Reads a value.
     *
     * @throws ConversionException if the text is none of the type
     */
    Object read(String text) {
        return attribute == null ? VALUES.given(text, type) : VALUES.given(text, attribute);
    }

    boolean isText() {
        return type == String.class;
    }

    String name() {
        return type.getSimpleName();
    }

    /** Describes the values, for the error of another one. */
    String expected() {
        return RequestValues.expected(type);
    }
}

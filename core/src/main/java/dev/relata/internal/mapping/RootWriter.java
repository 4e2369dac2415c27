package dev.relata.internal.mapping;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.ser.AnyGetterWriter;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanAsArraySerializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.util.ClassUtil;
import tools.jackson.databind.util.NameTransformer;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Writes the components of a row into an object that is open, as the mapper writes the record: by its own serializer, without
 * the object around. What the mapper does not write as an object stands under the name {@code root}.
 */
final class RootWriter {

    private static final String ROOT = "root";

    private final @Nullable ValueSerializer<Object> unwrapped;
    private final ValueSerializer<Object> whole;
    private final Set<String> names;
    private final @Nullable ComponentNaming naming;

    /**
     * How the mapper names components.
     *
     * @param strategy the strategy
     * @param component one of them, since a strategy may ask what is named
     */
    private record ComponentNaming(
            PropertyNamingStrategy strategy, @Nullable AnnotatedMember component) {

        String name(String name, SerializationContext context) {
            return component instanceof AnnotatedMethod accessor
                    ? strategy.nameForGetterMethod(context.getConfig(), accessor, name)
                    : strategy.nameForField(
                            context.getConfig(), component instanceof AnnotatedField field ? field : null, name);
        }
    }

    private RootWriter(
            @Nullable ValueSerializer<Object> unwrapped,
            ValueSerializer<Object> whole,
            Set<String> names,
            @Nullable ComponentNaming naming) {
        this.unwrapped = unwrapped;
        this.whole = whole;
        this.names = names;
        this.naming = naming;
    }

    static RootWriter of(Class<?> type, SerializationContext context) {
        ValueSerializer<Object> plain = context.findRootValueSerializer(type);
        JavaType javaType = context.constructType(type);
        boolean asBean = plain instanceof BeanSerializerBase
                && !(plain instanceof BeanAsArraySerializer)
                && !plain.usesObjectId()
                && context.findTypeSerializer(javaType) == null;
        Set<String> names = new HashSet<>();
        AnnotatedMember component = null;
        for (Iterator<PropertyWriter> all = plain.properties(); all.hasNext(); ) {
            PropertyWriter property = all.next();
            asBean = asBean && !writesOthers(property);
            names.add(property.getName());
            component = component == null ? property.getMember() : component;
        }
        PropertyNamingStrategy strategy = strategy(javaType, context);
        return new RootWriter(
                asBean ? plain.unwrappingSerializer(NameTransformer.NOP) : null,
                asBean ? plain : context.findTypedValueSerializer(type, true),
                asBean ? names : new HashSet<>(),
                strategy == null ? null : new ComponentNaming(strategy, component));
    }

    /** Whether a component writes names that only its value knows. */
    private static boolean writesOthers(PropertyWriter property) {
        return property instanceof AnyGetterWriter
                || property instanceof BeanPropertyWriter component && component.isUnwrapping();
    }

    private static @Nullable PropertyNamingStrategy strategy(JavaType type, SerializationContext context) {
        AnnotatedClass annotated = context.introspectClassAnnotations(type);
        Object own = context.getAnnotationIntrospector().findNamingStrategy(context.getConfig(), annotated);
        if (own instanceof Class<?> given && PropertyNamingStrategy.class.isAssignableFrom(given)) {
            return (PropertyNamingStrategy) ClassUtil.createInstance(given, true);
        }
        return own instanceof PropertyNamingStrategy given
                ? given
                : context.getConfig().getPropertyNamingStrategy();
    }

    /** The name of a part as the mapper would write that of a component. */
    String translated(String name, SerializationContext context) {
        return naming == null ? name : naming.name(name, context);
    }

    boolean writes(String name) {
        return names.contains(name);
    }

    void write(Object root, JsonGenerator json, SerializationContext context) {
        if (unwrapped != null) {
            unwrapped.serialize(root, json, context);
            return;
        }
        // A serializer of the user's own may write anything; only this one row is held.
        TokenBuffer written = context.bufferForValueConversion();
        whole.serialize(root, written, context);
        if (written.firstToken() != JsonToken.START_OBJECT) {
            names.add(ROOT);
            json.writeName(ROOT);
            written.serialize(json);
            return;
        }
        JsonParser parser = written.asParser();
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            names.add(parser.currentName());
            json.copyCurrentStructure(parser);
        }
    }
}

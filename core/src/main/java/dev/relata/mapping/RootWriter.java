package dev.relata.mapping;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies.NamingBase;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedClass;
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
    private final @Nullable NamingBase naming;

    private RootWriter(
            @Nullable ValueSerializer<Object> unwrapped,
            ValueSerializer<Object> whole,
            Set<String> names,
            @Nullable NamingBase naming) {
        this.unwrapped = unwrapped;
        this.whole = whole;
        this.names = names;
        this.naming = naming;
    }

    static RootWriter of(Class<?> type, SerializationContext context) {
        ValueSerializer<Object> plain = context.findValueSerializer(type);
        JavaType javaType = context.constructType(type);
        boolean asBean = plain instanceof BeanSerializerBase
                && !plain.usesObjectId()
                && context.findTypeSerializer(javaType) == null;
        Set<String> names = new HashSet<>();
        plain.properties().forEachRemaining(property -> names.add(property.getName()));
        return new RootWriter(
                asBean ? plain.unwrappingSerializer(NameTransformer.NOP) : null,
                asBean ? plain : context.findTypedValueSerializer(type, true),
                names,
                naming(javaType, context));
    }

    private static @Nullable NamingBase naming(JavaType type, SerializationContext context) {
        AnnotatedClass annotated = context.introspectClassAnnotations(type);
        Object own = context.getAnnotationIntrospector().findNamingStrategy(context.getConfig(), annotated);
        if (own instanceof Class<?> given && NamingBase.class.isAssignableFrom(given)) {
            return (NamingBase) ClassUtil.createInstance(given, true);
        }
        PropertyNamingStrategy strategy = context.getConfig().getPropertyNamingStrategy();
        return own instanceof NamingBase base ? base : strategy instanceof NamingBase base ? base : null;
    }

    /** The name of a part as the mapper would write that of a component. */
    String translated(String name) {
        return naming == null ? name : naming.nameForField(null, null, name);
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

package dev.relata.internal.export;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.UnrolledBeanSerializer;

/**
 * Asks a mapper how it writes a record: which properties, by which serializers.
 *
 * @param name the name in JSON
 * @param component the name of the component
 */
record RecordProperties(String name, String component) {

    private static final String DATABIND = "tools.jackson.databind.";
    private static final Set<Class<?>> AS_OBJECT = Set.of(BeanSerializer.class, UnrolledBeanSerializer.class);

    /** Stands for a record, where its serializer is asked for in place of being used. */
    private static final class Question {

        private final Class<?> type;
        private @Nullable List<RecordProperties> answer;

        Question(Class<?> type) {
            this.type = type;
        }
    }

    private static final class QuestionSerializer extends ValueSerializer<Question> {

        @Override
        public void serialize(Question question, JsonGenerator json, SerializationContext context) {
            question.answer = read(question.type, context);
            json.writeNull();
        }
    }

    /**
     * Reads the properties of a record.
     *
     * @return the properties in their order; null where the mapper writes anything but components, by serializers of Jackson's own
     */
    static @Nullable List<RecordProperties> of(Class<?> type, JsonMapper json) {
        Question question = new Question(type);
        json.rebuild()
                .addModule(new SimpleModule("relata-export").addSerializer(Question.class, new QuestionSerializer()))
                .build()
                .writeValueAsBytes(question);
        return question.answer;
    }

    private static @Nullable List<RecordProperties> read(Class<?> type, SerializationContext context) {
        JavaType javaType = context.constructType(type);
        ValueSerializer<Object> serializer = context.findRootValueSerializer(javaType);
        boolean asObject = AS_OBJECT.contains(serializer.getClass())
                && !serializer.usesObjectId()
                && context.getActiveView() == null
                && context.findTypeSerializer(javaType) == null
                && context.getAnnotationIntrospector()
                                .findFilterId(context.getConfig(), context.introspectClassAnnotations(javaType))
                        == null;
        List<RecordProperties> properties = new ArrayList<>();
        for (Iterator<PropertyWriter> all = serializer.properties(); asObject && all.hasNext(); ) {
            PropertyWriter property = all.next();
            asObject = isPlain(property, context) && isComponent(property.getMember(), type);
            properties.add(new RecordProperties(
                    property.getName(), property.getMember().getName()));
        }
        return asObject ? properties : null;
    }

    private static boolean isPlain(PropertyWriter property, SerializationContext context) {
        if (property.getClass() != BeanPropertyWriter.class) {
            return false;
        }
        BeanPropertyWriter writer = (BeanPropertyWriter) property;
        ValueSerializer<?> own = writer.getSerializer();
        ValueSerializer<?> serializer =
                own == null ? context.findPrimaryPropertySerializer(writer.getType(), writer) : own;
        return writer.getTypeSerializer() == null
                && serializer.getClass().getName().startsWith(DATABIND);
    }

    private static boolean isComponent(@Nullable AnnotatedMember member, Class<?> type) {
        return member != null
                && member.getDeclaringClass() == type
                && List.of(type.getRecordComponents()).stream()
                        .anyMatch(component -> component.getName().equals(member.getName())
                                && component.getType() == member.getRawType());
    }
}

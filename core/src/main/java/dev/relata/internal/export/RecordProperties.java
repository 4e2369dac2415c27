package dev.relata.internal.export;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ext.javatime.ser.InstantSerializer;
import tools.jackson.databind.ext.javatime.ser.LocalDateSerializer;
import tools.jackson.databind.ext.javatime.ser.LocalDateTimeSerializer;
import tools.jackson.databind.ext.javatime.ser.LocalTimeSerializer;
import tools.jackson.databind.ext.javatime.ser.OffsetDateTimeSerializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.UnrolledBeanSerializer;
import tools.jackson.databind.ser.jdk.BooleanSerializer;
import tools.jackson.databind.ser.jdk.EnumSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.jdk.StringSerializer;
import tools.jackson.databind.ser.jdk.UUIDSerializer;

/**
 * Asks a mapper how it writes a record: which properties, by which serializers.
 *
 * @param name the name in JSON
 * @param component the name of the component
 */
record RecordProperties(String name, String component) {

    /** Write a value by itself and nothing else; one that delegates may run code of the user's. */
    private static final Set<Class<?>> AS_VALUE = Set.of(
            StringSerializer.class,
            NumberSerializers.LongSerializer.class,
            NumberSerializers.IntegerSerializer.class,
            NumberSerializers.IntLikeSerializer.class,
            NumberSerializers.ShortSerializer.class,
            NumberSerializers.DoubleSerializer.class,
            NumberSerializers.FloatSerializer.class,
            NumberSerializer.class,
            BooleanSerializer.class,
            UUIDSerializer.class,
            EnumSerializer.class,
            InstantSerializer.class,
            LocalDateSerializer.class,
            LocalTimeSerializer.class,
            LocalDateTimeSerializer.class,
            OffsetDateTimeSerializer.class);

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
     * @return the properties in their order; null where the mapper writes anything but components, by serializers that are known
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
        boolean plain = AS_OBJECT.contains(serializer.getClass())
                && !serializer.usesObjectId()
                && context.getActiveView() == null
                && context.findTypeSerializer(javaType) == null
                && isPlain(context.introspectClassAnnotations(javaType), context);
        List<RecordProperties> properties = new ArrayList<>();
        for (Iterator<PropertyWriter> all = serializer.properties(); plain && all.hasNext(); ) {
            PropertyWriter property = all.next();
            plain = isPlain(property, type, context) && isComponent(property.getMember(), type);
            properties.add(new RecordProperties(
                    property.getName(), property.getMember().getName()));
        }
        return plain ? properties : null;
    }

    private static boolean isPlain(AnnotatedClass type, SerializationContext context) {
        AnnotationIntrospector annotations = context.getAnnotationIntrospector();
        return annotations.findFilterId(context.getConfig(), type) == null
                && isAlways(annotations.findPropertyInclusion(context.getConfig(), type));
    }

    /** Whether no value is left out, as a filter of the user's own might do with any. */
    private static boolean isAlways(JsonInclude.Value inclusion) {
        return inclusion.getValueInclusion() == JsonInclude.Include.ALWAYS
                || inclusion.getValueInclusion() == JsonInclude.Include.USE_DEFAULTS;
    }

    private static boolean isPlain(PropertyWriter property, Class<?> type, SerializationContext context) {
        if (property.getClass() != BeanPropertyWriter.class
                || !isAlways(property.findPropertyInclusion(context.getConfig(), type))) {
            return false;
        }
        BeanPropertyWriter writer = (BeanPropertyWriter) property;
        ValueSerializer<?> own = writer.getSerializer();
        ValueSerializer<?> serializer =
                own == null ? context.findPrimaryPropertySerializer(writer.getType(), writer) : own;
        return writer.getTypeSerializer() == null
                && AS_VALUE.contains(serializer.getClass())
                && !isPatterned(property.findPropertyFormat(
                        context.getConfig(), writer.getType().getRawClass()));
    }

    /** Whether values are formatted in a way that may show with any of them. */
    private static boolean isPatterned(JsonFormat.Value format) {
        return format.hasPattern() || format.hasLocale() || format.hasTimeZone();
    }

    private static boolean isComponent(@Nullable AnnotatedMember member, Class<?> type) {
        return member != null
                && member.getDeclaringClass() == type
                && List.of(type.getRecordComponents()).stream()
                        .anyMatch(component -> component.getName().equals(member.getName())
                                && component.getType() == member.getRawType());
    }
}

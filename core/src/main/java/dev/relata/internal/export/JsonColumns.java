package dev.relata.internal.export;

import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes rows of a type as a mapper writes their records, without these. Immutable, thread-safe.
 *
 * <p>It is made only where that is certain: the record is nothing but its values, the mapper writes just its components and by
 * serializers of Jackson's own that run no other code, nothing decorates what the mapper writes, each type is one that is known here, and both agree on rows of samples.
 */
final class JsonColumns {

    private final @Nullable JsonColumn[] columns;
    private final boolean inOrder;
    private final JsonColumn[] written;

    private JsonColumns(int attributes, List<JsonColumn> written) {
        this.columns = new JsonColumn[attributes];
        this.written = written.toArray(JsonColumn[]::new);
        boolean ordered = true;
        int before = -1;
        for (JsonColumn column : written) {
            int index = column.attribute().index();
            columns[index] = column;
            ordered = ordered && index > before;
            before = index;
        }
        this.inOrder = ordered;
    }

    /**
     * Makes the columns of a type.
     *
     * @return null where records have to be written by the mapper
     */
    static @Nullable JsonColumns of(EntityType<?> type, JsonMapper json, ObjectWriter writer) {
        if (!type.plainRecord() || json.getClass() != JsonMapper.class || !isPlain(json.tokenStreamFactory())) {
            return null;
        }
        List<RecordProperties> properties = RecordProperties.of(type.javaType(), json);
        JsonColumns columns = properties == null ? null : of(type, properties, json, writer);
        return columns != null && columns.agrees(type, writer) ? columns : null;
    }

    /** Whether nothing of the user's own stands between a value and its bytes. */
    private static boolean isPlain(TokenStreamFactory factory) {
        return factory.getClass() == JsonFactory.class
                && factory instanceof JsonFactory plain
                && plain.getCharacterEscapes() == null
                && plain.getOutputDecorator() == null
                && isEmpty(plain.getGeneratorDecorators());
    }

    private static boolean isEmpty(@Nullable List<?> decorators) {
        return decorators == null || decorators.isEmpty();
    }

    private static @Nullable JsonColumns of(
            EntityType<?> type, List<RecordProperties> properties, JsonMapper json, ObjectWriter writer) {
        JsonText texts = JsonText.of(writer);
        List<JsonColumn> written = new ArrayList<>();
        for (RecordProperties property : properties) {
            Attribute attribute = type.find(property.component()).orElse(null);
            JsonValue values = attribute == null ? null : JsonValue.of(attribute.componentClass(), json, writer, texts);
            if (attribute == null || values == null) {
                return null;
            }
            byte[] name = name(property.name(), written.isEmpty(), texts);
            written.add(new JsonColumn(attribute, name, values, texts));
        }
        return written.isEmpty() ? null : new JsonColumns(type.attributes().size(), written);
    }

    private static byte[] name(String name, boolean first, JsonText texts) {
        BufferOutput out = new BufferOutput();
        out.write(first ? '{' : ',');
        texts.write(out, name);
        out.write(':');
        return Arrays.copyOf(out.room(0), out.length());
    }

    /** Whether a store may pass values in the order of the attributes. */
    boolean inOrder() {
        return inOrder;
    }

    boolean number(BufferOutput out, int index, long value) {
        JsonColumn column = columns[index];
        return column == null || column.number(out, value);
    }

    boolean text(BufferOutput out, int index, byte[] utf8, int offset, int length) {
        JsonColumn column = columns[index];
        return column == null || column.text(out, utf8, offset, length);
    }

    boolean value(BufferOutput out, int index, @Nullable Object value) {
        JsonColumn column = columns[index];
        return column == null || column.value(out, value);
    }

    /** Writes the values of all attributes; returns false, with part of the row written, where that is left to the mapper. */
    boolean row(BufferOutput out, @Nullable Object[] values) {
        for (JsonColumn column : written) {
            if (!column.value(out, values[column.attribute().index()])) {
                return false;
            }
        }
        out.write('}');
        return true;
    }

    // Samples.

    private <E> boolean agrees(EntityType<E> type, ObjectWriter writer) {
        RecordShape<E> shape = RecordShape.of(type.javaType());
        List<List<@Nullable Object>> samples =
                type.attributes().stream().map(this::samples).toList();
        int rows = samples.stream().mapToInt(List::size).max().orElse(0);
        boolean agrees = samples.stream().noneMatch(List::isEmpty);
        for (int i = 0; agrees && i < rows; i++) {
            int row = i;
            @Nullable
            Object[] values =
                    samples.stream().map(of -> of.get(row % of.size())).toArray();
            agrees = agrees(values, writer.writeValueAsBytes(shape.instantiate(values)));
        }
        return agrees;
    }

    private List<@Nullable Object> samples(Attribute attribute) {
        boolean primitive = attribute.componentType() instanceof Class<?> raw && raw.isPrimitive();
        return columns[attribute.index()] == null && !primitive
                ? Collections.singletonList(null)
                : ColumnSamples.of(attribute.componentClass(), primitive);
    }

    private boolean agrees(@Nullable Object[] values, byte[] expected) {
        BufferOutput out = new BufferOutput();
        for (JsonColumn column : written) {
            if (!column.component(out, values[column.attribute().index()])) {
                return false;
            }
        }
        out.write('}');
        return Arrays.equals(expected, 0, expected.length, out.room(0), 0, out.length());
    }
}

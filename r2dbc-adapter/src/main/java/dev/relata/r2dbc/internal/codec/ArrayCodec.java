package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.internal.dialect.DefaultPgTypes;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arrays of one or more dimensions, primitive or boxed, and lists and sets declared as arrays. */
final class ArrayCodec implements ValueCodec {

    private final ValueCodec element;
    private final List<ArrayShape> shapes;
    private final String javaType;

    ArrayCodec(Type javaType, int dimensions, ValueCodec element) {
        this.element = element;
        this.javaType = javaType.getTypeName();
        this.shapes = Stream.iterate(javaType, type -> Objects.requireNonNull(DefaultPgTypes.elementOf(type)))
                .limit(dimensions)
                .map(ArrayShape::of)
                .toList();
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        BinaryArray array = new BinaryArray(bytes, offset);
        if (array.dimensions() == 0) {
            return shapes.get(0).fill(0).end();
        }
        if (array.dimensions() != shapes.size()) {
            throw new InvalidValueException("an array of " + array.dimensions() + " dimensions cannot be read as "
                    + javaType + "; their number must agree");
        }
        return decode(array, 0);
    }

    private Object decode(BinaryArray array, int level) {
        int size = array.size(level);
        ArrayShape.Filling filling = shapes.get(level).fill(size);
        boolean innermost = level == shapes.size() - 1;
        for (int i = 0; i < size; i++) {
            filling.add(i, innermost ? array.next(element) : decode(array, level + 1));
        }
        return filling.end();
    }

    @Override
    public String encode(Object value) {
        return encode(value, null);
    }

    @Override
    public String encode(Object value, @Nullable NullMarker marker) {
        return encode(value, 0, marker);
    }

    private String encode(Object value, int level, @Nullable NullMarker marker) {
        List<? extends @Nullable Object> elements = shapes.get(level).elements(value);
        ArrayLiteral literal = new ArrayLiteral(16 + elements.size() * 8, marker);
        if (level == shapes.size() - 1) {
            elements.forEach(one -> literal.element(one, element));
        } else {
            requireRectangle(elements, level + 1);
            elements.forEach(row -> literal.nested(encode(Objects.requireNonNull(row), level + 1, marker)));
        }
        return literal.end();
    }

    private void requireRectangle(List<? extends @Nullable Object> rows, int level) {
        int width = -1;
        for (Object row : rows) {
            int size = row == null ? 0 : shapes.get(level).elements(row).size();
            if (size == 0 || width >= 0 && size != width) {
                throw new InvalidValueException(
                        "a PostgreSQL array of several dimensions has rows of one length, none of "
                                + "them null or empty; store a " + javaType + " that is not as jsonb");
            }
            width = size;
        }
    }
}

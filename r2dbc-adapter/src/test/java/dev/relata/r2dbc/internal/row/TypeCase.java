package dev.relata.r2dbc.internal.row;

import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A Java type, the type of its column, and values with the SQL expression each must equal in the database. */
record TypeCase(String name, Type javaType, @Nullable String declared, List<Sample> samples) {

    record Sample(Object value, @Nullable String sql) {}

    static Builder of(Type javaType) {
        return of(javaType, null);
    }

    static Builder of(Type javaType, @Nullable String declared) {
        return new Builder(javaType, declared, new ArrayList<>());
    }

    PgType type() {
        return PgType.of(javaType, declared);
    }

    ColumnCodec codec() {
        return ColumnCodec.of(javaType, type(), JsonMapper.shared());
    }

    List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>(
                samples.stream().<@Nullable Object>map(Sample::value).toList());
        values.add(1, null);
        return values;
    }

    @Override
    public String toString() {
        return name;
    }

    record Builder(Type javaType, @Nullable String declared, List<Sample> samples) {

        Builder value(Object value, String sql) {
            samples.add(new Sample(value, sql));
            return this;
        }

        Builder values(Object... values) {
            Arrays.stream(values).forEach(value -> samples.add(new Sample(value, null)));
            return this;
        }

        TypeCase build() {
            String name = javaType.getTypeName().replaceAll("[\\w.]*\\.", "");
            return new TypeCase(declared == null ? name : name + " as " + declared, javaType, declared, samples);
        }

        /** The one-dimensional array of these values with a null among them, an empty one, and a two-dimensional one. */
        List<TypeCase> arrays() {
            Class<?> array = ((Class<?>) javaType).arrayType();
            String element = PgType.of(javaType, declared).name();
            Object[] values = samples.stream().map(Sample::value).toArray();
            Object full = filled(array, values);
            Object withNull = filled(array, values[0], null, values[values.length - 1]);
            Object pair = filled(array, values[0], null);
            Builder one = of(array, element + "[]").values(full, withNull, filled(array), filled(array, (Object) null));
            Builder two = of(array.arrayType(), element + "[][]")
                    .values(filled(array.arrayType(), pair, pair, pair), filled(array.arrayType()));
            return List.of(one.build(), two.build());
        }

        private static Object filled(Class<?> array, @Nullable Object... elements) {
            Object filled = java.lang.reflect.Array.newInstance(array.getComponentType(), elements.length);
            for (int i = 0; i < elements.length; i++) {
                java.lang.reflect.Array.set(filled, i, elements[i]);
            }
            return filled;
        }
    }
}

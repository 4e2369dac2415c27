package dev.relata.r2dbc.internal.copy;

import dev.relata.r2dbc.internal.dialect.JavaTypes;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A column whose values can travel by COPY in binary. Immutable, thread-safe. */
public final class CopyColumn {

    private final BinaryForm form;
    private final Class<?> javaClass;

    private CopyColumn(BinaryForm form, Class<?> javaClass) {
        this.form = form;
        this.javaClass = javaClass;
    }

    /**
     * Finds how a column travels.
     *
     * @param javaType the Java type of its values
     * @param type its type in the model
     * @return the column, or null where its values have to go as parameters
     */
    public static @Nullable CopyColumn of(Type javaType, PgType type) {
        BinaryForm form = BinaryForms.of(javaType, type);
        return form == null ? null : new CopyColumn(form, JavaTypes.boxedClass(javaType));
    }

    /**
     * The type that the column must have in the database: the bytes of another would be taken for something else.
     *
     * @return the number of the type; that of {@code text} stands for {@code varchar} too
     */
    public int oid() {
        return form.oid();
    }

    /**
     * Tells whether a value that a sequence draws can be one of the column's.
     *
     * @return true for whole numbers
     */
    public boolean drawable() {
        return javaClass == Long.class || javaClass == Integer.class || javaClass == Short.class;
    }

    void write(@Nullable Object value, CopyBytes out) {
        if (value == null) {
            out.none();
        } else {
            form.write().accept(value, out);
        }
    }

    @Nullable
    Object stored(@Nullable Object value) {
        return value == null ? null : form.stored().apply(value);
    }

    Object ofDrawn(Long id) {
        if (javaClass == Long.class) {
            return id;
        }
        return javaClass == Integer.class ? (Object) id.intValue() : (Object) id.shortValue();
    }
}

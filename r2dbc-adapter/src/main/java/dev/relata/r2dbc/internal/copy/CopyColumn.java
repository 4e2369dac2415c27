package dev.relata.r2dbc.internal.copy;

import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A column whose values can travel by COPY in binary. Immutable, thread-safe. */
public final class CopyColumn {

    private final int oid;
    private final Class<?> javaClass;
    private final BiConsumer<Object, CopyBytes> write;
    private final @Nullable UnaryOperator<Object> stored;

    /**
     * Creates a column.
     *
     * @param write writes one value, or throws
     * @param stored returns the value that is read back; null where that is the value given
     */
    CopyColumn(
            int oid, Class<?> javaClass, BiConsumer<Object, CopyBytes> write, @Nullable UnaryOperator<Object> stored) {
        this.oid = oid;
        this.javaClass = javaClass;
        this.write = write;
        this.stored = stored;
    }

    /** A column whose values are read back as they were given. */
    static CopyColumn exact(int oid, Class<?> javaClass, BiConsumer<Object, CopyBytes> write) {
        return new CopyColumn(oid, javaClass, write, null);
    }

    /**
     * Finds how a column travels.
     *
     * @param javaType the Java type of its values
     * @param type its type in the model
     * @return the column, or null if its values have to go as parameters
     */
    public static @Nullable CopyColumn of(Type javaType, PgType type) {
        return CopyColumns.of(javaType, type);
    }

    /**
     * The type that the column must have in the database: the bytes of another would be taken for something else.
     *
     * @return the number of the type; that of {@code text} stands for {@code varchar} too
     */
    public int oid() {
        return oid;
    }

    Class<?> javaClass() {
        return javaClass;
    }

    boolean isText() {
        return javaClass == String.class;
    }

    /**
     * Returns whether a value that a sequence draws can be one of the column's.
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
            write.accept(value, out);
        }
    }

    @Nullable
    Object stored(@Nullable Object value) {
        return value == null || stored == null ? value : stored.apply(value);
    }

    Object ofDrawn(Long id) {
        if (javaClass == Long.class) {
            return id;
        }
        return javaClass == Integer.class ? (Object) id.intValue() : (Object) id.shortValue();
    }
}

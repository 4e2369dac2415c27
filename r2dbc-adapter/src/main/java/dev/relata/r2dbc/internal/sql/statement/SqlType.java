package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.dialect.TypeForms;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value in Java and in PostgreSQL. Immutable; equal only to itself, so that it can be a key.
 */
public final class SqlType {

    /** A text that is no attribute's, such as a pattern. */
    public static final SqlType TEXT = new SqlType("", String.class, PgType.of(String.class, null), false);
    /** A part of a JSON document that is looked for. */
    public static final SqlType JSON_DOCUMENT = new SqlType("", Map.class, PgType.of(Map.class, "jsonb"), false);
    /** A value in a JSON document. */
    public static final SqlType JSON_VALUE = new SqlType("", Object.class, PgType.of(Object.class, "jsonb"), false);
    /** A position. */
    public static final SqlType INTEGER = new SqlType("", Integer.class, PgType.of(Integer.class, null), false);
    /** A count, a limit. */
    public static final SqlType BIGINT = new SqlType("", Long.class, PgType.of(Long.class, null), false);
    /** Ids that were drawn. */
    public static final SqlType BIGINTS = new SqlType("", Long[].class, PgType.of(Long[].class, null), false);
    /** A sum of large or decimal numbers. */
    public static final SqlType NUMERIC = new SqlType("", BigDecimal.class, PgType.of(BigDecimal.class, null), false);
    /** An average. */
    public static final SqlType DOUBLE = new SqlType("", Double.class, PgType.of(Double.class, null), false);

    private final String name;
    private final Type javaType;
    private final PgType pgType;
    private final boolean nullable;

    /** The type of its sort keys; null if this is such a type itself. */
    private final @Nullable SqlType sortKey;

    private SqlType(String name, Type javaType, PgType pgType, boolean nullable) {
        this(name, javaType, pgType, nullable, new SqlType(name, String.class, pgType, false, null));
    }

    private SqlType(String name, Type javaType, PgType pgType, boolean nullable, @Nullable SqlType sortKey) {
        this.name = name;
        this.javaType = javaType;
        this.pgType = pgType;
        this.nullable = nullable;
        this.sortKey = sortKey;
    }

    /**
     * The type of a number that is computed.
     *
     * @param type Long, BigDecimal or Double
     * @return the type
     */
    public static SqlType ofNumber(Class<?> type) {
        if (type == Long.class) {
            return BIGINT;
        }
        return type == Double.class ? DOUBLE : NUMERIC;
    }

    /**
     * The type of an attribute's values.
     *
     * @param attribute the attribute
     * @return the type
     * @throws IllegalArgumentException if the declared type is none, or does not fit the Java type
     */
    static SqlType of(Attribute attribute) {
        return new SqlType(
                attribute.qualifiedName(),
                attribute.type(),
                PgType.of(attribute.type(), attribute.declaredType()),
                attribute.nullable());
    }

    /**
     * Returns the name of the value in errors.
     *
     * @return the attribute, such as {@code Book.title}; empty if it is none's
     */
    public String name() {
        return name;
    }

    /**
     * Returns the Java type.
     *
     * @return the type, with its type arguments
     */
    public Type javaType() {
        return javaType;
    }

    /**
     * Returns the PostgreSQL type.
     *
     * @return the type
     */
    public PgType pgType() {
        return pgType;
    }

    /** Whether null is one of the attribute's values. */
    boolean nullable() {
        return nullable;
    }

    /** Returns the type of the texts by which its values are sorted again. */
    public SqlType sortKey() {
        return sortKey == null ? this : sortKey;
    }

    /**
     * Returns whether values are sort keys: texts that only the database reads.
     *
     * @return true for those of {@code SortKey} expressions
     */
    public boolean isSortKey() {
        return sortKey == null;
    }

    /** Returns the expression to put in a select list. */
    public String readExpression(TypeForms forms, String columnSql) {
        return isSortKey() ? forms.sortKey(pgType, columnSql) : forms.read(pgType, columnSql);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? pgType.name() : name + " " + pgType.name();
    }
}

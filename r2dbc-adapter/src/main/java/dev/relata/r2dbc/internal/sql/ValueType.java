package dev.relata.r2dbc.internal.sql;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a value is in Java and in PostgreSQL. Immutable; equal only to itself, so that what is made from it can be kept
 * by it.
 */
public final class ValueType {

    /** A text that is no attribute's, such as a pattern. */
    static final ValueType TEXT = new ValueType("", String.class, PgType.of(String.class, null), false);
    /** A position. */
    static final ValueType INTEGER = new ValueType("", Integer.class, PgType.of(Integer.class, null), false);
    /** A count, a limit. */
    static final ValueType BIGINT = new ValueType("", Long.class, PgType.of(Long.class, null), false);
    /** Ids that were drawn. */
    static final ValueType BIGINTS = new ValueType("", Long[].class, PgType.of(Long[].class, null), false);
    /** A sum of large or decimal numbers. */
    static final ValueType NUMERIC = new ValueType("", BigDecimal.class, PgType.of(BigDecimal.class, null), false);
    /** An average. */
    static final ValueType DOUBLE = new ValueType("", Double.class, PgType.of(Double.class, null), false);

    private final String name;
    private final Type javaType;
    private final PgType pgType;
    private final boolean nullable;

    /** What its sort keys are; null where this is such a type itself. */
    private final @Nullable ValueType sortKey;

    private ValueType(String name, Type javaType, PgType pgType, boolean nullable) {
        this(name, javaType, pgType, nullable, new ValueType(name, String.class, pgType, false, null));
    }

    private ValueType(String name, Type javaType, PgType pgType, boolean nullable, @Nullable ValueType sortKey) {
        this.name = name;
        this.javaType = javaType;
        this.pgType = pgType;
        this.nullable = nullable;
        this.sortKey = sortKey;
    }

    /**
     * The type of an attribute's values.
     *
     * @param attribute the attribute
     * @return the type
     * @throws IllegalArgumentException where the declared type is none, or does not fit the Java type
     */
    static ValueType of(Attribute attribute) {
        return new ValueType(
                attribute.qualifiedName(),
                attribute.type(),
                PgType.of(attribute.type(), attribute.declaredType()),
                attribute.nullable());
    }

    /**
     * Answers what errors call the value.
     *
     * @return the attribute, such as {@code Book.title}; empty where it is none's
     */
    public String name() {
        return name;
    }

    /**
     * Answers the Java type.
     *
     * @return the type, with its type arguments
     */
    public Type javaType() {
        return javaType;
    }

    /**
     * Answers the PostgreSQL type.
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

    /** Answers the type of the texts by which its values are sorted again. */
    ValueType sortKey() {
        return sortKey == null ? this : sortKey;
    }

    /**
     * Tells whether values are sort keys: texts that only the database reads.
     *
     * @return true for those of {@code SortKey} expressions
     */
    public boolean isSortKey() {
        return sortKey == null;
    }

    /** Answers with the expression to put in a select list. */
    String readExpression(String columnSql) {
        return isSortKey() ? pgType.sortKeyExpression(columnSql) : pgType.readExpression(columnSql);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? pgType.name() : name + " " + pgType.name();
    }
}

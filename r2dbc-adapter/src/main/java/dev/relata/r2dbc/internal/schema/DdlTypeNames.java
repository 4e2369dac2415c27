package dev.relata.r2dbc.internal.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.dialect.SchemaForms;
import dev.relata.schema.ExpectedTable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of columns as DDL spells them. Stateless. */
public final class DdlTypeNames {

    private static final Set<KnownPgType> TIMES = EnumSet.of(
            KnownPgType.TIME, KnownPgType.TIMETZ, KnownPgType.TIMESTAMP, KnownPgType.TIMESTAMPTZ, KnownPgType.INTERVAL);

    private DdlTypeNames() {}

    /**
     * Returns the type of a column for an attribute.
     *
     * @param forms how the database writes it
     * @param attribute the attribute
     * @return such as {@code bigint}, {@code varchar(40)}, {@code text[]}
     * @throws IllegalArgumentException if the declared type is none, or the length or precision does not fit the type
     */
    public static String of(SchemaForms forms, Attribute attribute) {
        return of(forms, attribute, false);
    }

    /**
     * Returns the type of a column of a table, which may be part of a key or an index of it.
     *
     * @param forms how the database writes it
     * @param table the table
     * @param attribute the attribute
     * @return the type
     */
    static String of(SchemaForms forms, ExpectedTable table, Attribute attribute) {
        String column = attribute.column();
        boolean key = table.primaryKey().contains(column)
                || table.uniqueKeys().stream().anyMatch(columns -> columns.contains(column))
                || table.indexes().stream().anyMatch(index -> index.columns().contains(column))
                || table.foreignKeys().stream().anyMatch(each -> each.columns().contains(column));
        return of(forms, attribute, key);
    }

    private static String of(SchemaForms forms, Attribute attribute, boolean key) {
        PgType type = PgType.of(attribute.type(), attribute.declaredType());
        String sized = sized(type, attribute.size());
        return forms.columnType(
                sized == null ? type : PgType.of(attribute.type(), sized + "[]".repeat(type.dimensions())), key);
    }

    private static @Nullable String sized(PgType type, Size size) {
        if (size.equals(Size.DEFAULT)) {
            return null;
        }
        if (size.length() > 0) {
            return lengthOf(type, size);
        }
        if (type.base() == KnownPgType.NUMERIC) {
            return "numeric(" + size.precision() + "," + size.scale() + ")";
        }
        if (TIMES.contains(type.base()) && size.scale() == 0) {
            return type.base().sqlName() + "(" + size.precision() + ")";
        }
        throw new IllegalArgumentException("the type " + type.name()
                + " has no precision and scale: give them to a BigDecimal or BigInteger, or a precision to a time");
    }

    private static String lengthOf(PgType type, Size size) {
        if (type.base() != KnownPgType.TEXT) {
            throw new IllegalArgumentException(
                    "the type " + type.name() + " has no length: give one to a text, or a precision to a number");
        }
        return "varchar(" + size.length() + ")";
    }
}

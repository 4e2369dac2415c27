package dev.relata.r2dbc.internal.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.schema.ColumnTypeNames;
import dev.relata.schema.ExpectedColumn;
import dev.relata.schema.ExpectedTable;
import dev.relata.schema.LiveColumn;
import dev.relata.schema.LiveTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a model as they are in the database. Immutable.
 *
 * @param tables those that are there
 * @param otherTypes the columns, as {@code table.column}, whose type is not the one expected, whatever its length
 */
public record LiveSchema(List<LiveTable> tables, Set<String> otherTypes) implements ColumnTypeNames {

    /** Copies both. */
    public LiveSchema {
        tables = List.copyOf(tables);
        otherTypes = Set.copyOf(otherTypes);
    }

    /**
     * Returns which tables are there.
     *
     * @return their names in the model
     */
    public Set<String> names() {
        return tables.stream().map(LiveTable::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns which of them can have no constraints, as views.
     *
     * @return their names in the model
     */
    public Set<String> views() {
        return tables.stream()
                .filter(table -> !table.constrained())
                .map(LiveTable::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String type(ExpectedColumn column) {
        return ColumnTypes.of(column.attribute());
    }

    @Override
    public boolean sameType(ExpectedTable table, ExpectedColumn column, LiveColumn live) {
        Attribute attribute = column.attribute();
        PgType type = PgType.of(attribute.type(), attribute.declaredType());
        // A varchar without a length is a text by another name.
        if (type.base() == KnownPgType.TEXT
                && live.type().equals("character varying" + "[]".repeat(type.dimensions()))) {
            return attribute.size().length() == 0;
        }
        return !otherTypes.contains(table.name() + "." + column.name())
                && TypeModifiers.same(type, type(column), live.type());
    }

    @Override
    public @Nullable String defaultExpression(ExpectedColumn column) {
        return DefaultTexts.of(column);
    }

    @Override
    public boolean sameDefault(String expected, String live) {
        return DefaultTexts.same(expected, live);
    }
}

package dev.relata.r2dbc.internal.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.r2dbc.internal.dialect.Identifiers;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.dialect.SchemaForms;
import dev.relata.schema.ExpectedColumn;
import dev.relata.schema.ExpectedTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table, as CREATE TABLE lists them. */
final class ColumnLines {

    private ColumnLines() {}

    /** One line for each column; adds those that do not say how they are filled to the errors. */
    static List<String> of(SchemaForms forms, ExpectedTable table, List<String> errors) {
        return table.columns().stream()
                .map(column -> line(forms, table, column, errors))
                .toList();
    }

    private static String line(SchemaForms forms, ExpectedTable table, ExpectedColumn column, List<String> errors) {
        String line = Identifiers.quote(column.name()) + " " + DdlTypeNames.of(forms, table, column.attribute());
        String filling = filling(forms, table, column);
        if (filling != null) {
            line += " " + filling;
        } else if (column.filledByStore()) {
            errors.add(column.attribute().qualifiedName()
                    + " is filled by the database, which is not told how: write @DatabaseDefault(\"…\") with an"
                    + " expression, or create the table elsewhere");
        }
        return column.nullable() ? line : line + " NOT NULL";
    }

    private static @Nullable String filling(SchemaForms forms, ExpectedTable table, ExpectedColumn column) {
        if (column.attribute().generation() == Generation.COMPUTED) {
            return forms.computed(String.valueOf(column.attribute().defaultExpression()));
        }
        String expression = DefaultTexts.of(forms, column);
        if (expression != null) {
            return "DEFAULT " + expression;
        }
        boolean numbered = column.filledByStore() && table.primaryKey().contains(column.name());
        Attribute id = column.attribute();
        return numbered ? forms.numbering(PgType.of(id.type(), id.declaredType())) : null;
    }
}

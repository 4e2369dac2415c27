package dev.relata.schema;

import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Writes;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.util.List;

/** Compares the columns of one table, and adds every difference. */
record ColumnComparison(
        ExpectedTable expected, LiveTable live, ColumnTypeNames types, List<SchemaDifference> differences) {

    void run() {
        for (ExpectedColumn column : expected.columns()) {
            live.column(column.name()).ifPresentOrElse(there -> compare(column, there), () -> missing(column));
        }
        if (written()) {
            live.columns().stream()
                    .filter(column ->
                            !column.optional() && expected.column(column.name()).isEmpty())
                    .forEach(this::unknown);
        }
    }

    private void missing(ExpectedColumn column) {
        add(
                Kind.MISSING_COLUMN,
                column.name(),
                "the column is missing; " + attribute(column) + " needs one of type " + types.type(column)
                        + (column.nullable() ? "" : " that is never null"));
    }

    private void compare(ExpectedColumn column, LiveColumn there) {
        if (!types.sameType(expected, column, there)) {
            add(
                    Kind.TYPE,
                    column.name(),
                    "the type is " + there.type() + ", " + attribute(column) + " needs " + types.type(column)
                            + ": change the column, or declare @Column(type = \"" + there.type() + "\")");
        }
        if (live.constrained()) {
            compareNullability(column, there);
        }
        if (written()) {
            compareFilling(column, there);
        }
    }

    /** Whether rows are written to it by the model. */
    private boolean written() {
        return live.constrained() && !expected.readOnly();
    }

    private void compareNullability(ExpectedColumn column, LiveColumn there) {
        if (there.nullable() && !column.nullable()) {
            String reason = column.attribute().nullable() ? " is filled for every row" : " is never null";
            add(
                    Kind.NULLABILITY,
                    column.name(),
                    "the column may be null, " + attribute(column) + reason + ": make the column NOT NULL"
                            + (column.attribute().nullable() ? "" : ", or the component @Nullable"));
        } else if (!there.nullable() && column.nullable() && !readOnly(column)) {
            add(
                    Kind.NULLABILITY,
                    column.name(),
                    "the column is NOT NULL, " + attribute(column)
                            + " may be null: drop NOT NULL, or drop @Nullable from the component");
        }
    }

    private void compareFilling(ExpectedColumn column, LiveColumn there) {
        String expression = types.defaultExpression(column);
        if (there.computed() && readOnly(column)) {
            return;
        }
        if (there.computed()) {
            add(
                    Kind.COMPUTED_COLUMN,
                    column.name(),
                    "the database computes the column, and " + attribute(column)
                            + " would be written to it: annotate the component with @ReadOnly, or make it a plain column");
        } else if (column.attribute().generation() == Generation.COMPUTED) {
            add(
                    Kind.COMPUTED_COLUMN,
                    column.name(),
                    "nothing computes the column, and " + attribute(column) + " says that it is "
                            + column.attribute().defaultExpression()
                            + ": make it a generated column, or leave the expression out of @ReadOnly");
        } else if (expression != null && differs(expression, there)) {
            String now = there.defaultExpression() == null ? "none" : there.defaultExpression();
            add(
                    Kind.DEFAULT,
                    column.name(),
                    "the default is " + now + ", " + attribute(column) + " says " + expression
                            + ": change one of them (they are compared as texts)");
        } else if (column.filledByStore() && !there.filled()) {
            add(
                    Kind.DEFAULT,
                    column.name(),
                    "there is no default, and " + attribute(column)
                            + " is left to the database: give the column a default, or make it an identity column");
        }
    }

    private boolean differs(String expression, LiveColumn there) {
        return there.defaultExpression() == null || !types.sameDefault(expression, there.defaultExpression());
    }

    private void unknown(LiveColumn column) {
        add(
                Kind.UNKNOWN_REQUIRED_COLUMN,
                column.name(),
                "the column is NOT NULL without a default, and " + expected.entity()
                        + " does not know it, so that nothing can be inserted: add it to the record, or give it a default");
    }

    private boolean readOnly(ExpectedColumn column) {
        return expected.readOnly() || column.attribute().writes() == Writes.NEVER;
    }

    private static String attribute(ExpectedColumn column) {
        return column.attribute().qualifiedName();
    }

    private void add(Kind kind, String column, String problem) {
        differences.add(
                new SchemaDifference(kind, expected.name(), column, expected.name() + "." + column + ": " + problem));
    }
}

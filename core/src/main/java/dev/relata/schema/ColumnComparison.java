package dev.relata.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Writability;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveColumn.Generation;
import dev.relata.schema.live.LiveTable;
import dev.relata.schema.source.JavaAdvice;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
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
                        + (column.nullable() ? "" : " that is never null")
                        + ": add it, or name the column that it is in, `@Column(\"…\")`");
    }

    private void compare(ExpectedColumn column, LiveColumn there) {
        types.typeDifference(expected, column, there)
                .ifPresent(severity -> add(
                        Kind.TYPE,
                        severity,
                        column.name(),
                        "the type is " + there.type() + ", " + attribute(column) + " needs " + types.type(column)
                                + ": change the column, or declare `"
                                + JavaAdvice.ofType(column.attribute(), there) + "`"));
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
        Attribute attribute = column.attribute();
        if (there.nullable() && !column.nullable() && !attribute.nullable()) {
            add(
                    Kind.NULLABILITY,
                    column.name(),
                    "the column may be null, " + attribute(column)
                            + " is never null: make the column NOT NULL, or the component nullable, `"
                            + JavaAdvice.ofNullability(attribute, true) + "`");
        } else if (there.nullable() && !column.nullable() && !there.filled()) {
            add(
                    Kind.NULLABILITY,
                    Severity.INFORMATION,
                    column.name(),
                    "the column may be null, " + attribute(column)
                            + " is filled for every row: make the column NOT NULL");
        } else if (!there.nullable() && column.nullable() && !readOnly(column)) {
            add(
                    Kind.NULLABILITY,
                    Severity.BREAKS_WRITES,
                    column.name(),
                    "the column is NOT NULL, " + attribute(column) + " may be null: drop NOT NULL, or declare `"
                            + JavaAdvice.ofNullability(attribute, false) + "`");
        }
    }

    private void compareFilling(ExpectedColumn column, LiveColumn there) {
        if (readOnly(column)) {
            compareComputation(column, there);
            return;
        }
        String expression = types.defaultExpression(column);
        if (givenByStore(there)) {
            add(
                    Kind.COMPUTED_COLUMN,
                    column.name(),
                    "the database gives the value of every row, and " + attribute(column)
                            + " would be written to it: make it a plain column, or declare the component `@ReadOnly`");
        } else if (expression != null && differs(expression, there)) {
            anotherDefault(column, there, expression);
        } else if (column.filledByStore() && !there.filled()) {
            noDefault(column);
        }
    }

    private void compareComputation(ExpectedColumn column, LiveColumn there) {
        if (column.attribute().generation() == Attribute.Generation.COMPUTED
                && there.generation() != Generation.COMPUTED) {
            add(
                    Kind.COMPUTED_COLUMN,
                    Severity.INTEGRITY,
                    column.name(),
                    "nothing computes the column, and " + attribute(column) + " says that it is "
                            + column.attribute().defaultExpression()
                            + ": make it a generated column, or leave the expression out, `@ReadOnly`");
        }
    }

    /** An id that is numbered always takes a value all the same, which the store writes over the number. */
    private boolean givenByStore(LiveColumn there) {
        return there.generation() == Generation.COMPUTED
                || there.generation() == Generation.ALWAYS_NUMBERED
                        && !expected.primaryKey().contains(there.name());
    }

    private boolean differs(String expression, LiveColumn there) {
        return there.defaultExpression() == null || !types.sameDefault(expression, there.defaultExpression());
    }

    private void anotherDefault(ExpectedColumn column, LiveColumn there, String expression) {
        String now = there.defaultExpression();
        String advice = now == null
                ? "give the column that default"
                : "change one of them (they are compared as texts), as to `" + JavaAdvice.ofDefault(now) + "`";
        boolean breaks = now == null && !there.nullable() && column.filledByStore() && !mayBeFilled();
        add(
                Kind.DEFAULT,
                breaks ? Severity.BREAKS_WRITES : Kind.DEFAULT.severity(),
                column.name(),
                "the default is " + (now == null ? "none" : now) + ", " + attribute(column) + " says " + expression
                        + ": " + advice);
    }

    private void noDefault(ExpectedColumn column) {
        String problem = "there is no default, and " + attribute(column) + " is left to the database: ";
        add(
                Kind.DEFAULT,
                mayBeFilled() ? Severity.INFORMATION : Severity.BREAKS_WRITES,
                column.name(),
                mayBeFilled()
                        ? problem + "rows can be inserted only if " + triggers() + " fills it"
                        : problem + "give the column a default, or make it an identity column");
    }

    private void unknown(LiveColumn column) {
        String problem =
                "the column is NOT NULL without a default, and " + expected.entity() + " does not know it, so that ";
        String advice = ": add it to the record, `" + JavaAdvice.ofColumn(column) + "`, or give it a default";
        add(
                Kind.UNKNOWN_REQUIRED_COLUMN,
                mayBeFilled() ? Severity.INFORMATION : Kind.UNKNOWN_REQUIRED_COLUMN.severity(),
                column.name(),
                mayBeFilled()
                        ? problem + "rows can be inserted only if " + triggers() + " fills it" + advice
                        : problem + "nothing can be inserted" + advice);
    }

    private boolean mayBeFilled() {
        return !live.insertTriggers().isEmpty();
    }

    private String triggers() {
        return (live.insertTriggers().size() == 1 ? "the trigger " : "one of the triggers ")
                + ColumnLists.words(live.insertTriggers());
    }

    private boolean readOnly(ExpectedColumn column) {
        return expected.readOnly() || column.attribute().writes() == Writability.NEVER;
    }

    private static String attribute(ExpectedColumn column) {
        return column.attribute().qualifiedName();
    }

    private void add(Kind kind, String column, String problem) {
        add(kind, kind.severity(), column, problem);
    }

    private void add(Kind kind, Severity severity, String column, String problem) {
        differences.add(new SchemaDifference(
                kind, severity, expected.name(), column, expected.name() + "." + column + ": " + problem));
    }
}

package dev.relata.r2dbc.internal.sql;

import dev.relata.metamodel.Attribute;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Values that rows of an update get by what they hold, each kind joined as an unnest. Immutable. */
record OwnValues(List<String> tables, List<String> assignments, List<String> conditions) {

    static OwnValues of(Scope scope, List<UpdateRows> own) {
        OwnValues values = new OwnValues(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        own.forEach(rows -> values.add(scope, rows));
        return values;
    }

    private void add(Scope scope, UpdateRows rows) {
        Statement statement = scope.statement();
        List<Attribute> attributes = new ArrayList<>(rows.key());
        attributes.addAll(rows.columns());
        List<ValueType> types = statement.types(attributes);
        String alias = statement.alias("u");
        tables.add(statement.unnest(types, ColumnarRows.of(rows.rows())) + " AS " + alias + "("
                + ArrayParameters.names(types.size()) + ")");
        List<String> values = ArrayParameters.columnList(statement, alias, types);
        int keys = rows.key().size();
        IntStream.range(0, rows.columns().size())
                .mapToObj(i -> Names.column(rows.columns().get(i)) + " = " + values.get(keys + i))
                .forEach(assignments::add);
        conditions.add(Names.equal(scope.alias(), rows.key(), values));
    }

    String from() {
        return tables.isEmpty() ? "" : " FROM " + String.join(", ", tables);
    }
}

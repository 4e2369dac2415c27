package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.sql.query.AliasedTable;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.List;

/** Values that rows of an update get by what they hold, each kind joined as an unnest. Immutable. */
record PerRowValues(List<String> tables, List<String> assignments, List<String> conditions) {

    static PerRowValues of(AliasedTable aliased, List<UpdateRows> own) {
        PerRowValues values = new PerRowValues(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        own.forEach(rows -> values.add(aliased, rows));
        return values;
    }

    private void add(AliasedTable aliased, UpdateRows rows) {
        Statement statement = aliased.statement();
        List<Attribute> attributes = new ArrayList<>(rows.key());
        attributes.addAll(rows.columns());
        UnnestedRows given = UnnestedRows.of(statement, statement.alias("u"), attributes, ColumnarRows.of(rows.rows()));
        tables.add(given.from());
        int keys = rows.key().size();
        List<String> values = given.columns();
        assignments.addAll(Changes.assigned(rows.columns(), values.subList(keys, values.size())));
        conditions.add(Names.equal(aliased.alias(), rows.key(), values));
    }

    String from() {
        return tables.isEmpty() ? "" : " FROM " + String.join(", ", tables);
    }
}

package dev.relata.test.internal.memory;

import dev.relata.metamodel.EntityType;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * All tables at one moment. Immutable; every change gives a new one.
 *
 * @param tables the tables that were written to, by name
 * @param version how many writes led to it
 */
record State(HashPMap<String, TableData> tables, long version) {

    static State empty() {
        return new State(HashTreePMap.empty(), 0);
    }

    TableData table(Catalog catalog, EntityType<?> type) {
        TableData table = tables.get(type.table());
        return table == null ? TableData.empty(catalog.schema(type)) : table;
    }

    State with(TableData table) {
        return new State(tables.plus(table.schema().type().table(), table), version + 1);
    }
}

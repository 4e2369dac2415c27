package dev.relata.r2dbc.internal.schema;

import dev.relata.model.OnDelete;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.schema.ExpectedForeignKey;
import dev.relata.schema.ExpectedSchema;
import dev.relata.schema.ExpectedTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out of the foreign keys of a schema what a server does not take: such a constraint refuses, and a delete of Relata's has set or
 * cleared the key before. Pure.
 */
public final class SupportedKeys {

    private static final Set<OnDelete> CHANGES_KEY = EnumSet.of(OnDelete.SET_NULL, OnDelete.SET_DEFAULT);

    private final ServerProfile server;

    private SupportedKeys(ServerProfile server) {
        this.server = server;
    }

    /**
     * Returns the schema that a server can have.
     *
     * @param schema the schema of the model
     * @param server what the server can do
     * @return the schema, the same one where nothing has to be left out
     */
    public static ExpectedSchema of(ExpectedSchema schema, ServerProfile server) {
        SupportedKeys supported = new SupportedKeys(server);
        boolean all = schema.tables().stream()
                .allMatch(table -> table.foreignKeys().stream().allMatch(key -> supported.takes(table, key)));
        return all
                ? schema
                : new ExpectedSchema(
                        schema.tables().stream().map(supported::table).toList());
    }

    private ExpectedTable table(ExpectedTable table) {
        List<ExpectedForeignKey> keys = table.foreignKeys().stream()
                .map(key -> takes(table, key) ? key : refusing(key))
                .toList();
        return new ExpectedTable(
                table.name(),
                table.entity(),
                table.columns(),
                table.primaryKey(),
                table.uniqueKeys(),
                keys,
                table.indexes(),
                table.readOnly(),
                table.distribution());
    }

    private static ExpectedForeignKey refusing(ExpectedForeignKey key) {
        return new ExpectedForeignKey(
                key.relationship(), key.columns(), key.table(), key.references(), OnDelete.DO_NOTHING, List.of());
    }

    /** A column by which rows are distributed is never set: the row would have to go to another node. */
    private boolean takes(ExpectedTable table, ExpectedForeignKey key) {
        if (!CHANGES_KEY.contains(key.onDelete())) {
            return true;
        }
        boolean distributed = server.has(SqlFeature.DISTRIBUTED_TABLES)
                && table.distribution()
                        .by()
                        .filter(column -> key.columns().contains(column.column()))
                        .isPresent();
        return !distributed && (key.cleared().isEmpty() || server.has(SqlFeature.SET_NULL_COLUMNS));
    }
}

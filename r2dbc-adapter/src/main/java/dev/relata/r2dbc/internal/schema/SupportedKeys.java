package dev.relata.r2dbc.internal.schema;

import dev.relata.model.OnDelete;
import dev.relata.r2dbc.internal.dialect.SchemaForms;
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

    private final SchemaForms forms;
    private final ServerProfile server;

    private SupportedKeys(SchemaForms forms, ServerProfile server) {
        this.forms = forms;
        this.server = server;
    }

    /**
     * Returns the schema that a server can have.
     *
     * @param schema the schema of the model
     * @param forms how the database writes it
     * @param server what the server can do
     * @return the schema, the same one where nothing has to be left out
     */
    public static ExpectedSchema of(ExpectedSchema schema, SchemaForms forms, ServerProfile server) {
        SupportedKeys supported = new SupportedKeys(forms, server);
        boolean all = schema.tables().stream()
                .allMatch(table -> table.foreignKeys().stream()
                        .allMatch(key -> supported.takes(table, key) && supported.fits(schema, table, key)));
        return all
                ? schema
                : new ExpectedSchema(schema.tables().stream()
                        .map(table -> supported.table(schema, table))
                        .toList());
    }

    private ExpectedTable table(ExpectedSchema schema, ExpectedTable table) {
        List<ExpectedForeignKey> keys = table.foreignKeys().stream()
                .filter(key -> fits(schema, table, key))
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

    /** Whether the columns have the types of those that they refer to, where the database asks for that. */
    private boolean fits(ExpectedSchema schema, ExpectedTable table, ExpectedForeignKey key) {
        if (forms.mixesKeys()) {
            return true;
        }
        List<String> referred = schema.tables().stream()
                .filter(other -> other.name().equals(key.table()))
                .flatMap(other -> types(other, key.references()).stream())
                .toList();
        return referred.isEmpty() || referred.equals(types(table, key.columns()));
    }

    private List<String> types(ExpectedTable table, List<String> columns) {
        return columns.stream()
                .flatMap(name -> table.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .map(column -> DdlTypeNames.of(forms, table, column.attribute())))
                .toList();
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
        if (key.onDelete() == OnDelete.SET_DEFAULT && !forms.setsDefaults()) {
            return false;
        }
        boolean distributed = server.has(SqlFeature.DISTRIBUTED_TABLES)
                && table.distribution()
                        .by()
                        .filter(column -> key.columns().contains(column.column()))
                        .isPresent();
        return !distributed && (key.cleared().isEmpty() || server.has(SqlFeature.SET_NULL_COLUMNS));
    }
}

package dev.relata.internal.export;

import dev.relata.internal.export.CsvFormat.RecordCells;
import dev.relata.metamodel.EntityType;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What exports prepare for the types of a model, once for all subscriptions: the columns of a type for as long as their mapper is
 * used elsewhere, too. Thread-safe.
 */
public final class PreparedRows {

    private final Map<EntityType<?>, RecordCells> cells = new ConcurrentHashMap<>();

    /** Columns do not refer to their mapper. */
    private final Map<JsonMapper, Map<EntityType<?>, Optional<JsonColumns>>> columns =
            Collections.synchronizedMap(new WeakHashMap<>());

    RecordCells cells(EntityType<?> type) {
        return cells.computeIfAbsent(type, RecordCells::of);
    }

    /**
     * Returns the columns of a type.
     *
     * @param writer writes records, as every writer of the mapper's that is given here
     * @return null where records have to be written by the mapper
     */
    @Nullable
    JsonColumns columns(EntityType<?> type, JsonMapper json, ObjectWriter writer) {
        return columns.computeIfAbsent(json, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(type, any -> Optional.ofNullable(JsonColumns.of(type, json, writer)))
                .orElse(null);
    }
}

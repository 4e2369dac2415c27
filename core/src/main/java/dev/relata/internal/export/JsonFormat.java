package dev.relata.internal.export;

import dev.relata.metamodel.EntityType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON: a value a line, or one array. Immutable, thread-safe. */
public final class JsonFormat implements RowFormat {

    private final JsonMapper json;
    private final ObjectWriter writer;
    private final JsonFrame frame;

    private JsonFormat(JsonMapper json, JsonFrame frame) {
        this.json = json;
        this.writer = json.writer().without(SerializationFeature.INDENT_OUTPUT).withRootValueSeparator("");
        this.frame = frame;
    }

    /** A value a line. */
    public static JsonFormat lines(JsonMapper json) {
        return new JsonFormat(json, JsonFrame.LINES);
    }

    /** One array. */
    public static JsonFormat array(JsonMapper json) {
        return new JsonFormat(json, JsonFrame.ARRAY);
    }

    @Override
    public RowEncoder of(EntityType<?> type, PreparedRows prepared) {
        return of(prepared.columns(type, json, writer), type::instantiate);
    }

    @Override
    public RowEncoder ofRecords() {
        return of(null, values -> values);
    }

    private RowEncoder of(@Nullable JsonColumns columns, Function<@Nullable Object[], ?> record) {
        return new JsonRows(frame, writer, columns, record);
    }
}

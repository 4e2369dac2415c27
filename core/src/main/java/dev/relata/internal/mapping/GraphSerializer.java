package dev.relata.internal.mapping;

import dev.relata.query.Graph;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Writes graphs as JSON: the components of the row, then each fetched part by its name. Stateless. */
public final class GraphSerializer extends ValueSerializer<Object> {

    /** Makes a serializer. */
    public GraphSerializer() {}

    @Override
    public Class<?> handledType() {
        return Graph.class;
    }

    @Override
    public void serialize(Object graph, JsonGenerator json, SerializationContext context) {
        if (graph instanceof GraphParts parts) {
            new GraphWriter(json, context).write(parts);
        } else {
            context.writeValue(json, ((Graph<?>) graph).root());
        }
    }

    /** Without an id of the type, as nothing reads a graph back. */
    @Override
    public void serializeWithType(Object graph, JsonGenerator json, SerializationContext context, TypeSerializer type) {
        serialize(graph, json, context);
    }
}

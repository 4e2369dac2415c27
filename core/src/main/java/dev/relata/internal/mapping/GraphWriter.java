package dev.relata.internal.mapping;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.relata.error.RefusedException;
import dev.relata.internal.mapping.GraphParts.GraphPart;
import dev.relata.internal.mapping.GraphParts.RecursionMark;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;

/**
 * Writes one graph with everything below it. With a stack of its own: a recursion may be deeper than that of the thread. Not
 * thread-safe.
 *
 * <p>Of a recursion a row is followed where it is written first. Rows that several others lead to would else be written once
 * for each way to them, of which there may be more than there is room for.
 */
final class GraphWriter {

    /** An object or an array that is open. */
    private final class OpenNode {

        private final @Nullable GraphParts graph;
        private final Iterator<?> rest;
        private final @Nullable Set<Object> followed;
        private final boolean cut;
        private final Set<String> names = new HashSet<>();

        OpenNode(@Nullable GraphParts graph, Iterator<?> rest, @Nullable Set<Object> followed, boolean cut) {
            this.graph = graph;
            this.rest = rest;
            this.followed = followed;
            this.cut = cut;
        }

        void next() {
            if (!rest.hasNext()) {
                close();
            } else if (graph == null) {
                open((GraphParts) rest.next(), followed);
            } else {
                part(graph, (GraphPart) rest.next());
            }
        }

        private void close() {
            levels.pop();
            if (graph == null) {
                json.writeEndArray();
            } else {
                json.writeEndObject();
            }
        }

        private void part(GraphParts owner, GraphPart part) {
            if (part.recursion() == RecursionMark.GOES_ON && cut || !included(part.value())) {
                return;
            }
            String name = name(owner.root().getClass(), part);
            if (!names.add(name)) {
                throw new RefusedException("the graph of "
                        + owner.root().getClass().getSimpleName() + " has two fetched parts that are both written as \""
                        + name + "\": fetch one of them under another alias, fetch(\"…\", …)");
            }
            json.writeName(name);
            value(part, below(part));
        }

        private @Nullable Set<Object> below(GraphPart part) {
            return switch (part.recursion()) {
                case NONE -> null;
                case BEGINS -> Collections.newSetFromMap(new IdentityHashMap<>());
                case GOES_ON -> followed;
            };
        }
    }

    private final JsonGenerator json;
    private final SerializationContext context;
    private final Map<Class<?>, RootWriter> roots = new HashMap<>();
    private final Deque<OpenNode> levels = new ArrayDeque<>();

    GraphWriter(JsonGenerator json, SerializationContext context) {
        this.json = json;
        this.context = context;
    }

    void write(GraphParts graph) {
        open(graph, null);
        while (!levels.isEmpty()) {
            levels.peek().next();
        }
    }

    private void open(GraphParts graph, @Nullable Set<Object> followed) {
        json.writeStartObject(graph);
        root(graph.root().getClass()).write(graph.root(), json, context);
        boolean cut = followed != null && !followed.add(graph);
        levels.push(new OpenNode(graph, graph.parts().iterator(), followed, cut));
    }

    private RootWriter root(Class<?> type) {
        return roots.computeIfAbsent(type, any -> RootWriter.of(any, context));
    }

    private void value(GraphPart part, @Nullable Set<Object> followed) {
        Object value = part.value();
        if (value instanceof GraphParts graph) {
            open(graph, followed);
        } else if (value instanceof List<?> list && (list.isEmpty() || list.get(0) instanceof GraphParts)) {
            json.writeStartArray(list);
            levels.push(new OpenNode(null, list.iterator(), followed, false));
        } else {
            context.writeValue(json, value);
        }
    }

    private String name(Class<?> root, GraphPart part) {
        String name = part.given() ? part.name() : root(root).translated(part.name(), context);
        if (root(root).writes(name)) {
            throw new RefusedException(
                    "the graph of " + root.getSimpleName() + " has a component and a fetched part that are"
                            + " both written as \"" + name
                            + "\": fetch the part under an alias, fetch(\"…\", …), or give the component"
                            + " another @JsonProperty");
        }
        return name;
    }

    /** Whether the mapper writes such values of properties. */
    private boolean included(@Nullable Object value) {
        Include inclusion = context.getConfig().getDefaultPropertyInclusion().getValueInclusion();
        boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
        return switch (inclusion) {
            case NON_NULL, NON_ABSENT -> value != null;
            case NON_EMPTY -> !empty;
            case NON_DEFAULT -> !empty && !Long.valueOf(0).equals(value);
            default -> true;
        };
    }
}

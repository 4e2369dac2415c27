package dev.relata.spring.graphql;

import dev.relata.Batching;
import dev.relata.OpenScope;
import graphql.GraphQLContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import reactor.util.context.Context;

/** Opens batch scopes in contexts of graphql-java. Immutable, thread-safe. */
final class ContextScopes {

    private final Batching batching;

    ContextScopes(Batching batching) {
        this.batching = batching;
    }

    /**
     * Opens a scope in a context: puts into it all that the scope puts into a reactive context.
     *
     * @param context the context, whose entries are those of the request's reactive context
     * @return the scope
     */
    ContextScope open(GraphQLContext context) {
        return open(entries(context), context, scope -> {});
    }

    /**
     * Opens a scope for an event, in a context of its own.
     *
     * @param operation the context of the subscription
     * @param own the context that the event came with
     * @param underWay holds the scope until it is closed
     */
    void open(GraphQLContext operation, GraphQLContext own, Set<OpenScope> underWay) {
        Map<Object, Object> entries = entries(operation);
        entries.putAll(entries(own));
        underWay.add(open(entries, own, underWay::remove).scope());
    }

    private static Map<Object, Object> entries(GraphQLContext context) {
        Map<Object, Object> entries = new HashMap<>();
        context.stream().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    private ContextScope open(Map<Object, Object> entries, GraphQLContext into, Consumer<OpenScope> closed) {
        OpenScope scope = batching.open(Context.of(entries));
        scope.context().stream()
                .filter(entry -> entries.get(entry.getKey()) != entry.getValue())
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
        ContextScope opened = new ContextScope(scope, closed);
        into.put(ContextScope.class, opened);
        return opened;
    }
}

package dev.relata.spring.graphql;

import dev.relata.OpenScope;
import dev.relata.spi.Burst;
import graphql.GraphQLContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The batch scope of an operation or of an event. Thread-safe.
 *
 * @param scope the scope
 * @param closed called with each close
 */
record ContextScope(OpenScope scope, Consumer<OpenScope> closed) {

    /** Returns the scope of a context, or null. */
    static @Nullable ContextScope of(@Nullable Object local) {
        return local instanceof GraphQLContext context ? context.get(ContextScope.class) : null;
    }

    /** Returns the burst that a resolver's reactive context has: that of the local context, else of the operation's. */
    static Burst burst(GraphQLContext operation, @Nullable Object local) {
        Burst outer = operation.getOrDefault(Burst.KEY, Burst.NONE);
        return local instanceof GraphQLContext context ? context.getOrDefault(Burst.KEY, outer) : outer;
    }

    Burst burst() {
        return Burst.of(scope.context());
    }

    void close() {
        closed.accept(scope);
        scope.close();
    }
}

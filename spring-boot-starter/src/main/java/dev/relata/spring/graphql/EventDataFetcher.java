package dev.relata.spring.graphql;

import dev.relata.OpenScope;
import graphql.GraphQLContext;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Fetches the source of a subscription, and opens a batch scope for each of its events. */
final class EventDataFetcher implements DataFetcher<@Nullable Object> {

    private final DataFetcher<?> source;
    private final ContextScopes scopes;

    EventDataFetcher(DataFetcher<?> source, ContextScopes scopes) {
        this.source = source;
        this.scopes = scopes;
    }

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
        return scoped(source.get(environment), environment.getGraphQlContext());
    }

    private @Nullable Object scoped(@Nullable Object events, GraphQLContext operation) {
        if (events instanceof CompletionStage<?> later) {
            return later.thenApply(published -> scoped(published, operation));
        }
        return events instanceof Publisher<?> publisher ? Flux.defer(() -> scopedEvents(publisher, operation)) : events;
    }

    /** The engine cancels when it has thrown, and then never says that the event has ended. */
    private Flux<Object> scopedEvents(Publisher<?> events, GraphQLContext operation) {
        Set<OpenScope> underWay = ConcurrentHashMap.newKeySet();
        return Flux.from(events)
                .<Object>map(event -> scopedEvent(event, operation, underWay))
                .doOnCancel(() -> underWay.forEach(OpenScope::close));
    }

    /** A local context that is none of graphql-java's has no place for a scope, and is left to its resolvers. */
    private Object scopedEvent(Object event, GraphQLContext operation, Set<OpenScope> underWay) {
        DataFetcherResult<?> result = event instanceof DataFetcherResult<?> given
                ? given
                : DataFetcherResult.newResult().data(event).build();
        Object local = result.getLocalContext();
        if (local != null && !(local instanceof GraphQLContext)) {
            return event;
        }
        GraphQLContext own = GraphQLContext.newContext().build();
        if (local instanceof GraphQLContext given) {
            own.putAll(given);
        }
        scopes.open(operation, own, underWay);
        return result.transform(builder -> builder.localContext(own));
    }
}

package dev.relata.spring.graphql;

import graphql.GraphQLContext;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.concurrent.CompletionStage;
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
        return events instanceof Publisher<?> publisher
                ? Flux.from(publisher).map(event -> scopedEvent(event, operation))
                : events;
    }

    /** A local context that is none of graphql-java's has no place for a scope, and is left to its resolvers. */
    private Object scopedEvent(Object event, GraphQLContext operation) {
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
        ContextScope unused = scopes.open(operation, own);
        return result.transform(builder -> builder.localContext(own));
    }
}

package dev.relata.spring.console;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/** Adds the name of the operation of GraphQL to that of its exchange. Thread-safe. */
final class OperationNameInterceptor implements WebGraphQlInterceptor, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return Mono.deferContextual(context -> {
            ExchangeName name = context.<@Nullable ExchangeName>getOrDefault(ExchangeName.KEY, null);
            if (name != null) {
                name.operation(request.getOperationName());
            }
            return chain.next(request);
        });
    }
}

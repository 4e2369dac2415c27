package dev.relata.spring.graphql;

import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/** Cancels the lookups of a request when its client leaves: the statements that wait for nobody else are cancelled with them. */
final class CancelInterceptor implements WebGraphQlInterceptor {

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return Mono.defer(() -> {
            FetchCancellation fetches = new FetchCancellation();
            request.configureExecutionInput(
                    (input, builder) -> builder.graphQLContext(context -> context.put(FetchCancellation.class, fetches))
                            .build());
            return chain.next(request).doOnCancel(fetches::cancel);
        });
    }
}

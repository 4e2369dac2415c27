package dev.relata.spring.web;

import dev.relata.Relata;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Handles an exchange in a batch scope of its own, which its streams are outside of. Immutable, thread-safe. */
final class BatchedExchange {

    /** Begins a WebSocket in HTTP/2. */
    private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");

    private final Relata relata;

    BatchedExchange(Relata relata) {
        this.relata = relata;
    }

    Mono<Void> handle(ServerWebExchange exchange, Function<ServerWebExchange, Mono<Void>> handler) {
        if (isWebSocket(exchange.getRequest())) {
            return handler.apply(exchange);
        }
        ServerWebExchange watched = exchange.mutate()
                .response(new ScopeEndingResponse(exchange.getResponse(), relata.batching()))
                .build();
        return Mono.defer(() -> handler.apply(watched)).as(relata::batched);
    }

    /** A handshake takes the connection over, below every response that could be decorated. */
    private static boolean isWebSocket(ServerHttpRequest request) {
        return CONNECT.equals(request.getMethod())
                || "websocket".equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.UPGRADE));
    }
}

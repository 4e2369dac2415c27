package dev.relata.examples.atlas.web.graph;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers questions with 503 until the graph is there. */
@Component
final class GraphGate implements WebFilter {

    private static final String GUARDED = "/api/";
    private static final String OPEN = "/api/graph";

    private final GraphStatus graph;
    private final JsonMapper mapper;

    GraphGate(GraphStatus graph, JsonMapper mapper) {
        this.graph = graph;
        this.mapper = mapper;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (graph.isReady() || !path.startsWith(GUARDED) || path.startsWith(OPEN)) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> refuse(exchange.getResponse()));
    }

    private Mono<Void> refuse(ServerHttpResponse response) {
        String message = graph.snapshot().message();
        byte[] body = mapper.writeValueAsBytes(new Problem(
                "Service Unavailable",
                HttpStatus.SERVICE_UNAVAILABLE.value(),
                message == null
                        ? "The graph is still being imported; /api/graph says how far it is."
                        : "The graph could not be imported: " + message));
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private record Problem(String title, int status, String detail) {}
}

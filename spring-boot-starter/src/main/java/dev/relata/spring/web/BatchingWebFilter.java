package dev.relata.spring.web;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Handles every request in a batch scope. Thread-safe. */
final class BatchingWebFilter implements WebFilter, Ordered {

    /** After security and observation, whose context batches then have, and before filters that give no order. */
    private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1_000;

    private final BatchedExchange batched;

    BatchingWebFilter(BatchedExchange batched) {
        this.batched = batched;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return batched.handle(exchange, chain::filter);
    }
}

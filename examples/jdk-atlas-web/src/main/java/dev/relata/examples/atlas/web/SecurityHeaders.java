package dev.relata.examples.atlas.web;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets the pages load and call what comes from this server, and nothing else. */
@Component
final class SecurityHeaders implements WebFilter {

    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        // The console has a policy of its own.
        exchange.getResponse()
                .beforeCommit(() -> Mono.fromRunnable(() -> {
                    if (!headers.containsHeader("Content-Security-Policy")) {
                        headers.set("Content-Security-Policy", POLICY);
                    }
                    headers.set("X-Content-Type-Options", "nosniff");
                    headers.set("Referrer-Policy", "no-referrer");
                }));
        return chain.filter(exchange);
    }
}

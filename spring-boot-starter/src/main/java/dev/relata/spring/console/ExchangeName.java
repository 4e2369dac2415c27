package dev.relata.spring.console;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The name of an exchange, such as {@code GET /authors/{id}}: its pattern once a handler is found, its path until then. Holds the
 * exchange, so a recorder that outlives it keeps the text only. Thread-safe.
 */
final class ExchangeName implements Supplier<String> {

    /** The key of the name in the reactive context of the exchange. */
    static final Object KEY = ExchangeName.class;

    private static final String ANY = "/**";

    private final ServerWebExchange exchange;
    private volatile @Nullable String operation;

    ExchangeName(ServerWebExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public String get() {
        PathPattern pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String path = pattern == null || pattern.getPatternString().equals(ANY)
                ? exchange.getRequest().getPath().value()
                : pattern.getPatternString();
        String name = exchange.getRequest().getMethod() + " " + path;
        return operation == null ? name : name + " " + operation;
    }

    void operation(@Nullable String name) {
        operation = name;
    }
}

package dev.relata.spring.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Handles the results of methods that are {@link BatchedRequest} in a batch scope: a handler method is known when its result is
 * handled, not in a filter, and its answer is subscribed to there. Thread-safe.
 */
final class BatchedResultHandler implements HandlerResultHandler, Ordered {

    private final BatchedExchange batched;
    private final ObjectProvider<HandlerResultHandler> others;
    private final Map<Handler, Boolean> known = new ConcurrentHashMap<>();

    private record Handler(Class<?> type, Method method) {

        boolean isBatched() {
            return AnnotatedElementUtils.hasAnnotation(method, BatchedRequest.class)
                    || AnnotatedElementUtils.hasAnnotation(type, BatchedRequest.class);
        }
    }

    /**
     * Takes the other handlers lazily, since this handler is one of them.
     *
     * @param others the handlers of the application, in order
     */
    BatchedResultHandler(BatchedExchange batched, ObjectProvider<HandlerResultHandler> others) {
        this.batched = batched;
        this.others = others;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(HandlerResult result) {
        return result.getHandler() instanceof HandlerMethod method
                && known.computeIfAbsent(new Handler(method.getBeanType(), method.getMethod()), Handler::isBatched);
    }

    @Override
    public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
        return batched.handle(exchange, inScope -> next(result).handleResult(inScope, result));
    }

    private HandlerResultHandler next(HandlerResult result) {
        return others.orderedStream()
                .filter(other -> other != this && other.supports(result))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No HandlerResultHandler for " + result.getReturnValue()));
    }
}

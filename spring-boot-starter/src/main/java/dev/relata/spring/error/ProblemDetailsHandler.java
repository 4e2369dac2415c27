package dev.relata.spring.error;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers errors of Relata with problem details, of annotated controllers and of functional endpoints alike. Handlers of the
 * application's own come first: here arrives what none of them has handled.
 */
final class ProblemDetailsHandler implements WebExceptionHandler, Ordered {

    /** Before the handler of Spring Boot, which answers with 500. */
    private static final int ORDER = -2;

    private final ServerResponse.Context context;

    ProblemDetailsHandler(List<HttpMessageWriter<?>> writers) {
        this.context = new Writers(writers);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ErrorKind kind = ErrorKind.of(error);
        if (kind == null || exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return ServerResponse.status(kind.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(problem(kind, exchange.getRequest().getPath().value()))
                .flatMap(response -> response.writeTo(exchange, context));
    }

    private static ProblemDetail problem(ErrorKind kind, String path) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(kind.status(), kind.detail());
        problem.setInstance(URI.create(path));
        problem.setProperty("code", kind.name().toLowerCase(Locale.ROOT));
        return problem;
    }

    private record Writers(List<HttpMessageWriter<?>> messageWriters) implements ServerResponse.Context {

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}

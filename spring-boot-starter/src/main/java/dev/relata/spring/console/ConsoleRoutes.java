package dev.relata.spring.console;

import java.net.URI;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The addresses of the console. Immutable, thread-safe. */
final class ConsoleRoutes {

    /** Goes with every call that changes something: a form of another site cannot send it. */
    static final String HEADER = "X-Relata-Console";

    /** Pages load from the application and send to it, and to nobody else. */
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGES = "dev/relata/spring/console/";
    private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

    private final ConsoleHandlers handlers;
    private final ConsoleJson json;

    ConsoleRoutes(ConsoleHandlers handlers, ConsoleJson json) {
        this.handlers = handlers;
        this.json = json;
    }

    /** Builds the routes of consoles at one or more places. */
    RouterFunction<ServerResponse> at(List<ConsolePath> paths) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        paths.forEach(path -> routes.add(at(path.value())));
        return routes.build();
    }

    private RouterFunction<ServerResponse> at(String path) {
        return RouterFunctions.route()
                .add(pages(path))
                .add(reading(path))
                .add(changing(path))
                .onError(
                        ConsoleException.class,
                        (error, request) -> json.problem(error.status(), String.valueOf(error.getMessage())))
                .filter(ConsoleRoutes::secured)
                .build();
    }

    private static RouterFunction<ServerResponse> pages(String path) {
        return RouterFunctions.route()
                .GET(path, request -> index(request, path))
                .GET(path + "/", request -> page("index.html", HTML))
                .GET(path + "/icon.svg", request -> page("icon.svg", SVG))
                // The folders only, for the classes of this package lie beside the pages.
                .resources(path + "/css/**", new ClassPathResource(PAGES + "css/"))
                .resources(path + "/js/**", new ClassPathResource(PAGES + "js/"))
                .build();
    }

    private RouterFunction<ServerResponse> reading(String path) {
        return RouterFunctions.route()
                .GET(path + "/recordings", handlers::recordings)
                .GET(path + "/recordings/{id}", handlers::recording)
                .GET(path + "/streams", handlers::streams)
                .GET(path + "/connections", handlers::connections)
                .GET(path + "/findings", handlers::findings)
                .GET(path + "/model", handlers::model)
                .GET(path + "/relationships/{name}", handlers::relationship)
                .GET(path + "/differences", handlers::differences)
                .GET(path + "/events", handlers::events)
                .filter(ConsoleRoutes::deferred)
                .build();
    }

    /** What a handler throws is answered as what it signals. */
    private static Mono<ServerResponse> deferred(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return Mono.defer(() -> next.handle(request));
    }

    private RouterFunction<ServerResponse> changing(String path) {
        return RouterFunctions.route()
                .DELETE(path + "/recordings", handlers::clear)
                .POST(path + "/recording", handlers::record)
                .POST(path + "/plans", handlers::plan)
                .filter(this::ofTheConsole)
                .build();
    }

    private Mono<ServerResponse> ofTheConsole(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return request.headers().firstHeader(HEADER) == null
                ? json.problem(HttpStatus.FORBIDDEN, "Calls that change something need the header " + HEADER + ": 1.")
                : deferred(request, next);
    }

    private static Mono<ServerResponse> index(ServerRequest request, String path) {
        String context = request.requestPath().contextPath().value();
        return ServerResponse.temporaryRedirect(URI.create(context + path + "/"))
                .build();
    }

    private static Mono<ServerResponse> page(String name, MediaType type) {
        Resource page = new ClassPathResource(PAGES + name);
        return ServerResponse.ok().contentType(type).bodyValue(page);
    }

    private static Mono<ServerResponse> secured(ServerRequest request, HandlerFunction<ServerResponse> next) {
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.setCacheControl(CacheControl.noCache());
        return next.handle(request);
    }
}

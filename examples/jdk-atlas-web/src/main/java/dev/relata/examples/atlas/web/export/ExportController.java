package dev.relata.examples.atlas.web.export;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Method;
import dev.relata.query.Iteration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Streams whole tables, as fast as the client reads and no faster. */
@RestController
@RequestMapping(path = "/api/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
class ExportController {

    /** Rows of each fetch; at most two fetches are held. */
    static final int FETCH = 2_048;

    private final Relata relata;

    ExportController(Relata relata) {
        this.relata = relata;
    }

    @GetMapping("/methods")
    Flux<Method> methods(ServerHttpResponse response) {
        unbuffered(response);
        return relata.from(Method.class).orderBy(asc(Method::id)).iterate(Iteration.fetchSize(FETCH));
    }

    @GetMapping("/calls")
    Flux<Call> calls(ServerHttpResponse response) {
        unbuffered(response);
        return relata.from(Call.class).iterate(Iteration.fetchSize(FETCH));
    }

    /** Chromium reads ahead of its page, without limit, what it might put into its cache. */
    private static void unbuffered(ServerHttpResponse response) {
        response.getHeaders().setCacheControl(CacheControl.noStore());
    }
}

package dev.relata.examples.atlas.web.ways;

import dev.relata.examples.atlas.web.type.TypeSearch;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Compares three ways to ask about a type. */
@RestController
class WaysController {

    private static final int MOST_METHODS = 200;

    private final TypeSearch types;
    private final ThreeWays ways;

    WaysController(TypeSearch types, ThreeWays ways) {
        this.types = types;
        this.ways = ways;
    }

    @GetMapping("/api/ways")
    Mono<Comparison> compare(@RequestParam String type, @RequestParam(defaultValue = "40") int methods) {
        if (methods < 1 || methods > MOST_METHODS) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "The parameter 'methods' must be 1 to " + MOST_METHODS + ", was " + methods + ".");
        }
        return types.named(type).flatMap(there -> ways.compare(new CalledMethods(there, methods)));
    }
}

package dev.relata.spring.console;

import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Asks a database how it carries out a statement that was recorded. Thread-safe. */
@FunctionalInterface
interface Plans {

    /** Plans of a store that has none that could be shown. */
    Plans NONE = statement -> Mono.error(() -> new ConsoleException(
            HttpStatus.NOT_IMPLEMENTED,
            "Plans are shown of PostgreSQL over R2DBC; this application's store is another."));

    /**
     * Asks for the plan of a statement, without carrying it out.
     *
     * @param statement the number of the statement in the recorder
     * @return the plan; fails with a {@link ConsoleException} that says why there is none
     */
    Mono<Plan> explain(long statement);

    /**
     * A plan.
     *
     * @param text the statement that it is of
     * @param plan the answer of {@code EXPLAIN (FORMAT JSON)}
     */
    record Plan(String text, JsonNode plan) {}
}

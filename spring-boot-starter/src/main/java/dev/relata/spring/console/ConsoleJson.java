package dev.relata.spring.console;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads JSON in the console's own way, whatever the settings of the application's mapper are. Thread-safe. */
final class ConsoleJson {

    private final JsonMapper mapper = JsonMapper.builder().build();

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    JsonNode read(String text) {
        return mapper.readTree(text);
    }

    /** Answers a value, or not found where there is none. */
    Mono<ServerResponse> answer(Mono<?> value) {
        return value.switchIfEmpty(Mono.error(
                        () -> new ConsoleException(HttpStatus.NOT_FOUND, "It was never there or is no longer kept.")))
                .flatMap(found -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(mapper.writeValueAsBytes(found)));
    }

    /** Answers an error as a problem (RFC 9457). */
    Mono<ServerResponse> problem(HttpStatus status, String detail) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(mapper.writeValueAsBytes(
                        Map.of("status", status.value(), "title", status.getReasonPhrase(), "detail", detail)));
    }

    /** Reads the body of a request as an object of JSON. */
    Mono<JsonNode> body(ServerRequest request) {
        return request.bodyToMono(String.class)
                .map(this::read)
                .filter(JsonNode::isObject)
                .onErrorMap(JacksonException.class, unreadable -> badBody())
                .switchIfEmpty(Mono.error(ConsoleJson::badBody));
    }

    private static ConsoleException badBody() {
        return new ConsoleException(HttpStatus.BAD_REQUEST, "The body is no object of JSON.");
    }
}

package dev.relata.spring.console;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.recorder.Recorder;
import dev.relata.recorder.Traffic;
import dev.relata.schema.Schema;
import dev.relata.spi.SchemaDifference;
import dev.relata.spring.observe.ModelDescription;
import dev.relata.spring.observe.ModelDescription.RelationshipDescription;
import dev.relata.spring.observe.ModelDescription.TypeDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers what the pages of the console ask. Nothing of it holds a value that was bound or read. Thread-safe. */
final class ConsoleHandlers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Relata relata;
    private final Recorder recorder;
    private final ConnectionsSource connections;
    private final Plans plans;
    private final ConsoleEvents events;
    private final ConsoleJson json;

    ConsoleHandlers(
            Relata relata,
            Recorder recorder,
            ConnectionsSource connections,
            Plans plans,
            ConsoleEvents events,
            ConsoleJson json) {
        this.relata = relata;
        this.recorder = recorder;
        this.connections = connections;
        this.plans = plans;
        this.json = json;
        this.events = events;
    }

    /** The list of pipelines. */
    private record Recordings(boolean recording, int capacity, List<?> pipelines) {}

    /** The model and how it is used. */
    private record UsedModel(
            List<TypeDescription> types, List<RelationshipDescription> relationships, Map<String, Traffic> traffic) {}

    /** What differs between model and schema. */
    private record Differences(List<String> differences) {}

    Mono<ServerResponse> recordings(ServerRequest request) {
        long most = request.queryParam("limit").map(ConsoleHandlers::number).orElse((long) recorder.capacity());
        int limit = (int) Math.min(recorder.capacity(), most);
        return json.answer(
                looked(() -> new Recordings(recorder.isRecording(), recorder.capacity(), recorder.pipelines(limit))));
    }

    Mono<ServerResponse> recording(ServerRequest request) {
        long id = number(request.pathVariable("id"));
        return json.answer(looked(() -> recorder.pipeline(id).orElse(null)));
    }

    Mono<ServerResponse> clear(ServerRequest request) {
        return Mono.fromRunnable(recorder::clear)
                .then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> record(ServerRequest request) {
        return json.body(request)
                .filter(body -> body.path("on").isBoolean())
                .switchIfEmpty(bad("The body must be {\"on\":true} or {\"on\":false}."))
                .doOnNext(body -> {
                    if (body.get("on").asBoolean()) {
                        recorder.resume();
                    } else {
                        recorder.pause();
                    }
                })
                .then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> streams(ServerRequest request) {
        return json.answer(Mono.fromSupplier(recorder::streams));
    }

    Mono<ServerResponse> connections(ServerRequest request) {
        return json.answer(Mono.fromSupplier(connections::connections));
    }

    Mono<ServerResponse> findings(ServerRequest request) {
        return json.answer(Mono.fromSupplier(recorder::findings));
    }

    Mono<ServerResponse> model(ServerRequest request) {
        return json.answer(Mono.fromSupplier(() -> {
            ModelDescription model = ModelDescription.of(relata.model());
            return new UsedModel(model.types(), model.relationships(), recorder.traffic());
        }));
    }

    Mono<ServerResponse> relationship(ServerRequest request) {
        String name = request.pathVariable("name");
        return json.answer(looked(() -> RelationshipUse.of(name, recorder)));
    }

    Mono<ServerResponse> differences(ServerRequest request) {
        return json.answer(Mono.fromSupplier(relata::schema)
                .flatMapMany(Schema::validate)
                .map(SchemaDifference::message)
                .collectList()
                .timeout(PATIENCE)
                .onErrorMap(
                        RefusedException.class,
                        refused -> new ConsoleException(
                                HttpStatus.NOT_IMPLEMENTED,
                                "This store has no schema to compare: " + refused.getMessage()))
                .onErrorMap(
                        error -> !(error instanceof ConsoleException),
                        error -> new ConsoleException(
                                HttpStatus.SERVICE_UNAVAILABLE, "The schema cannot be read: " + error.getMessage()))
                .map(Differences::new));
    }

    Mono<ServerResponse> plan(ServerRequest request) {
        return json.answer(json.body(request)
                .filter(body -> body.path("statement").isIntegralNumber())
                .switchIfEmpty(bad("The body must be {\"statement\":31}, with the number of a recorded statement."))
                .flatMap(body -> plans.explain(body.get("statement").asLong())));
    }

    Mono<ServerResponse> events(ServerRequest request) {
        return ServerResponse.ok()
                // Proxies that collect an answer before they pass it on would show nothing.
                .header("X-Accel-Buffering", "no")
                .body(BodyInserters.fromServerSentEvents(events.events()));
    }

    /** Looks through what is kept, which may be much, on a thread that may take its time. */
    private static <T> Mono<T> looked(Callable<? extends @Nullable T> look) {
        return Mono.<T>fromCallable(look).subscribeOn(Schedulers.boundedElastic());
    }

    private static <T> Mono<T> bad(String message) {
        return Mono.error(() -> new ConsoleException(HttpStatus.BAD_REQUEST, message));
    }

    private static long number(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // As one that is negative.
        }
        throw new ConsoleException(HttpStatus.BAD_REQUEST, "Not a number from 0 on: " + text);
    }
}

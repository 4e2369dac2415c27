package dev.relata.spring.web;

import dev.relata.query.Progress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Turns a long operation into server-sent events: {@code progress} with a {@link Progress} each time that it reports some, then
 * {@code result} with its answer, if it has one.
 *
 * <pre>{@code
 * @PostMapping(path = "/books", produces = TEXT_EVENT_STREAM_VALUE)
 * Flux<ServerSentEvent<Object>> load(@RequestBody Flux<Book> books) {
 *     return ProgressEvents.of(progress -> relata.bulk(Bulk.defaults().onProgress(progress)).insert(books).then());
 * }
 * }</pre>
 */
public final class ProgressEvents {

    /** The name of events with a {@link Progress}. */
    public static final String PROGRESS = "progress";

    /** The name of the event with the answer. */
    public static final String RESULT = "result";

    private ProgressEvents() {}

    /**
     * Runs an operation on subscribe, once for each subscription. A client that is slow misses reports, never the answer, and does
     * not slow the operation down. Cancel cancels the operation. An error ends the stream, which cuts the response, since its
     * status has been sent; {@code onErrorResume} on the operation makes an answer of it.
     *
     * @param operation takes what is told of the progress
     * @param <R> its answer
     * @return the events, the answer last
     */
    public static <R> Flux<ServerSentEvent<Object>> of(Function<Consumer<Progress>, ? extends Mono<R>> operation) {
        return Flux.defer(() -> {
            Sinks.Many<Progress> reports = Sinks.many()
                    .unicast()
                    .onBackpressureBuffer(
                            Queues.<Progress>get(Queues.XS_BUFFER_SIZE).get());
            Mono<R> running = Mono.defer(() -> operation.apply(report -> emit(reports, report)))
                    .doOnTerminate(() -> reports.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST));
            return Flux.mergeSequential(
                    reports.asFlux().map(report -> event(PROGRESS, report)),
                    running.map(answer -> event(RESULT, answer)));
        });
    }

    /** A report for which there is no room is left out: a later one says more. */
    private static void emit(Sinks.Many<Progress> reports, Progress report) {
        Sinks.EmitResult unused = reports.tryEmitNext(report);
    }

    private static ServerSentEvent<Object> event(String name, Object data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}

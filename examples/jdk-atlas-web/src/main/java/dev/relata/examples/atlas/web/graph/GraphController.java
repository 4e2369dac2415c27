package dev.relata.examples.atlas.web.graph;

import dev.relata.examples.atlas.web.graph.GraphSnapshot.State;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Tells how far the graph is: now, and as events until it can be asked or cannot be had. */
@RestController
@RequestMapping("/api/graph")
class GraphController {

    private static final Duration PACE = Duration.ofMillis(200);

    private final GraphStatus graph;

    GraphController(GraphStatus graph) {
        this.graph = graph;
    }

    @GetMapping
    GraphSnapshot now() {
        return graph.snapshot();
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<GraphSnapshot>> events() {
        return Flux.interval(Duration.ZERO, PACE)
                .onBackpressureDrop()
                .map(tick -> graph.snapshot())
                .distinctUntilChanged()
                .takeUntil(GraphController::settled)
                .map(snapshot ->
                        ServerSentEvent.builder(snapshot).event("graph").build());
    }

    private static boolean settled(GraphSnapshot snapshot) {
        return snapshot.state() == State.READY || snapshot.state() == State.FAILED;
    }
}

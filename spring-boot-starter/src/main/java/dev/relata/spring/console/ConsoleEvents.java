package dev.relata.spring.console;

import dev.relata.recorder.Recorder;
import dev.relata.recorder.RecorderEvent;
import dev.relata.recorder.StreamRecording;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * What happens, as server-sent events: each pipeline and finding as it comes, and once a second what lives, which also shows a dead
 * connection. A browser that is slow loses events; nothing waits for it. They end when the application begins to close, for a server
 * that shuts down gracefully waits for open answers. Thread-safe.
 */
final class ConsoleEvents implements ApplicationListener<ContextClosedEvent> {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int AHEAD = 64;

    private final Recorder recorder;
    private final ConnectionsSource connections;
    private final ConsoleJson json;
    private final Sinks.Empty<Void> closed = Sinks.empty();

    ConsoleEvents(Recorder recorder, ConnectionsSource connections, ConsoleJson json) {
        this.recorder = recorder;
        this.connections = connections;
        this.json = json;
    }

    /** What is told each second. */
    private record Live(List<StreamRecording> streams, ConnectionsDescription connections, Heap heap) {}

    /** The heap of this JVM in bytes. */
    private record Heap(long used, long max) {

        static Heap now() {
            MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            return new Heap(usage.getUsed(), usage.getMax() < 0 ? usage.getCommitted() : usage.getMax());
        }
    }

    Flux<ServerSentEvent<String>> events() {
        Flux<ServerSentEvent<String>> live = Flux.interval(Duration.ZERO, BEAT)
                .onBackpressureDrop()
                .map(beat -> event("live", new Live(recorder.streams(), connections.connections(), Heap.now())));
        // Written as JSON on another thread than that of the request which is told of.
        Flux<ServerSentEvent<String>> happened =
                recorder.events().publishOn(Schedulers.parallel(), AHEAD).map(this::event);
        return Flux.merge(AHEAD, live, happened).takeUntilOther(closed.asMono());
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        // One that comes a second time has nobody left to tell.
        Sinks.EmitResult unused = closed.tryEmitEmpty();
    }

    private ServerSentEvent<String> event(RecorderEvent event) {
        return event instanceof RecorderEvent.OfPipeline happened
                ? event("pipeline", happened.pipeline())
                : event("finding", ((RecorderEvent.OfFinding) event).finding());
    }

    private ServerSentEvent<String> event(String name, Object data) {
        return ServerSentEvent.builder(json.write(data)).event(name).build();
    }
}

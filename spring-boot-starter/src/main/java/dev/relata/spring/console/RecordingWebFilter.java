package dev.relata.spring.console;

import dev.relata.recorder.PipelineKind;
import dev.relata.recorder.Recorder;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Records each exchange as a pipeline, those of consoles and of the actuator excepted. Thread-safe. */
final class RecordingWebFilter implements WebFilter, Ordered {

    /** Around filters of the application, which may ask the database too. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private final Recorder recorder;
    private final List<ConsolePath> unrecorded;

    RecordingWebFilter(Recorder recorder, List<ConsolePath> unrecorded) {
        this.recorder = recorder;
        this.unrecorded = List.copyOf(unrecorded);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (!recorder.isRecording() || unrecorded.stream().anyMatch(each -> each.holds(path))) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            ExchangeName name = new ExchangeName(exchange);
            Mono<Void> handled =
                    chain.filter(watched(exchange)).contextWrite(context -> context.put(ExchangeName.KEY, name));
            return recorder.record(name, PipelineKind.REQUEST, handled);
        });
    }

    private ServerWebExchange watched(ServerWebExchange exchange) {
        return exchange.mutate()
                .response(new WatchedResponse(exchange.getResponse(), recorder))
                .build();
    }
}

package dev.relata.examples.atlas.web.ways;

import dev.relata.Relata;
import dev.relata.recorder.PipelineKind;
import dev.relata.recorder.PipelineRecording;
import dev.relata.recorder.PipelineSummary;
import dev.relata.recorder.Recorder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Asks one question three ways, one after the other. Thread-safe. */
@Component
final class ThreeWays {

    private static final int RECENT = 100;

    private static final String ONE_BY_ONE = """
            methods.all()
                .flatMap(method -> relata.on(method, Method.CALLEES).all())
                .flatMap(callee -> relata.on(callee, Method.TYPE).get())
            """;
    private static final String SCOPE = ONE_BY_ONE + "    .as(relata::batched)\n";
    private static final String PLAN = """
            methods
                .fetch(Method.CALLEES, callees -> callees.fetch(Method.TYPE))
                .graphs()
            """;

    private final Relata relata;
    private final Recorder recorder;
    private final AtomicLong runs = new AtomicLong();

    ThreeWays(Relata relata, Recorder recorder) {
        this.relata = relata;
        this.recorder = recorder;
    }

    /** Asks the short ways before anything is recorded, so that the first way does not warm up the rows for the others. */
    Mono<Comparison> compare(CalledMethods question) {
        Flux<String> scope = question.ask(relata).as(relata::batched);
        Flux<Measured> measured = Flux.concat(
                measure("One by one", ONE_BY_ONE, question, question.ask(relata)),
                measure("In a batch scope", SCOPE, question, scope),
                measure("By a fetch plan", PLAN, question, question.plan(relata)));
        return scope.then()
                .then(question.plan(relata).then())
                .thenMany(measured)
                .collectList()
                .map(ways -> comparison(question, ways));
    }

    private Mono<Measured> measure(String name, String code, CalledMethods question, Flux<String> lines) {
        return Mono.defer(() -> {
            String pipeline = name + ": " + question.type().name() + " #" + runs.incrementAndGet();
            return recorder.record(pipeline, PipelineKind.OTHER, lines.sort().collectList())
                    .map(answer -> new Measured(answer, new Way(name, code, recorded(pipeline))))
                    // The request is a pipeline of its own, and what is inside of one belongs to it.
                    .contextWrite(request -> Context.empty());
        });
    }

    private PipelineRecording recorded(String pipeline) {
        return recorder.pipelines(RECENT).stream()
                .filter(summary -> summary.name().equals(pipeline))
                .map(PipelineSummary::id)
                .findFirst()
                .flatMap(recorder::pipeline)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "Recording is paused; resume it in the console, and ask again."));
    }

    private static Comparison comparison(CalledMethods question, List<Measured> ways) {
        List<String> first = ways.get(0).answer();
        return new Comparison(
                question.type().name(),
                question.methods(),
                first.size(),
                ways.stream().map(Measured::answer).allMatch(first::equals),
                ways.stream().map(Measured::way).toList());
    }

    private record Measured(List<String> answer, Way way) {}
}

package dev.relata.spring.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.test.InMemoryStore;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class TraceTest {

    private static final int REQUESTS = 1_000;

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final SimpleTracer tracer = new SimpleTracer();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Novel.MODEL.toArray(Class<?>[]::new))
            .listener(new ObservingListener(registry, null, null))
            .build();

    @BeforeEach
    void fill() {
        Novel.fill(relata);
        registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
    }

    /** One request as a server observes it; its threads have the spans of others around them. */
    @SuppressWarnings("try") // a scope is closed, and has no other use
    private Mono<Long> request(Observation other) {
        return Mono.defer(() -> {
            Observation server = Observation.start("server", registry);
            return Mono.defer(() -> {
                        try (Observation.Scope current = other.openScope()) {
                            return Novel.writersWithNovelsAndTags(relata)
                                    .publishOn(Schedulers.parallel())
                                    .count();
                        }
                    })
                    .subscribeOn(Schedulers.parallel())
                    .doFinally(end -> server.stop())
                    .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, server));
        });
    }

    @Test
    void theLookupsOfEachOfManyRequestsAreChildrenOfItsOwnSpan() {
        Observation other = Observation.start("other", registry);

        Flux.range(0, REQUESTS)
                .flatMap(i -> request(other), REQUESTS)
                .as(StepVerifier::create)
                .thenConsumeWhile(rows -> rows == 24)
                .expectComplete()
                .verify(Duration.ofSeconds(30));

        Map<String, List<SimpleSpan>> children =
                tracer.getSpans().stream().collect(Collectors.groupingBy(SimpleSpan::getParentId));
        List<SimpleSpan> servers = tracer.getSpans().stream()
                .filter(span -> "server".equals(span.getName()))
                .toList();
        assertThat(servers)
                .hasSize(REQUESTS)
                .allSatisfy(server -> assertThat(children.get(server.getSpanId()))
                        .extracting(SimpleSpan::getName)
                        .containsExactlyInAnyOrder("select Writer", "batch Writer.NOVELS", "batch Novel.TAGS"));
        assertThat(tracer.getSpans()).hasSize(REQUESTS * 4 + 1);
    }

    @Test
    void aSpanThatFailedSaysHowAndNamesNoValue() {
        relata.insert(new Novel.Writer(null, "writer 1"))
                .as(StepVerifier::create)
                .verifyError();

        SimpleSpan span = tracer.onlySpan();
        assertThat(span.getError()).isNotNull().hasMessageNotContaining("writer 1");
        assertThat(span.getTags()).containsEntry("outcome", "ERROR").doesNotContainKey("error");
        assertThat(span.getTags().values()).noneMatch(value -> value.contains("writer 1"));
    }

    @Test
    void aSpanThatDidNotFailHasNoError() {
        relata.find(Novel.Writer.class, 1L)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(tracer.onlySpan().getError()).isNull();
    }
}

package dev.relata.spring.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.observe.Outcome;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.query.Bulk;
import dev.relata.query.Iteration;
import dev.relata.spring.observe.Novel.Tag;
import dev.relata.spring.observe.Novel.Writer;
import dev.relata.test.InMemoryStore;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

class ObservingListenerTest {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final Stopped stopped = new Stopped();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryStore store = InMemoryStore.create();
    private final List<String> parentsInTheStore = new ArrayList<>();
    private final Relata relata = observed(null);

    /** Keeps the contexts of observations that have ended, and the errors that were signalled. */
    private static final class Stopped implements ObservationHandler<Observation.Context> {

        private final Queue<Observation.Context> contexts = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

        @Override
        public void onStop(Observation.Context context) {
            contexts.add(context);
        }

        @Override
        public void onError(Observation.Context context) {
            errors.add(Objects.requireNonNull(context.getError()));
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        private Observation.Context only() {
            assertThat(contexts).hasSize(1);
            return contexts.element();
        }

        private List<String> names() {
            return contexts.stream()
                    .map(Observation.Context::getContextualName)
                    .map(String::valueOf)
                    .toList();
        }
    }

    private Relata observed(@Nullable RequestObservationConvention convention) {
        return Relata.builder()
                .store(store)
                .model(Novel.MODEL.toArray(Class<?>[]::new))
                .listener(new ObservingListener(registry, convention, null))
                .listener(new RelataListener() {
                    @Override
                    public RequestObserver onStart(RunningRequest request, ContextView context) {
                        return new RequestObserver() {
                            @Override
                            public Context context(Context inStore) {
                                parentsInTheStore.add(parentIn(inStore));
                                return inStore;
                            }
                        };
                    }
                })
                .build();
    }

    @BeforeEach
    void fill() {
        Novel.fill(relata);
        registry.observationConfig().observationHandler(stopped);
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        parentsInTheStore.clear();
    }

    private static String parentIn(ContextView context) {
        Observation observation = context.get(ObservationThreadLocalAccessor.KEY);
        return observation.getContextView().getName();
    }

    private Observation parent(String name) {
        return Observation.start(name, registry).contextualName(name);
    }

    private static Context in(Context context, Observation observation) {
        return context.put(ObservationThreadLocalAccessor.KEY, observation);
    }

    private static String parentOf(Observation.Context context) {
        var parent = context.getParentObservation();
        return parent == null ? "none" : String.valueOf(parent.getContextView().getContextualName());
    }

    private static String value(Observation.Context context, String key) {
        return Stream.concat(
                        context.getLowCardinalityKeyValues().stream(), context.getHighCardinalityKeyValues().stream())
                .filter(one -> one.getKey().equals(key))
                .map(KeyValue::getValue)
                .findFirst()
                .orElse("none of that key");
    }

    private static String low(Observation.Context context) {
        return context.getLowCardinalityKeyValues().stream()
                .map(KeyValue::getValue)
                .collect(Collectors.joining(" "));
    }

    @Test
    @SuppressWarnings("try") // a scope is closed, and has no other use
    void aRequestHasTheParentOfTheReactorContextAndNotThatOfTheThread() {
        Observation handler = parent("handler");
        Observation other = parent("other");
        try (Observation.Scope current = other.openScope()) {
            relata.find(Writer.class, 2L)
                    .contextWrite(context -> in(context, handler))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }

        Observation.Context request = stopped.only();
        assertThat(request.getName()).isEqualTo("relata.request");
        assertThat(request.getContextualName()).isEqualTo("select Writer");
        assertThat(parentOf(request)).isEqualTo("handler");
        assertThat(request.getLowCardinalityKeyValues())
                .containsExactlyInAnyOrder(
                        KeyValue.of("relationship", "Writer"),
                        KeyValue.of("kind", "select"),
                        KeyValue.of("outcome", "SUCCESS"),
                        KeyValue.of("exception", "none"));
        assertThat(request.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("rows", "1"));
        assertThat(parentsInTheStore).containsExactly("relata.request");
    }

    @Test
    void aBatchHasTheParentOfItsScopeAndEachOfThoseWhoWaitKeepsItsOwn() {
        Observation handler = parent("handler");
        Flux.fromIterable(List.of(new Novel(1L, 1, "one"), new Novel(2L, 2, "two"), new Novel(3L, 2, "three")))
                .flatMapSequential(novel -> relata.on(novel, Novel.WRITER)
                        .get()
                        .flatMap(writer -> Mono.deferContextual(context -> Mono.just(parentIn(context))))
                        .contextWrite(context -> in(context, parent("reader of " + novel.title()))))
                .as(relata::batched)
                .contextWrite(context -> in(context, handler))
                .as(StepVerifier::create)
                .expectNext("reader of one", "reader of two", "reader of three")
                .verifyComplete();

        Observation.Context batch = stopped.only();
        assertThat(batch.getContextualName()).isEqualTo("batch Novel.WRITER");
        assertThat(parentOf(batch)).isEqualTo("handler");
        assertThat(low(batch)).contains("Novel.WRITER").contains("batch").contains("SUCCESS");
        assertThat(value(batch, "batch.size")).isEqualTo("2");
        assertThat(value(batch, "lookups")).isEqualTo("3");
        assertThat(value(batch, "rows")).isEqualTo("2");
    }

    @Test
    @SuppressWarnings("try") // a scope is closed, and has no other use
    void aBatchOfAScopeWithoutAParentHasNone() {
        try (Observation.Scope waiter = parent("waiter").openScope()) {
            relata.on(new Novel(1L, 1, "one"), Novel.WRITER)
                    .get()
                    .as(relata::batched)
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }

        assertThat(parentOf(stopped.only())).isEqualTo("none");
    }

    @Test
    void aCancelledStreamIsNoError() {
        relata.from(Novel.class)
                .iterate(Iteration.fetchSize(2))
                .take(3)
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();

        Observation.Context stream = stopped.only();
        assertThat(stream.getContextualName()).isEqualTo("stream Novel");
        assertThat(value(stream, "outcome")).isEqualTo("CANCELLED");
        assertThat(value(stream, "rows")).isEqualTo("3");
        assertThat(stream.getError()).isNull();
    }

    @Test
    void aFailureIsSignalledWithoutTheValuesOfRows() {
        relata.insert(new Writer(null, "writer 1"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(((ConstraintViolationException) error).messageWithValues())
                        .contains("writer 1"));

        Observation.Context insert = stopped.only();
        assertThat(value(insert, "outcome")).isEqualTo(Outcome.ERROR.name());
        assertThat(value(insert, "exception")).isEqualTo(ConstraintViolationException.class.getSimpleName());
        assertThat(stopped.errors).singleElement().satisfies(error -> {
            assertThat(error)
                    .hasNoCause()
                    .hasMessageContaining(ConstraintViolationException.class.getName())
                    .hasMessageNotContaining("writer 1");
        });
        assertThat(insert.getAllKeyValues()).noneMatch(one -> one.getValue().contains("writer 1"));
        Timer timer = meters.get("relata.request")
                .tag("outcome", "ERROR")
                .tag("error", ConstraintViolationException.class.getSimpleName())
                .timer();
        assertThat(timer.count()).isEqualTo(1);
    }

    @Test
    void aWriteOfManyRowsIsTheParentOfItsRequests() {
        Observation handler = parent("handler");
        relata.bulk(Bulk.chunkSize(2))
                .insert(Tag.class, Flux.range(10, 5).map(i -> new Tag((long) i, "tag " + i)))
                .contextWrite(context -> in(context, handler))
                .as(StepVerifier::create)
                .expectNext(5L)
                .verifyComplete();

        assertThat(stopped.names()).containsExactly("insert Tag", "insert Tag", "insert Tag", "bulk insert Tag");
        Observation.Context bulk = List.copyOf(stopped.contexts).get(3);
        assertThat(bulk.getName()).isEqualTo("relata.bulk");
        assertThat(parentOf(bulk)).isEqualTo("handler");
        assertThat(low(bulk)).contains("Tag").contains("insert").contains("SUCCESS");
        assertThat(value(bulk, "rows")).isEqualTo("5");
        assertThat(value(bulk, "chunks")).isEqualTo("3");
        assertThat(List.copyOf(stopped.contexts).subList(0, 3))
                .allMatch(one -> parentOf(one).equals("bulk insert Tag"));
    }

    @Test
    void anotherConventionNamesThemAsItLikes() {
        Relata renamed = observed(new DefaultRequestObservationConvention() {
            @Override
            public String getName() {
                return "database";
            }
        });

        renamed.from(Writer.class)
                .count()
                .as(StepVerifier::create)
                .expectNext(0L)
                .verifyComplete();

        assertThat(stopped.only().getName()).isEqualTo("database");
    }

    @Test
    void whatIsSwitchedOffLeavesTheContextAlone() {
        Observation handler = parent("handler");
        registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("relata."));

        relata.find(Writer.class, 1L)
                .contextWrite(context -> in(context, handler))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(stopped.contexts).isEmpty();
        assertThat(parentsInTheStore).containsExactly("handler");
    }
}

package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.observe.BulkObserver;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.query.Iteration;
import dev.relata.recorder.BurstRecording;
import dev.relata.recorder.Finding;
import dev.relata.recorder.FindingKind;
import dev.relata.recorder.PipelineKind;
import dev.relata.recorder.PipelineRecording;
import dev.relata.recorder.PipelineSummary;
import dev.relata.recorder.Recorder;
import dev.relata.recorder.RecorderEvent;
import dev.relata.recorder.RequestRecording;
import dev.relata.recorder.StatementRecording;
import dev.relata.recorder.StreamRecording;
import dev.relata.recorder.Traffic;
import dev.relata.spi.StatementKind;
import dev.relata.test.InMemoryStore;
import dev.relata.test.RecordingAssert;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

/** What a recorder knows of pipelines. */
class RecorderTest {

    private final Recorder recorder = Recorder.of(20);
    private final Relata relata = relata(recorder);

    private static Relata relata(Recorder recorder) {
        Relata relata = Relata.builder()
                .store(InMemoryStore.create())
                .model(Pets.MODEL)
                .listener(recorder)
                .build();
        Pets.fill(relata, 100);
        recorder.clear();
        return relata;
    }

    private Flux<Owner> owners(int count) {
        return Flux.fromIterable(Pets.pets(count))
                .flatMap(pet -> relata.on(pet, Pet.OWNER).get());
    }

    private PipelineRecording record(Flux<?> work) {
        recorder.record("work", PipelineKind.TEST, work.then())
                .as(StepVerifier::create)
                .verifyComplete();
        return recorder.latest().orElseThrow();
    }

    @Test
    void aScopeIsOneBatchWithTheRoundTripsThatItSaved() {
        PipelineRecording work = record(owners(100).as(relata::batched));

        PipelineSummary summary = work.summary();
        assertThat(summary.name()).isEqualTo("work");
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(summary.durationMicros()).isNotNull();
        assertThat(summary.statements()).isEqualTo(1);
        assertThat(summary.lookups()).isEqualTo(100);
        assertThat(summary.roundTripsSaved()).isEqualTo(99);
        assertThat(work.withoutBatching().statements()).isEqualTo(100);
        RequestRecording request = work.bursts().get(0).requests().get(0);
        assertThat(request.relationship()).isEqualTo("Pet.OWNER");
        assertThat(request.lookups()).isEqualTo(100);
        assertThat(request.statements())
                .hasSize(1)
                .extracting(StatementRecording::kind)
                .containsExactly(StatementKind.READ);
        assertThat(recorder.statement(request.statements().get(0).id())).isPresent();
    }

    @Test
    void requestsThatWaitForAnAnswerAreOfTheNextBurst() {
        Flux<Pet> pets = relata.from(Owner.class)
                .limit(5)
                .all()
                .flatMap(owner -> relata.on(owner, Owner.PETS).all())
                .as(relata::batched);

        List<BurstRecording> bursts = record(pets).bursts();

        assertThat(bursts).extracting(BurstRecording::number).containsExactly(1, 2);
        assertThat(bursts.get(0).requests())
                .extracting(RequestRecording::relationship)
                .containsExactly("Owner");
        assertThat(bursts.get(1).requests())
                .extracting(RequestRecording::relationship)
                .containsExactly("Owner.PETS");
    }

    @Test
    void whatFollowsTheFirstRowsOfAStreamIsOfTheNextBurst() {
        Flux<Pet> pets = relata.from(Owner.class)
                .iterate(Iteration.fetchSize(2))
                .flatMap(owner -> relata.on(owner, Owner.PETS).all(), 2)
                .as(relata::batched);

        assertThat(record(pets).bursts().get(0).requests())
                .extracting(RequestRecording::relationship)
                .containsExactly("Owner");
    }

    @Test
    void requestsThatWaitAtTheSameTimeAreOfOneBurst() {
        Disposable.Composite waiting = Disposables.composite();
        Flux<Object> streams = Flux.deferContextual(context -> {
            for (Class<?> type : List.of(Owner.class, Pet.class)) {
                BaseSubscriber<Object> undemanding = new BaseSubscriber<>() {
                    @Override
                    protected void hookOnSubscribe(Subscription subscription) {
                        waiting.add(this);
                    }
                };
                relata.from(type).iterate().contextWrite(context).subscribe(undemanding);
            }
            return Flux.empty();
        });

        assertThat(record(streams).bursts())
                .singleElement()
                .satisfies(burst -> assertThat(burst.requests())
                        .extracting(RequestRecording::relationship)
                        .containsExactly("Owner", "Pet"));
        waiting.dispose();
    }

    @Test
    void whatIsOutsideAnyPipelineIsOneOfItsOwn() {
        relata.from(Owner.class)
                .count()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        owners(10)
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(10)
                .verifyComplete();

        assertThat(recorder.pipelines(10))
                .extracting(PipelineSummary::kind)
                .containsExactly(PipelineKind.SCOPE, PipelineKind.LONE);
        assertThat(recorder.pipelines(10)).extracting(PipelineSummary::outcome).containsOnly(Outcome.SUCCESS);
    }

    @Test
    void aPipelineInsideAnotherIsPartOfIt() {
        record(recorder.record("inner", PipelineKind.OTHER, relata.batched(owners(3))));
        assertThat(recorder.pipelines(10)).extracting(PipelineSummary::name).containsExactly("work");
    }

    @Test
    void errorsAndCancelsAreOutcomes() {
        recorder.record("fails", PipelineKind.OTHER, Mono.error(new IllegalStateException("no")))
                .as(StepVerifier::create)
                .verifyError();
        recorder.record("left", PipelineKind.OTHER, Flux.never())
                .as(StepVerifier::create)
                .thenCancel()
                .verify();
        assertThat(recorder.pipelines(10))
                .extracting(PipelineSummary::outcome)
                .containsExactly(Outcome.CANCELLED, Outcome.ERROR);
    }

    @Test
    void aStreamThatRunsShowsItsDemandAndWhatIsHeld() {
        StepVerifier.create(
                        recorder.record(
                                "export",
                                PipelineKind.OTHER,
                                relata.from(Owner.class).iterate()),
                        3)
                .expectNextCount(3)
                .then(() -> {
                    StreamRecording stream = recorder.streams().get(0);
                    assertThat(stream.pipelineName()).isEqualTo("export");
                    assertThat(stream.rows()).isEqualTo(3);
                    assertThat(stream.demand()).isZero();
                    assertThat(stream.waitingForConsumer()).isTrue();
                    assertThat(stream.fetched()).isGreaterThanOrEqualTo(3);
                    assertThat(stream.held()).isEqualTo(stream.fetched() - 3);
                })
                .thenCancel()
                .verify();

        assertThat(recorder.streams()).isEmpty();
        assertThat(recorder.latest()
                        .orElseThrow()
                        .bursts()
                        .get(0)
                        .requests()
                        .get(0)
                        .operation())
                .isEqualTo(Operation.STREAM);
    }

    @Test
    void lookupsOneByOneAreFoundWithTheirLineAndTheCallToPaste() {
        PipelineRecording work = record(owners(30));

        Finding finding = work.findings().get(0);
        assertThat(finding.kind()).isEqualTo(FindingKind.N_PLUS_ONE);
        assertThat(finding.subject()).isEqualTo("Pet.OWNER");
        assertThat(finding.place()).contains("RecorderTest.java");
        assertThat(finding.remedy()).isEqualTo(".as(relata::batched)");
        assertThat(finding.pipeline()).isEqualTo(work.summary().id());

        record(owners(30));
        assertThat(recorder.findings())
                .singleElement()
                .extracting(Finding::count)
                .isEqualTo(2L);
    }

    @Test
    void aScopeThatConcatMapDefeatsIsFoundToo() {
        Flux<Owner> oneByOne = Flux.fromIterable(Pets.pets(30))
                .concatMap(pet -> relata.on(pet, Pet.OWNER).get(), 1)
                .as(relata::batched);

        assertThat(record(oneByOne).findings()).extracting(Finding::kind).containsExactly(FindingKind.SERIAL_LOOKUPS);
    }

    @Test
    void aLongListWithoutALimitIsFound() {
        relata.bulk()
                .insert(Owner.class, Flux.range(0, 1_000).map(number -> new Owner(null, "o" + number)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(record(relata.from(Owner.class).all()).findings())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(FindingKind.UNBOUNDED_LIST, "Owner"));
        assertThat(record(relata.from(Owner.class).limit(1_000).all()).findings())
                .isEmpty();
    }

    @Test
    void aWriteOfManyRowsHasItsChunks() {
        record(relata.bulk()
                .insert(Owner.class, Flux.range(0, 2_500).map(number -> new Owner(null, "o" + number)))
                .flux());

        assertThat(recorder.latest().orElseThrow().bulks()).singleElement().satisfies(bulk -> {
            assertThat(bulk.call()).isEqualTo("insert");
            assertThat(bulk.rows()).isEqualTo(2_500);
            assertThat(bulk.chunks()).isPositive();
            assertThat(bulk.outcome()).isEqualTo(Outcome.SUCCESS);
        });
    }

    @Test
    void theOldestPipelinesAreForgotten() {
        for (int i = 0; i < 30; i++) {
            record(owners(1));
        }
        assertThat(recorder.pipelines(100)).hasSize(20);
        assertThat(recorder.pipeline(recorder.pipelines(1).get(0).id())).isPresent();
        assertThat(recorder.pipeline(1)).isEmpty();
    }

    @Test
    void manyRequestsOfOnePipelineAreCountedThoughNotKept() {
        PipelineRecording work = record(
                Flux.range(0, 1_200).flatMap(any -> relata.from(Owner.class).count()));

        assertThat(work.truncated()).isTrue();
        assertThat(work.summary().statements()).isEqualTo(1_200);
        assertThat(work.bursts().stream()
                        .mapToInt(burst -> burst.requests().size())
                        .sum())
                .isEqualTo(1_000);
    }

    @Test
    void aPausedRecorderSeesNothing() {
        recorder.pause();
        recorder.record("work", PipelineKind.TEST, relata.batched(owners(30)))
                .as(StepVerifier::create)
                .expectNextCount(30)
                .verifyComplete();
        owners(30).as(StepVerifier::create).expectNextCount(30).verifyComplete();

        assertThat(recorder.isRecording()).isFalse();
        assertThat(recorder.pipelines(10)).isEmpty();
        assertThat(recorder.findings()).isEmpty();

        recorder.resume();
        record(owners(1));
        assertThat(recorder.pipelines(10)).hasSize(1);
    }

    @Test
    void eventsTellOfStartsEndsAndFindings() {
        StepVerifier.create(recorder.events().take(3))
                .then(() -> record(owners(30)))
                .assertNext(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                RecorderEvent.OfPipeline.class,
                                started ->
                                        assertThat(started.pipeline().outcome()).isNull()))
                .assertNext(event -> assertThat(event).isInstanceOf(RecorderEvent.OfFinding.class))
                .assertNext(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                RecorderEvent.OfPipeline.class,
                                ended -> assertThat(ended.pipeline().outcome()).isEqualTo(Outcome.SUCCESS)))
                .verifyComplete();
    }

    @Test
    void aSubscriberOfEventsThatTakesNoneHoldsNobodyUp() {
        StepVerifier.create(recorder.events(), 0)
                .then(() -> Flux.range(0, 1_000)
                        .concatMap(any -> Mono.fromRunnable(() -> record(owners(1))))
                        .as(StepVerifier::create)
                        .verifyComplete())
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(256)
                .thenCancel()
                .verify();
    }

    @Test
    void whatHasEndedIsLetGo() {
        List<WeakReference<Object>> held = new ArrayList<>();
        RelataListener spy = new RelataListener() {
            @Override
            public RequestObserver onStart(RunningRequest request, ContextView context) {
                held.add(new WeakReference<>(request));
                return RequestObserver.NONE;
            }

            @Override
            public BulkObserver onBulkStart(RunningBulk bulk, ContextView context) {
                held.add(new WeakReference<>(bulk));
                return BulkObserver.NONE;
            }
        };
        Relata watched = Relata.builder()
                .store(InMemoryStore.create())
                .model(Pets.MODEL)
                .listener(recorder)
                .listener(spy)
                .build();
        Pets.fill(watched, 100);
        record(watched.from(Owner.class)
                .iterate()
                .flatMap(owner -> watched.on(owner, Owner.PETS).all())
                .as(watched::batched));

        assertThat(recorder.pipelines(10)).isNotEmpty();
        for (int i = 0; i < 100 && held.stream().anyMatch(each -> each.get() != null); i++) {
            System.gc();
        }
        assertThat(held).isNotEmpty().allMatch(each -> each.get() == null);
    }

    @Test
    void trafficIsCountedByRelationship() {
        record(owners(100).as(relata::batched));
        record(owners(50).as(relata::batched));
        Map<String, Traffic> traffic = recorder.traffic();
        assertThat(traffic).containsOnlyKeys("Pet.OWNER");
        assertThat(traffic.get("Pet.OWNER").requests()).isEqualTo(2);
        assertThat(traffic.get("Pet.OWNER").lookups()).isEqualTo(150);
    }

    @Test
    void anErrorIsItsClassAndReasonAndNotItsMessage() {
        recorder.record("twice", PipelineKind.TEST, relata.insert(new Owner(1L, "secret")))
                .as(StepVerifier::create)
                .verifyError();
        RequestRecording request =
                recorder.latest().orElseThrow().bursts().get(0).requests().get(0);
        assertThat(request.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(request.error()).isEqualTo("ConstraintViolationException: UNIQUE");
    }

    @Test
    void manyWritesOfManyRowsInOnePipelineAreBounded() {
        record(Flux.range(0, 1_100).concatMap(number -> relata.bulk().insert(List.of(new Owner(null, "o" + number)))));
        assertThat(recorder.latest().orElseThrow().bulks()).hasSize(1_000);
        assertThat(recorder.latest().orElseThrow().truncated()).isTrue();
    }

    @Test
    void aRecordedPipelineHoldsNoValueOfARow() {
        record(relata.from(Owner.class).where(Owner::name).eq("secret").all());
        assertThat(recorder.latest().orElseThrow()).asString().doesNotContain("secret");
        assertThat(recorder.latest().orElseThrow().tree()).doesNotContain("secret");
    }

    @Test
    void aStatementCountThatIsWrongShowsTheTree() {
        record(owners(12));
        RecordingAssert.assertThat(recorder).hasStatements(12).hasBursts(12);
        assertThatThrownBy(() -> RecordingAssert.assertThat(recorder).hasStatements(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected 1 statements, but there were 12")
                .hasMessageContaining("work · 12 statements")
                .hasMessageContaining("burst 1")
                .hasMessageContaining("SELECT Pet.OWNER")
                .hasMessageContaining("! Pet.OWNER: 11 lookups went out one by one");
        assertThatThrownBy(() -> RecordingAssert.assertThat(recorder).hasNoFindings())
                .hasMessageContaining("expected 0 findings, but there were 1");
    }

    @Test
    void aCapacityOfNothingIsRefused() {
        assertThatThrownBy(() -> Recorder.of(0)).hasMessage("capacity must be 1 or more, was 0");
    }
}

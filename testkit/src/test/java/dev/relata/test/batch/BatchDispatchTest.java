package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.Burst;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** When batches go, with which keys, and who is told; the store answers when the test says so. */
class BatchDispatchTest {

    /** Only a burst that does not end is timed: by this clock. */
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();

    private final HeldStore store = new HeldStore();
    private final Relata relata =
            Relata.builder().store(store).model(Pets.MODEL).maxBatch(10).build();
    private final Context scope = relata.batching().scope().apply(Context.empty());
    private final Disposable.Composite asked = Disposables.composite();
    private final List<Object> seen = new ArrayList<>();

    @BeforeEach
    void fill() {
        Pets.fill(relata, 100);
    }

    private Disposable ask(long pet) {
        return owner(pet)
                .contextWrite(context -> context.putAll(scope.readOnly()))
                .subscribe(owner -> seen.add(owner.id()), seen::add);
    }

    @AfterEach
    void giveTheClockBack() {
        VirtualTimeScheduler.reset();
    }

    private void answer() {
        store.release();
    }

    private void inScope(Mono<Void> work) {
        work.contextWrite(context -> context.putAll(scope.readOnly()))
                .as(StepVerifier::create)
                .verifyComplete();
    }

    private Mono<Owner> owner(long pet) {
        return relata.on(Pets.pet(pet), Pet.OWNER).get();
    }

    private static List<List<Object>> keys(long from, long to) {
        return LongStream.rangeClosed(from, to).<List<Object>>mapToObj(List::of).toList();
    }

    @Test
    void keysThatComeWhileABatchIsUnderWayGoTogether() {
        for (long pet = 1; pet <= 4; pet++) {
            asked.add(ask(pet));
        }
        assertThat(store.batches).containsExactly(keys(1, 1));

        answer();
        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 4));
        assertThat(seen).containsExactly(1L);

        answer();
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void keysThatComeOneByOneGoWithEachAnswer() {
        asked.add(ask(1));
        asked.add(ask(2));
        store.release();
        asked.add(ask(3));
        asked.add(ask(4));
        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 2));

        store.release();
        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 2), keys(3, 4));
    }

    @Test
    void aKeyThatComesAfterTheLastAnswerGoesAtOnce() {
        asked.add(ask(1));
        answer();
        asked.add(ask(2));

        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 2));
    }

    @Test
    void keysOfABurstGoWhenTheLastOpenBurstEnds() {
        Burst burst = Burst.of(scope);
        burst.begin();
        asked.add(ask(1));
        burst.begin();
        asked.add(ask(2));
        burst.end();
        asked.add(ask(3));
        assertThat(store.batches).isEmpty();

        burst.end();
        assertThat(store.batches).containsExactly(keys(1, 3));
    }

    @Test
    void anAnswerWithinABurstLetsGoWhatWaitsWhenTheBurstEnds() {
        asked.add(ask(1));
        Burst.of(scope).begin();
        asked.add(ask(2));
        answer();
        asked.add(ask(3));
        assertThat(store.batches).containsExactly(keys(1, 1));

        Burst.of(scope).end();
        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 3));
    }

    @Test
    void aBurstThatDoesNotEndGetsItsAnswerAfterATenthOfASecond() {
        Burst.of(scope).begin();
        asked.add(ask(1));
        clock.advanceTimeBy(Duration.ofMillis(100));
        assertThat(store.batches).isEmpty();

        clock.advanceTimeBy(Duration.ofMillis(50));
        assertThat(store.batches).containsExactly(keys(1, 1));
    }

    @Test
    void aBurstThatGoesOnIsNotTakenForOneThatBlocks() {
        Burst.of(scope).begin();
        for (long pet = 1; pet <= 6; pet++) {
            asked.add(ask(pet));
            clock.advanceTimeBy(Duration.ofMillis(90));
        }
        assertThat(store.batches).isEmpty();

        Burst.of(scope).end();
        assertThat(store.batches).containsExactly(keys(1, 6));
    }

    @Test
    void aBurstThatNeverEndsAndNeverStopsAskingGetsAnswersOnceASecond() {
        Burst.of(scope).begin();
        asked.add(ask(1));
        for (long pet = 2; store.batches.isEmpty(); pet++) {
            assertThat(pet).isLessThan(20);
            Disposable one = ask(pet);
            clock.advanceTimeBy(Duration.ofMillis(90));
            one.dispose();
        }
        assertThat(clock.now(TimeUnit.MILLISECONDS)).isBetween(1000L, 1100L);
    }

    private Disposable count(long owner) {
        return relata.onKey(Owner.PETS, owner)
                .count()
                .contextWrite(context -> context.putAll(scope.readOnly()))
                .subscribe(seen::add, seen::add);
    }

    @Test
    void keysWaitForNoBatchOfAnotherIdentity() {
        for (long pet = 1; pet <= 5; pet++) {
            asked.add(ask(pet));
        }
        answer();
        answer();
        asked.add(count(50));
        asked.add(ask(6));

        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 5), keys(50, 50), keys(6, 6));
    }

    @Test
    void aBatchHoldsNoMoreThanItsMost() {
        relata.batched(Flux.range(1, 25).flatMap(this::owner))
                .as(StepVerifier::create)
                .then(this::answer)
                .expectNextCount(10)
                .then(this::answer)
                .expectNextCount(10)
                .then(this::answer)
                .expectNextCount(5)
                .verifyComplete();
        assertThat(store.batches).containsExactly(keys(1, 10), keys(11, 20), keys(21, 25));
    }

    @Test
    void aFullBatchDoesNotWaitForTheEndOfTheBurst() {
        Flux<Owner> owners = Flux.generate(() -> 1L, (Long id, SynchronousSink<Long> sink) -> {
                    assertThat(store.batches).hasSize(id > 10 ? 1 : 0);
                    sink.next(id);
                    if (id == 12) {
                        sink.complete();
                    }
                    return id + 1;
                })
                .flatMap(this::owner);
        relata.batched(owners)
                .as(StepVerifier::create)
                .then(this::answer)
                .expectNextCount(10)
                .then(this::answer)
                .expectNextCount(2)
                .verifyComplete();
        assertThat(store.batches).containsExactly(keys(1, 10), keys(11, 12));
    }

    @Test
    void aKeyThatIsUnderWayIsJoined() {
        ask(1);
        ask(1);
        answer();

        assertThat(store.batches).containsExactly(keys(1, 1));
        assertThat(seen).containsExactly(1L, 1L);
    }

    @Test
    void whoCancelsBeforeTheBatchGoesIsNotAskedFor() {
        ask(1);
        Disposable two = ask(2);
        ask(3);
        two.dispose();
        answer();

        assertThat(store.batches).containsExactly(keys(1, 1), keys(3, 3));
    }

    @Test
    void whoCancelsLaterDoesNotDisturbTheOthers() {
        ask(9);
        Disposable one = ask(1);
        ask(2);
        answer();
        one.dispose();
        assertThat(store.cancelled).hasValue(0);
        answer();

        assertThat(seen).containsExactly(9L, 2L);
    }

    @Test
    void whenAllCancelTheStatementIsCancelledAndTheNextOneGoes() {
        Disposable one = ask(1);
        Disposable again = ask(1);
        ask(2);
        one.dispose();
        assertThat(store.cancelled).hasValue(0);
        again.dispose();
        assertThat(store.cancelled).hasValue(1);
        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 2));

        answer();
        answer();
        assertThat(seen).containsExactly(2L);
    }

    @Test
    void aBatchThatFailsFailsItsOwnKeysAndIsNotKept() {
        StoreException error = new StoreException("no", Reason.OTHER, "XX000", false, null);
        ask(1);
        ask(2);
        store.fail(error);
        answer();
        assertThat(seen).containsExactly(error, 2L);

        ask(1);
        answer();
        assertThat(seen).containsExactly(error, 2L, 1L);
        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 2), keys(1, 1));
    }

    @Test
    void aBatchReadBeforeAWriteIsNeitherJoinedNorKept() {
        ask(1);
        inScope(relata.update(new Owner(1L, "renamed")).then());
        ask(1);
        answer();
        assertThat(seen).containsExactly(1L);
        assertThat(store.batches).containsExactly(keys(1, 1), keys(1, 1));

        answer();
        ask(1);
        assertThat(seen).containsExactly(1L, 1L, 1L);
        assertThat(store.batches).hasSize(2);
    }

    @Test
    void aBatchReadBeforeAWriteIsNotKept() {
        asked.add(ask(1));
        inScope(relata.update(new Owner(1L, "renamed")).then());
        answer();
        asked.add(ask(1));
        answer();

        assertThat(store.batches).containsExactly(keys(1, 1), keys(1, 1));
        assertThat(seen).containsExactly(1L, 1L);
    }

    @Test
    void whatWasReadOutsideATransactionBeforeItsCommitIsNotKept() {
        Sinks.Empty<Void> commit = Sinks.empty();
        store.hold(false);
        Mono<Owner> transaction = relata.update(new Owner(1L, "renamed"))
                .delayUntil(updated -> commit.asMono())
                .as(relata::transactional);
        Mono<String> name = Mono.defer(() -> owner(1)).map(Owner::name);

        Flux<String> names = Flux.merge(
                        transaction.map(Owner::name),
                        name,
                        Mono.<String>fromRunnable(() -> commit.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST)))
                .concatWith(name);
        names.contextWrite(relata.batching().scope())
                .as(StepVerifier::create)
                .expectNext("owner 1", "renamed", "renamed")
                .verifyComplete();
    }

    @Test
    void whatAStreamsSnapshotShowedIsForgottenThoughTheNextStreamHasBegun() {
        store.hold(false);
        Sinks.Empty<Void> end = Sinks.empty();
        store.rollbacks = end.asMono();
        Mono<String> name = owner(1).map(Owner::name);
        Disposable stream = stream();
        inScope(relata.update(new Owner(1L, "renamed")).then());
        inScope(name.doOnNext(seen::add).then());
        stream.dispose();
        Disposable next = stream();
        end.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
        next.dispose();
        inScope(name.doOnNext(seen::add).then());

        assertThat(seen).containsExactly("owner 1", "renamed");
    }

    /** A stream that is open until it is disposed of. */
    private Disposable stream() {
        BaseSubscriber<Owner> one = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }
        };
        relata.from(Owner.class)
                .iterate()
                .contextWrite(context -> context.putAll(scope.readOnly()))
                .subscribe(one);
        return one;
    }

    @Test
    void refreshIsForOneOwnerAlone() {
        ask(1);
        ask(2);
        answer();
        answer();
        inScope(relata.batching().refresh(Pet.OWNER, Pets.pet(1)));
        ask(1);
        ask(2);
        answer();

        assertThat(store.batches).containsExactly(keys(1, 1), keys(2, 2), keys(1, 1));
        assertThat(seen).containsExactly(1L, 2L, 2L, 1L);
    }

    @Test
    void aRowThatIsPrimedWhileItsKeyWaitsAnswersTheLookupsThatFollow() {
        Owner primed = new Owner(2L, "primed");
        List<String> names = new ArrayList<>();
        Mono<Void> find = relata.find(Owner.class, 2L)
                .doOnNext(owner -> names.add(owner.name()))
                .then();
        Burst.of(scope).begin();
        asked.add(find.contextWrite(context -> context.putAll(scope.readOnly())).subscribe());
        inScope(relata.batching().prime(primed));
        inScope(find);
        assertThat(names).containsExactly("primed");

        Burst.of(scope).end();
        answer();
        inScope(find);
        assertThat(names).containsExactly("primed", "owner 2", "owner 2");
        assertThat(store.batches).containsExactly(keys(2, 2));
    }

    @Test
    void theLeastRecentlyUsedAnswerIsForgottenFirst() {
        store.hold(false);
        HeldStore small = new HeldStore();
        small.hold(false);
        Relata forgetful =
                Relata.builder().store(small).model(Pets.MODEL).maxCached(2).build();
        Pets.fill(forgetful, 3);
        Flux<Long> known = Flux.just(1L, 2L, 1L, 3L, 1L, 2L)
                .concatMap(pet -> forgetful.on(Pets.pet(pet), Pet.OWNER).get().thenReturn(pet))
                .thenMany(forgetful.batching().statistics())
                .map(statistics -> statistics.of("Pet.OWNER").statements());

        assertThat(forgetful.batched(known).blockLast()).isEqualTo(4);
    }
}

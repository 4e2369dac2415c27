package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.spi.Burst;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/** Somebody blocks, throws or leaves at a bad moment: whoever else waits in the scope is answered all the same. */
class ScopeFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final HeldStore store = new HeldStore();
    private final Relata relata =
            Relata.builder().store(store).model(Pets.MODEL).maxBatch(3).build();
    private final Context scope = relata.batching().scope().apply(Context.empty());
    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final Disposable.Composite asked = Disposables.composite();

    @BeforeEach
    void fill() {
        Pets.fill(relata, 20);
    }

    private Disposable ask(long pet, Consumer<Owner> answered) {
        Disposable one = relata.on(Pets.pet(pet), Pet.OWNER)
                .get()
                .doOnNext(answered)
                .contextWrite(context -> context.putAll(scope.readOnly()))
                .subscribe(owner -> seen.add(owner.id()), seen::add);
        asked.add(one);
        return one;
    }

    private Disposable ask(long pet) {
        return ask(pet, owner -> {});
    }

    private static void eventually(Runnable assertion) {
        Mono.fromRunnable(assertion)
                .retryWhen(Retry.fixedDelay(100, Duration.ofMillis(50)))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(SOON);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatFollowsACancelledBatchDoesNotWaitForABurstThatBlocks() {
        Disposable one = ask(1);
        ask(2);
        Burst.of(scope).begin();
        one.dispose();

        eventually(() -> assertThat(store.batches).hasSize(2));
        store.release();
        store.release();
        assertThat(seen).containsExactly(2L);
    }

    @Test
    void whatWaitsForABatchDoesNotWaitForWhoBlocksOnItsAnswer() {
        CountDownLatch second = new CountDownLatch(1);
        ask(1, owner -> await(second));
        ask(2, owner -> second.countDown());
        asked.add(Schedulers.boundedElastic().schedule(store::release));

        eventually(() -> assertThat(store.batches).hasSize(2));
        store.release();
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder(1L, 2L));
    }

    @Test
    void aFullQueueDoesNotWaitForWhoBlocksOnAnAnswer() {
        CountDownLatch others = new CountDownLatch(1);
        ask(1, owner -> await(others));
        for (long pet = 2; pet <= 6; pet++) {
            ask(pet);
        }
        asked.add(Schedulers.boundedElastic().schedule(store::release));

        eventually(() -> assertThat(store.batches).hasSize(2));
        others.countDown();
    }

    @Test
    void whoThrowsDoesNotKeepTheOthersFromTheirAnswers() {
        ask(9);
        ask(1, owner -> {
            throw new NoClassDefFoundError("of a subscriber");
        });
        ask(2);
        store.release();
        eventually(() -> assertThat(store.batches).hasSize(2));
        ask(3);
        assertThatThrownBy(store::release).isInstanceOf(NoClassDefFoundError.class);
        assertThat(seen).containsExactly(9L, 2L);

        eventually(() -> assertThat(store.batches).hasSize(3));
        store.release();
        eventually(() -> assertThat(seen).containsExactly(9L, 2L, 3L));
    }

    @Test
    void anErrorOfARecordsConstructorIsTheErrorOfWhoAskedForIt() {
        Relata fragile =
                Relata.builder().store(InMemoryStore.create()).model(Egg.class).build();
        assertThat(fragile.bulk()
                        .insert(Egg.class, Flux.just(new Egg(1L), new Egg(2L)))
                        .block())
                .isEqualTo(2);
        try {
            Egg.broken = true;
            Flux.just(1L, 2L)
                    .flatMap(id -> fragile.find(Egg.class, id).map(Egg::id).onErrorReturn(AssertionError.class, -id))
                    .as(fragile::batched)
                    .as(StepVerifier::create)
                    .expectNext(-1L, 2L)
                    .verifyComplete();
        } finally {
            Egg.broken = false;
        }
    }

    record Egg(@Id @Nullable Long id) {
        static boolean broken;

        Egg {
            if (broken && id == 1L) {
                throw new AssertionError("broken");
            }
        }
    }

    @Test
    void whoThrowsOnATimersThreadDoesNotStopTheTimer() {
        AtomicInteger thrown = new AtomicInteger();
        store.hold(false);
        Burst.of(scope).begin();
        ask(1, owner -> {
            thrown.incrementAndGet();
            throw new NoClassDefFoundError("of a subscriber");
        });
        eventually(() -> assertThat(thrown).hasValue(1));
        ask(2);
        eventually(() -> assertThat(seen).containsExactly(2L));
    }
}

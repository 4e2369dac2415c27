package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.test.batch.Pets.Pet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Lookups from outside all bursts, as those of another thread are; a worker of the scheduler takes a turn when the test says so. */
class LookupsFromOutsideTest {

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private boolean rejecting;
    private final HeldStore store = new HeldStore();
    private final Disposable.Composite asked = Disposables.composite();
    private Relata relata;
    private Context scope;

    @BeforeEach
    void takeTheWorkers() {
        Schedulers.setFactory(new Schedulers.Factory() {
            @Override
            public Scheduler newParallel(int parallelism, ThreadFactory threads) {
                return new ByHand(Schedulers.Factory.super.newParallel(1, threads));
            }
        });
        relata = Relata.builder().store(store).model(Pets.MODEL).maxBatch(10).build();
        scope = relata.batching().scope().apply(Context.empty());
        Pets.fill(relata, 100);
    }

    @AfterEach
    void giveTheWorkersBack() {
        Schedulers.resetFactory();
    }

    /** Keeps what has no delay for the test. */
    private final class ByHand implements Scheduler {

        private final Scheduler clock;

        ByHand(Scheduler clock) {
            this.clock = clock;
        }

        @Override
        public Disposable schedule(Runnable task) {
            if (rejecting) {
                throw new RejectedExecutionException("disposed");
            }
            turns.add(task);
            return Disposables.single();
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return clock.schedule(task, delay, unit);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return clock.schedulePeriodically(task, initialDelay, period, unit);
        }

        @Override
        public Worker createWorker() {
            return clock.createWorker();
        }

        @Override
        public void dispose() {
            clock.dispose();
        }
    }

    private void ask(long pet) {
        asked.add(relata.on(Pets.pet(pet), Pet.OWNER)
                .get()
                .contextWrite(context -> context.putAll(scope.readOnly()))
                .subscribe());
    }

    private void takeTurns() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    private void expectLast(long from, long to) {
        assertThat(store.batches.get(store.batches.size() - 1))
                .isEqualTo(LongStream.rangeClosed(from, to).mapToObj(List::of).toList());
    }

    @Test
    void theFirstGoesAtOnceAndLaterOnesTogether() {
        ask(1);
        expectLast(1, 1);
        store.release();

        ask(2);
        turns.remove().run();
        ask(3);
        assertThat(store.batches).hasSize(1);

        takeTurns();
        assertThat(store.batches).hasSize(2);
        expectLast(2, 3);
    }

    @Test
    void whoAsksOnAThreadOfItsOwnAfterAnAnswerIsWaitedFor() {
        ask(1);
        ask(2);
        takeTurns();
        store.release();
        assertThat(store.batches).hasSize(1);

        ask(3);
        takeTurns();
        assertThat(store.batches).hasSize(2);
        expectLast(2, 3);
    }

    @Test
    void aSchedulerThatTakesNoTasksDoesNotKeepThemWaiting() {
        ask(1);
        store.release();
        rejecting = true;

        ask(2);
        assertThat(store.batches).hasSize(2);
        expectLast(2, 2);
    }
}

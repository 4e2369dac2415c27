package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class MergedCursorFluxTest {

    /** Answers every fetch on a scheduler: so many rows from a first one. */
    private static final class Table implements CursorSource {

        private final FetchReceiver<Integer> receiver;
        private final Scheduler scheduler;
        private final int end;
        private int next;
        private volatile int received;
        private volatile boolean cancelled;

        private Table(FetchReceiver<Integer> receiver, Scheduler scheduler, int first, int rows) {
            this.receiver = receiver;
            this.scheduler = scheduler;
            this.next = first;
            this.end = first + rows;
        }

        @Override
        public void fetch(int size) {
            Disposable unused = scheduler.schedule(() -> answer(size));
        }

        private void answer(int size) {
            int sent = 0;
            for (; sent < size && next < end; sent++) {
                received++;
                receiver.row(next++);
            }
            receiver.fetched(sent < size);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final List<Table> tables = new ArrayList<>();

    private Flux<Integer> merged(Scheduler scheduler, int lanes, int rows, int fetchSize) {
        return new MergedCursorFlux<>(() -> FetchSize.fixed(fetchSize), merged -> {
            for (int lane = 0; lane < lanes; lane++) {
                int first = lane * rows;
                merged.add(receiver -> added(new Table(receiver, scheduler, first, rows)));
            }
        });
    }

    private Table added(Table table) {
        tables.add(table);
        return table;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 1000})
    void everyRowOfEveryCursorComesOnce(int rows) {
        for (Scheduler scheduler : List.of(Schedulers.immediate(), Schedulers.parallel())) {
            merged(scheduler, 3, rows, 7)
                    .collectList()
                    .as(StepVerifier::create)
                    .assertNext(all -> assertThat(all)
                            .containsExactlyInAnyOrderElementsOf(
                                    IntStream.range(0, 3 * rows).boxed().toList()))
                    .verifyComplete();
        }
    }

    @Test
    void nothingIsFetchedBeforeTheFirstDemand() {
        StepVerifier.create(merged(Schedulers.immediate(), 2, 10, 5), 0)
                .expectSubscription()
                .then(() -> assertThat(tables).isEmpty())
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(tables).hasSize(2))
                .thenCancel()
                .verify();
        assertThat(tables).allMatch(table -> table.cancelled);
    }

    @Test
    void atMostTwoFetchesOfEachCursorAreHeld() {
        AtomicInteger delivered = new AtomicInteger();
        List<Integer> held = new ArrayList<>();
        StepVerifier.create(merged(Schedulers.parallel(), 4, 500, 10)
                        .doOnNext(row -> held.add(tables.stream()
                                        .mapToInt(table -> table.received)
                                        .sum()
                                - delivered.incrementAndGet()))
                        .limitRate(1))
                .expectNextCount(2000)
                .verifyComplete();
        assertThat(held).allMatch(rows -> rows <= 4 * 20);
    }

    @Test
    void theErrorOfOneCursorIsTheOnlyOneAndCancelsTheOthers() {
        Flux<Integer> failing = new MergedCursorFlux<>(() -> FetchSize.fixed(5), merged -> {
            merged.add(receiver -> added(new Table(receiver, Schedulers.immediate(), 0, 100)));
            merged.add(receiver -> new CursorSource() {
                @Override
                public void fetch(int rows) {
                    receiver.failed(new IllegalStateException("first"));
                    receiver.failed(new IllegalStateException("second"));
                }

                @Override
                public void cancel() {
                    throw new AssertionError("it has ended");
                }
            });
        });
        failing.as(StepVerifier::create).thenConsumeWhile(row -> true).verifyErrorMessage("first");
        assertThat(tables).singleElement().matches(table -> table.cancelled);
    }

    @Test
    void aCursorThatIsAddedLaterIsReadTooAndOneAfterTheEndIsCancelled() {
        List<MergedCursors<Integer>> opened = new ArrayList<>();
        Flux<Integer> rows = new MergedCursorFlux<>(() -> FetchSize.fixed(5), merged -> {
            opened.add(merged);
            merged.add(receiver -> added(new Table(receiver, Schedulers.immediate(), 0, 10)));
        });
        StepVerifier.create(rows, 4)
                .expectNextCount(4)
                .then(() -> opened.get(0).add(receiver -> added(new Table(receiver, Schedulers.immediate(), 10, 10))))
                .thenRequest(100)
                .expectNextCount(16)
                .verifyComplete();
        assertThat(opened.get(0).ended()).isTrue();
        opened.get(0).add(receiver -> added(new Table(receiver, Schedulers.immediate(), 20, 10)));
        assertThat(tables).extracting(table -> table.cancelled).containsExactly(false, false, true);
    }
}

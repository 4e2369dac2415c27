package dev.relata.mongo.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.stream.SerialQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.util.RaceTestUtils;

/** What meets the turn of a batch at the same moment: however it falls, the session is free and the cursor closed after it. */
class CursorRaceTest {

    private static final int TIMES = 5_000;

    private static void often(Consumer<Round> race) {
        for (int i = 0; i < TIMES; i++) {
            Round round = new Round();
            race.accept(round);
            assertThat(round.sessionIsFree())
                    .as("the session is free, round %s", i)
                    .isTrue();
        }
    }

    @Test
    void cancelAndTheTurnOfTheFirstBatch() {
        often(round -> {
            round.waitForATurn();
            Disposable stream = round.stream();

            RaceTestUtils.race(round::leaveTheTurn, stream::dispose);

            if (round.driver.wasSubscribed()) {
                round.answerABatch();
                round.driver.assertCancelled();
            }
        });
    }

    @Test
    void cancelAndTheTurnOfALaterBatch() {
        often(round -> {
            Disposable stream = round.stream();
            round.waitForATurn();
            round.answerABatch();

            RaceTestUtils.race(round::leaveTheTurn, stream::dispose);

            round.answerABatch();
            round.driver.assertCancelled();
        });
    }

    @Test
    void cancelAndTheBatch() {
        often(round -> {
            Disposable stream = round.stream();

            RaceTestUtils.race(round::answerABatch, stream::dispose);

            // The next one may be under way already.
            round.answerABatch();
            round.driver.assertCancelled();
        });
    }

    @Test
    void theEndOfTheCursorAndTheTurnOfTheNextBatch() {
        often(round -> {
            Disposable stream = round.stream();
            round.waitForATurn();
            round.answerABatch();

            RaceTestUtils.race(round::leaveTheTurn, round.driver::complete);

            assertThat(stream.isDisposed()).isTrue();
        });
    }

    /** A session with a cursor. */
    private static final class Round {

        final TestPublisher<@Nullable Object[]> driver = TestPublisher.create();
        private final SerialQueue turns = new SerialQueue();
        private final List<SerialQueue.Permit> lookup = new ArrayList<>();
        private final List<Disposable> places = new ArrayList<>();

        Disposable stream() {
            return MongoCursorSource.rows(
                            RowDecoder.of(List.of()), 2, turns, (count, started) -> {}, any -> driver.flux())
                    .subscribe();
        }

        void waitForATurn() {
            places.add(turns.enter().subscribe(lookup::add));
        }

        void leaveTheTurn() {
            lookup.forEach(SerialQueue.Permit::leave);
        }

        void answerABatch() {
            driver.next(new @Nullable Object[0], new @Nullable Object[0]);
        }

        boolean sessionIsFree() {
            List<Boolean> entered = new ArrayList<>();
            turns.runToItsEnd(() -> Mono.fromRunnable(() -> entered.add(true)))
                    .subscribe()
                    .dispose();
            return !entered.isEmpty();
        }
    }
}

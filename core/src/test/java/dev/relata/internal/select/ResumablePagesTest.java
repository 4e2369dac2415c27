package dev.relata.internal.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ResumablePagesTest {

    private static final int PAGES = 3;

    private final List<@Nullable String> asked = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private RuntimeException failure = new StoreUnavailableException("gone", null, null);

    /** Three pages of two numbers; the attempts that are to fail come first, and again before each page. */
    private Mono<Page<Integer>> page(int size, @Nullable String cursor, int failuresOfEach) {
        return Mono.defer(() -> {
            asked.add(cursor);
            sizes.add(size);
            if (failures.getAndIncrement() < failuresOfEach) {
                return Mono.error(failure);
            }
            failures.set(0);
            int number = cursor == null ? 0 : Integer.parseInt(cursor);
            Optional<String> next = number + 1 < PAGES ? Optional.of(String.valueOf(number + 1)) : Optional.empty();
            return Mono.just(new Page<>(List.of(number * 2, number * 2 + 1), next));
        });
    }

    private Flux<Integer> numbers(Iteration iteration, int failuresOfEach) {
        return ResumablePages.elements(
                iteration,
                (size, cursor) -> page(size, cursor, failuresOfEach),
                page -> Flux.fromIterable(page.items()));
    }

    private static Integer[] upTo(int end) {
        return IntStream.range(0, end).boxed().toArray(Integer[]::new);
    }

    @Test
    void aPageThatFailsEightTimesInARowIsReadAtLast() {
        StepVerifier.withVirtualTime(() -> numbers(Iteration.resumable(), 8))
                .thenAwait(Duration.ofMinutes(10))
                .expectNext(upTo(6))
                .verifyComplete();
        assertThat(asked).hasSize(3 * 9);
    }

    @Test
    void theNinthFailureOfAPageIsTheErrorOfTheStream() {
        StepVerifier.withVirtualTime(() -> numbers(Iteration.resumable(), 9))
                .thenAwait(Duration.ofMinutes(10))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(failure));
        assertThat(asked).hasSize(9).containsOnlyNulls();
    }

    @Test
    void anErrorThatDoesNotPassIsNotTriedAgain() {
        failure = new StoreException("refused", Reason.OTHER, "42601", false, null);
        StepVerifier.create(numbers(Iteration.resumable("1"), 1))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(failure));
        assertThat(asked).containsExactly("1");
    }

    @Test
    void eachSubscriptionBeginsAnew() {
        Flux<Integer> numbers = numbers(Iteration.resumable("1"), 0);
        StepVerifier.create(numbers).expectNext(2, 3, 4, 5).verifyComplete();
        StepVerifier.create(numbers).expectNext(2, 3, 4, 5).verifyComplete();
        assertThat(sizes).containsExactly(256, 1024, 256, 1024);
    }

    @Test
    void aListenerThatThrowsEndsTheStream() {
        IllegalStateException thrown = new IllegalStateException("mine");
        Iteration iteration = Iteration.resumable().onProgress((Progress progress) -> {
            throw thrown;
        });
        StepVerifier.create(numbers(iteration, 0))
                .expectNext(0, 1)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(thrown));
    }

    @Test
    void afterACancelNoFurtherPageIsRead() {
        StepVerifier.create(numbers(Iteration.resumable(), 0), 1)
                .expectNext(0)
                .thenCancel()
                .verify();
        // One page ahead of the demand.
        assertThat(asked).hasSizeLessThanOrEqualTo(2);
    }
}

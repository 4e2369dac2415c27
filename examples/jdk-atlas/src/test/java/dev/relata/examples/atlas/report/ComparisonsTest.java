package dev.relata.examples.atlas.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ComparisonsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final AtomicLong statements = new AtomicLong(5);
    private final Comparisons comparisons = new Comparisons(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            (question, rows) -> recording(question + " of " + rows),
            statements::get);

    @Test
    void bothWaysAreMeasuredAndPrintedInOneLine() {
        var run = comparisons.run("lookups", 3, way("naive", 3, "a", "b", "c"), way("batched", 1, "c", "a", "b"));
        assertThat(events).isEmpty();

        run.as(StepVerifier::create).expectNextCount(1).verifyComplete();

        assertThat(events)
                .containsExactly(
                        "begin lookups of 3",
                        "advance 1",
                        "advance 1",
                        "advance 1",
                        "close",
                        "begin lookups of 3",
                        "advance 1",
                        "advance 1",
                        "advance 1",
                        "close");
        assertThat(comparisons.done()).singleElement().satisfies(comparison -> {
            assertThat(comparison.statements()).containsExactly(Map.entry("naive", 3L), Map.entry("batched", 1L));
            assertThat(comparison.naive().rows()).isEqualTo(3);
        });
        assertThat(text()).containsPattern("lookups +3 +3 +\\d+.\\d\\d +1 +\\d+.\\d\\d  batched");
    }

    @Test
    void answersThatDifferInOneRowFailAndNameBothWays() {
        for (Flux<?> other : List.of(Flux.just(1, 2), Flux.just(1, 2, 2), Flux.just(1, 2, 4), Flux.just(0, 3, 3))) {
            comparisons
                    .run("chain", -1, new Way("naive", Flux.just(1, 2, 3)), new Way("batched", other))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContainingAll("chain", "naive", "rows=3", "batched", "must be the same"));
        }
        assertThat(comparisons.done()).isEmpty();
        assertThat(printed.size()).isZero();
    }

    @Test
    void wayThatFailsClosesItsProgressAndIsNotFollowedByTheOther() {
        comparisons
                .run("graph", -1, new Way("naive", Flux.error(new IOException("down"))), way("plan", 3, "a"))
                .as(StepVerifier::create)
                .verifyErrorMessage("down");

        assertThat(events).containsExactly("begin graph of -1", "close");
        assertThat(statements).hasValue(5);
    }

    private Way way(String name, long sent, String... rows) {
        return new Way(name, Flux.just(rows).doOnSubscribe(any -> statements.addAndGet(sent)));
    }

    private Progress recording(String step) {
        events.add("begin " + step);
        return new Progress() {
            @Override
            public void advance(long rows) {
                events.add("advance " + rows);
            }

            @Override
            public void close() {
                events.add("close");
            }
        };
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

package dev.relata.examples.atlas.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StepsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final AtomicLong statements = new AtomicLong(5);
    private final Steps steps = new Steps(
            new PrintStream(printed, true, StandardCharsets.UTF_8), (step, rows) -> recording(step), statements::get);

    @Test
    void stepIsMeasuredAndPrintedWhenItEnds() {
        Mono<Long> run = steps.run(
                "types",
                3,
                progress -> Mono.fromCallable(() -> {
                    progress.advance(3);
                    statements.addAndGet(2);
                    return 3L;
                }));
        assertThat(events).isEmpty();

        run.as(StepVerifier::create).expectNext(3L).verifyComplete();

        assertThat(events).containsExactly("begin types", "advance 3", "close");
        assertThat(steps.done()).singleElement().satisfies(step -> {
            assertThat(step.rows()).isEqualTo(3);
            assertThat(step.statements()).isEqualTo(2);
            assertThat(step.seconds()).isPositive();
        });
        assertThat(printed.toString(StandardCharsets.UTF_8)).containsPattern("types +3 +\\d");
    }

    @Test
    void sharesAreOneStepFromTheFirstPartToTheirEnd() {
        Steps.Share share = steps.share("calls", statements::get);
        Mono<Long> part = share.measure(Mono.fromSupplier(() -> statements.addAndGet(2)), sent -> 10);
        part.as(StepVerifier::create).expectNext(7L).verifyComplete();
        part.as(StepVerifier::create).expectNext(9L).verifyComplete();
        assertThat(steps.done()).isEmpty();

        share.end();

        assertThat(steps.done()).singleElement().satisfies(step -> {
            assertThat(step.rows()).isEqualTo(20);
            assertThat(step.statements()).isEqualTo(4);
            assertThat(step.seconds()).isPositive();
        });
        steps.printTotal();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("calls +20 +\\d")
                .contains("total");
    }

    @Test
    void failedAndCancelledStepsCloseTheirProgressAndLeaveNoLine() {
        steps.run("fails", 1, progress -> Mono.error(new IOException("disk")))
                .as(StepVerifier::create)
                .verifyErrorMessage("disk");
        steps.run("stops", 1, progress -> Mono.never())
                .as(StepVerifier::create)
                .thenCancel()
                .verify();

        assertThat(events).containsExactly("begin fails", "close", "begin stops", "close");
        assertThat(steps.done()).isEmpty();
        assertThat(printed.size()).isZero();
    }

    @Test
    void summaryHoldsRowsOfTablesTimesOfAllStepsAndComparisons(@TempDir Path folder) {
        List<Step> done = List.of(new Step("scan", 7, 1.23456, 0), new Step("types", 7, 2, 1));
        Comparison compared = new Comparison("graph", new Step("naive", 7, 3, 8), new Step("plan", 7, 1, 3));

        Summary.of(List.of("types"), done, List.of(compared), 99).writeTo(folder.resolve("summary.json"));

        JsonNode json =
                JsonMapper.shared().readTree(folder.resolve("summary.json").toFile());
        assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
                                {"rows": {"types": 7}, "seconds": {"scan": 1.235, "types": 2.0},
                                 "statements": {"scan": 0, "types": 1},
                                 "nPlusOne": {"graph": {"naive": 8, "plan": 3}}, "peakHeapMiB": 99}
                                """));
    }

    @Test
    void peakOfTheHeapIsBetweenNothingAndItsLimit() {
        assertThat(PeakHeap.mebibytes())
                .isPositive()
                .isLessThanOrEqualTo(2 * (Runtime.getRuntime().maxMemory() >> 20));
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
}

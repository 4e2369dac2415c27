package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class StatementReportsTest {

    private final List<ExecutedStatement> seen = new ArrayList<>();
    private final StatementReports reports = new StatementReports(
            List.of(
                    statement -> {
                        throw new IllegalStateException("a listener that throws");
                    },
                    seen::add),
            (label, error) -> error);
    private final IllegalStateException failure = new IllegalStateException("refused");

    private ExecutedStatement only() {
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    @Test
    void anAnswerIsReportedOnceForEverySubscriptionWhateverAListenerThrows() {
        Mono<List<Integer>> exchange =
                reports.one("Book", () -> "text", StatementKind.WRITE, Mono.just(List.of(7, 8)), List::size);
        assertThat(seen).isEmpty();
        exchange.as(StepVerifier::create).expectNext(List.of(7, 8)).verifyComplete();
        assertThat(only().label()).isEqualTo("Book");
        assertThat(only().text()).isEqualTo("text");
        assertThat(only().kind()).isEqualTo(StatementKind.WRITE);
        assertThat(only().rows()).isEqualTo(2);
        assertThat(only().error()).isNull();
        exchange.as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(seen).hasSize(2);
    }

    @Test
    void anExchangeWithoutAnAnswerHasNoRows() {
        reports.one("Book", () -> "text", StatementKind.CONTROL, Mono.<Long>empty(), rows -> rows)
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(only().rows()).isZero();
    }

    @Test
    void rowsAreCountedUpToAnError() {
        reports.rows("Book", () -> "text", StatementKind.READ, Flux.concat(Flux.just(1, 2), Flux.error(failure)))
                .as(StepVerifier::create)
                .expectNext(1, 2)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(failure));
        assertThat(only().rows()).isEqualTo(2);
        assertThat(only().error()).isSameAs(failure);
    }

    @Test
    void whatIsCancelledIsNotReported() {
        reports.rows("Book", () -> "text", StatementKind.READ, Flux.range(0, 9))
                .as(flux -> StepVerifier.create(flux, 2))
                .expectNext(0, 1)
                .thenCancel()
                .verify();
        assertThat(seen).isEmpty();
    }

    @Test
    void withoutListenersTheExchangeIsLeftAsItIsAndNoTextIsMade() {
        StatementReports none = new StatementReports(List.of(), (label, error) -> error);
        Mono<Integer> one = Mono.just(1);
        Flux<Integer> many = Flux.just(1);
        assertThat(none.one("Book", StatementReportsTest::unwanted, StatementKind.READ, one, rows -> rows))
                .isSameAs(one);
        assertThat(none.rows("Book", StatementReportsTest::unwanted, StatementKind.READ, many))
                .isSameAs(many);
        none.report("Book", StatementReportsTest::unwanted, StatementKind.FETCH, 3, System.nanoTime());
    }

    private static String unwanted() {
        throw new AssertionError("no listener reads the text");
    }
}

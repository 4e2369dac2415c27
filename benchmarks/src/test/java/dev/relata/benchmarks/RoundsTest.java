package dev.relata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.relata.benchmarks.meter.Instruments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RoundsTest {

    private final List<String> ran = new ArrayList<>();

    @Test
    void everyVariantRunsOnceInEveryRoundAndWarmUpsAreNotCounted() {
        List<Boolean> counted = new ArrayList<>();
        Rounds rounds = rounds(2, 3, (round, of, counts, variant, nanos) -> counted.add(counts));

        List<Measurement> measured = rounds.measure(workload(1, 1, 1));

        assertThat(ran).hasSize(15);
        for (int round = 0; round < 5; round++) {
            assertThat(ran.subList(round * 3, round * 3 + 3)).containsExactlyInAnyOrder("v0", "v1", "v2");
        }
        assertThat(counted.subList(0, 6)).containsOnly(false);
        assertThat(counted.subList(6, 15)).containsOnly(true);
        assertThat(measured).extracting(Measurement::variant).containsExactly("v0", "v1", "v2");
    }

    @Test
    void theOrderWithinARoundVariesAndTheSameSeedRepeatsIt() {
        rounds(0, 20).measure(workload(1, 1, 1));
        List<String> first = List.copyOf(ran);
        ran.clear();
        rounds(0, 20).measure(workload(1, 1, 1));

        assertThat(ran).isEqualTo(first);
        assertThat(IntStream.range(0, 20).mapToObj(round -> first.get(round * 3)))
                .contains("v0", "v1", "v2");
    }

    @Test
    void theRatioIsToTheReference() {
        List<Measurement> measured = rounds(0, 3).measure(workload(1, 1, 1));

        assertThat(measured.get(2).ratio()).isEqualTo(1.0);
    }

    @Test
    void aVariantThatSeesSomethingElseEndsTheRun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rounds(0, 1).measure(workload(1, 1, 2)))
                .withMessageContaining("has seen other values");
    }

    @Test
    void aSampleOfSeveralRunsIsTheTimeOfOne() {
        Workload once = workload(1, 1, 1);
        Workload often = new Workload("w", "v2", 1, 5, once.variants());

        rounds(0, 2).measure(often);

        assertThat(ran).hasSize(2 * 3 * 5);
    }

    @Test
    void aPeerRunsInTheSameRounds() {
        Variant peer = new Variant("peer", Mono.just(1L));

        List<Measurement> measured = rounds(0, 1).measure(workload(1, 1, 1).with(List.of(peer)));

        assertThat(measured).extracting(Measurement::variant).containsExactly("v0", "v1", "v2", "peer");
    }

    @Test
    void whatIsNotKnownOfTheServerIsLeftOut() {
        Measurement measured = rounds(0, 1).measure(workload(1, 1, 1)).get(0);

        assertThat(measured.serverMs()).isNull();
        assertThat(measured.statements()).isNull();
    }

    private Workload workload(long... answers) {
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            String name = "v" + i;
            long answer = answers[i];
            variants.add(new Variant(name, Mono.fromSupplier(() -> {
                ran.add(name);
                return answer;
            })));
        }
        return new Workload("w", "v2", 1, 1, variants);
    }

    private static Rounds rounds(int warmups, int rounds) {
        return rounds(warmups, rounds, (round, of, counts, variant, nanos) -> {});
    }

    private static Rounds rounds(int warmups, int rounds, Rounds.Progress progress) {
        return new Rounds(
                new Settings(Settings.WORKLOADS, 1, 1, warmups, rounds, Set.of(), 42, null, null, Path.of("unused")),
                progress,
                Instruments.ofTheClient());
    }
}

package dev.relata.examples.atlas.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.AtlasModel;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.report.Comparison;
import dev.relata.examples.atlas.report.Comparisons;
import dev.relata.examples.atlas.report.Display;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.observe.NPlusOne;
import dev.relata.test.InMemoryStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Comparisons over a graph of random methods and calls, in memory. */
class NPlusOneComparisonsTest {

    private static final int TYPES = 2_700;
    private static final int METHODS = 2_560;

    private final long seed = RandomGraph.printedSeed();
    private final StatementCounter statements = new StatementCounter();

    @Test
    void fewStatementsComeToTheAnswersOfThousands() {
        Relata relata = graph(NPlusOne.OFF, TYPES);

        List<Comparison> done = questions(relata).run().collectList().block();

        assertFew(done, METHODS);
    }

    /** One statement for each burst of 256, and one for each level of a plan, where there is one for each row naively. */
    static void assertFew(List<Comparison> done, int methods) {
        int chains = methods / 10;
        assertThat(done).extracting(Comparison::question).containsExactly("lookups", "graph", "chain");
        Map<String, Long> lookups = done.get(0).statements();
        assertThat(lookups).containsOnlyKeys("naive", "batched").containsEntry("naive", (long) methods);
        assertThat(lookups.get("batched")).isPositive().isLessThanOrEqualTo(bursts(methods));
        Map<String, Long> graph = done.get(1).statements();
        assertThat(graph).containsOnlyKeys("naive", "plan").containsEntry("plan", 3L);
        assertThat(graph.get("naive")).isGreaterThan(1_000);
        Map<String, Long> chain = done.get(2).statements();
        assertThat(chain).containsOnlyKeys("naive", "batched").containsEntry("naive", 3L * chains);
        assertThat(chain.get("batched")).isPositive().isLessThanOrEqualTo(3 * bursts(chains));
        assertThat(done.get(0).naive().rows()).isEqualTo(methods);
        assertThat(done.get(2).naive().rows()).isEqualTo(chains);
    }

    private static long bursts(int rows) {
        return (rows + 255) / 256;
    }

    @Test
    void samplesHoldOneMethodOfATypeAndSpreadOverPackages() {
        MethodSample sample = new MethodSample(graph(NPlusOne.OFF, TYPES));

        assertThat(sample.ofTypes(500).block())
                .hasSize(500)
                .extracting(Method::typeId)
                .doesNotHaveDuplicates();
        List<Method> spread = sample.acrossPackages(1_000).block();
        assertThat(spread).hasSize(1_000).extracting(Method::typeId).doesNotHaveDuplicates();
        assertThat(spread.subList(0, RandomGraph.PACKAGES))
                .extracting(method -> method.typeId() % RandomGraph.PACKAGES)
                .doesNotHaveDuplicates();
    }

    @Test
    void naiveLookupsAreCaughtAndTheErrorSaysWhereTheyAre() {
        Relata failing = graph(NPlusOne.FAIL, 30);

        questions(failing)
                .caught(failing)
                .as(StepVerifier::create)
                .assertNext(message -> assertThat(message)
                        .contains("Method.TYPE: 11 lookups", "(Lookups.java:", ".as(relata::batched)"))
                .verifyComplete();
    }

    @Test
    void nothingIsCaughtWhereThereIsLittleToAsk() {
        Relata failing = graph(NPlusOne.FAIL, 10);

        questions(failing).caught(failing).as(StepVerifier::create).verifyComplete();
    }

    private NPlusOneComparisons questions(Relata relata) {
        return new NPlusOneComparisons(relata, relata, silent(statements), METHODS);
    }

    static Comparisons silent(StatementCounter statements) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Comparisons(nowhere, Display.on(nowhere), statements::count);
    }

    private Relata graph(NPlusOne mode, int types) {
        Relata relata =
                AtlasModel.on(InMemoryStore.builder().listener(statements).build(), mode);
        new RandomGraph(seed, types).insertInto(relata).as(StepVerifier::create).verifyComplete();
        return relata;
    }
}

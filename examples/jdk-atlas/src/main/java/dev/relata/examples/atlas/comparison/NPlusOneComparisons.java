package dev.relata.examples.atlas.comparison;

import dev.relata.Relata;
import dev.relata.examples.atlas.report.Comparison;
import dev.relata.examples.atlas.report.Comparisons;
import dev.relata.examples.atlas.report.Way;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Three questions to the graph that invite a statement for each row, asked so and better. Immutable. */
public final class NPlusOneComparisons {

    private static final int LOOKUPS = 10_000;
    private static final int CHAINS_PART = 10;
    private static final int CAUGHT = 20;
    private static final long UNKNOWN = -1;

    private final Relata unwatched;
    private final Relata relata;
    private final Comparisons comparisons;
    private final int methods;

    /**
     * Three comparisons.
     *
     * @param unwatched asks naively, so nobody should warn of that
     * @param relata asks in batch scopes and by fetch plans
     * @param comparisons measures and prints
     */
    public NPlusOneComparisons(Relata unwatched, Relata relata, Comparisons comparisons) {
        this(unwatched, relata, comparisons, LOOKUPS);
    }

    /** With another number of methods to ask about; the chain takes a tenth of it. */
    NPlusOneComparisons(Relata unwatched, Relata relata, Comparisons comparisons, int methods) {
        this.unwatched = unwatched;
        this.relata = relata;
        this.comparisons = comparisons;
        this.methods = methods;
    }

    /**
     * Runs them one after another. What they ask about is read before, and not counted.
     *
     * @return what each took; an error where two ways do not come to the same answer
     */
    public Flux<Comparison> run() {
        MethodSample sample = new MethodSample(relata);
        return Flux.concat(
                sample.ofTypes(methods).map(Lookups::new).flatMap(this::lookups),
                Mono.defer(this::graph),
                sample.acrossPackages(methods / CHAINS_PART).map(Chain::new).flatMap(this::chain));
    }

    /**
     * Asks the first question naively once more, where somebody watches.
     *
     * @param failing makes an error of lookups that go out one by one
     * @return what the error says; empty where the graph is too small for one
     */
    public Mono<String> caught(Relata failing) {
        return new MethodSample(relata).ofTypes(CAUGHT).map(Lookups::new).flatMap(lookups -> lookups.caught(failing));
    }

    private Mono<Comparison> lookups(Lookups lookups) {
        return comparisons.run(
                "lookups",
                lookups.methods().size(),
                new Way("naive", lookups.ask(unwatched)),
                new Way("batched", lookups.ask(relata).as(relata::batched)));
    }

    private Mono<Comparison> graph() {
        return comparisons.run(
                "graph",
                UNKNOWN,
                new Way("naive", CallGraph.naive(unwatched)),
                new Way("plan", CallGraph.plan(relata)));
    }

    private Mono<Comparison> chain(Chain chain) {
        return comparisons.run(
                "chain",
                chain.methods().size(),
                new Way("naive", chain.ask(unwatched)),
                new Way("batched", chain.ask(relata).as(relata::batched)));
    }
}

package dev.relata.benchmarks;

import dev.relata.benchmarks.meter.Cost;
import dev.relata.benchmarks.meter.Instruments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Runs the variants of a workload in rounds, each variant once in every round, in another order each time: whatever else
 * the machine does falls on all of them alike.
 */
final class Rounds {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Settings settings;
    private final Instruments instruments;
    private final Random order;
    private final Progress progress;
    private final Set<Long> checksums = new HashSet<>();

    /** Is told of every run, counted or not. */
    @FunctionalInterface
    interface Progress {
        void ran(int round, int rounds, boolean counted, String variant, long nanos);
    }

    Rounds(Settings settings, Progress progress, Instruments instruments) {
        this.settings = settings;
        this.instruments = instruments;
        this.order = new Random(settings.seed());
        this.progress = progress;
    }

    /**
     * Measures every variant; blocks until it is done.
     *
     * @throws IllegalStateException where two runs have not seen the same
     */
    List<Measurement> measure(Workload workload) {
        checksums.clear();
        Map<String, List<Cost>> costs = new HashMap<>();
        int rounds = settings.warmups() + settings.rounds();
        for (int round = 1; round <= rounds; round++) {
            boolean counted = round > settings.warmups();
            for (Variant variant : shuffled(variants(workload))) {
                Cost run = time(variant, workload.times());
                progress.ran(round, rounds, counted, variant.name(), run.nanos());
                if (counted) {
                    costs.computeIfAbsent(variant.name(), first -> new ArrayList<>())
                            .add(run);
                }
            }
        }
        return measurements(workload, costs);
    }

    private List<Variant> variants(Workload workload) {
        if (workload.variants().stream().noneMatch(variant -> settings.measures(variant.name()))) {
            throw new IllegalArgumentException("--variants names none of " + workload.name() + ", which has "
                    + workload.variants().stream().map(Variant::name).toList());
        }
        return workload.variants().stream()
                .filter(one -> settings.measures(one.name()) || one.name().equals(workload.reference()))
                .toList();
    }

    private List<Variant> shuffled(List<Variant> variants) {
        List<Variant> shuffled = new ArrayList<>(variants);
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    private Cost time(Variant variant, int times) {
        // So that no variant pays for the garbage of the one before it.
        System.gc();
        Cost before = instruments.read();
        for (int i = 0; i < times; i++) {
            run(variant);
        }
        return instruments.read().since(before).each(times);
    }

    private void run(Variant variant) {
        checksums.add(Objects.requireNonNull(variant.run().block(PATIENCE), variant.name()));
        if (checksums.size() > 1) {
            throw new IllegalStateException(variant.name() + " has seen other values than the variants before it");
        }
    }

    private List<Measurement> measurements(Workload workload, Map<String, List<Cost>> costs) {
        double reference = samples(costs, workload.reference(), Cost::nanos).medianMs();
        return variants(workload).stream()
                .map(variant -> measurement(workload, variant, costs, reference))
                .toList();
    }

    private Measurement measurement(
            Workload workload, Variant variant, Map<String, List<Cost>> costs, double reference) {
        String name = variant.name();
        Samples samples = samples(costs, name, Cost::nanos);
        double server = samples(costs, name, Cost::serverNanos).medianMs();
        OptionalLong statements = instruments.statements(() -> run(variant));
        return new Measurement(
                workload.name(),
                name,
                rounded(samples.medianMs(), 10),
                rounded(samples.minMs(), 10),
                rounded(samples.maxMs(), 10),
                rounded(samples(costs, name, Cost::clientNanos).medianMs(), 10),
                instruments.readServer() ? rounded(server, 10) : null,
                rounded(samples(costs, name, Cost::allocatedBytes).median() / workload.units(), 10),
                statements.isPresent() ? statements.getAsLong() : null,
                rounded(samples.medianMs() / reference, 1_000));
    }

    private static Samples samples(Map<String, List<Cost>> costs, String variant, ToLongFunction<Cost> value) {
        List<Cost> all = Objects.requireNonNull(costs.get(variant), variant);
        return new Samples(all.stream().mapToLong(value).toArray());
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}

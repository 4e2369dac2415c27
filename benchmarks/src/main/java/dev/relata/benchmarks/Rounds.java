package dev.relata.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Runs the variants of a workload in rounds, each variant once in every round, in another order each time: whatever else
 * the machine does falls on all of them alike.
 */
final class Rounds {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final OperatingSystemMXBean JVM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Settings settings;
    private final Random order;
    private final Progress progress;
    private final Set<Long> checksums = new HashSet<>();

    /** Is told of every run, counted or not. */
    @FunctionalInterface
    interface Progress {
        void ran(int round, int rounds, boolean counted, String variant, long nanos);
    }

    Rounds(Settings settings, Progress progress) {
        this.settings = settings;
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
        Map<String, List<Run>> times = new HashMap<>();
        int rounds = settings.warmups() + settings.rounds();
        for (int round = 1; round <= rounds; round++) {
            boolean counted = round > settings.warmups();
            for (Variant variant : shuffled(variants(workload))) {
                Run run = time(variant, workload.times());
                progress.ran(round, rounds, counted, variant.name(), run.nanos());
                if (counted) {
                    times.computeIfAbsent(variant.name(), first -> new ArrayList<>())
                            .add(run);
                }
            }
        }
        return measurements(workload, times);
    }

    private List<Variant> variants(Workload workload) {
        if (workload.variants().stream().noneMatch(settings::measures)) {
            throw new IllegalArgumentException("--variants names none of " + workload.name() + ", which has "
                    + workload.variants().stream().map(Variant::name).toList());
        }
        return workload.variants().stream()
                .filter(one -> settings.measures(one) || one.name().equals(workload.reference()))
                .toList();
    }

    private List<Variant> shuffled(List<Variant> variants) {
        List<Variant> shuffled = new ArrayList<>(variants);
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    /** The time of one run, and the processor time that this JVM took for it. */
    private record Run(long nanos, long clientNanos) {}

    private Run time(Variant variant, int times) {
        // So that no variant pays for the garbage of the one before it.
        System.gc();
        long start = System.nanoTime();
        long clientStart = JVM.getProcessCpuTime();
        for (int i = 0; i < times; i++) {
            checksums.add(Objects.requireNonNull(variant.run().block(PATIENCE), variant.name()));
        }
        Run run = new Run((System.nanoTime() - start) / times, (JVM.getProcessCpuTime() - clientStart) / times);
        if (checksums.size() > 1) {
            throw new IllegalStateException(variant.name() + " has seen other values than the variants before it");
        }
        return run;
    }

    private List<Measurement> measurements(Workload workload, Map<String, List<Run>> times) {
        double reference = samples(times, workload.reference(), Run::nanos).medianMs();
        return variants(workload).stream()
                .map(Variant::name)
                .map(variant -> measurement(
                        workload.name(),
                        variant,
                        samples(times, variant, Run::nanos),
                        samples(times, variant, Run::clientNanos),
                        reference))
                .toList();
    }

    private static Measurement measurement(
            String workload, String variant, Samples samples, Samples client, double reference) {
        return new Measurement(
                workload,
                variant,
                rounded(samples.medianMs(), 10),
                rounded(samples.minMs(), 10),
                rounded(samples.maxMs(), 10),
                rounded(client.medianMs(), 10),
                rounded(samples.medianMs() / reference, 1_000));
    }

    private static Samples samples(Map<String, List<Run>> times, String variant, ToLongFunction<Run> time) {
        List<Run> runs = Objects.requireNonNull(times.get(variant), variant);
        return new Samples(runs.stream().mapToLong(time).toArray());
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}

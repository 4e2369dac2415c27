package dev.relata.benchmarks;

import java.util.List;

/** Measures Relata beside its driver, prints a table and writes the figures. */
public final class Benchmarks {

    private static final double MOST_OF_DOCUMENTED = 0.45;
    private static final double MOST_OF_BEST = 1.4;

    private Benchmarks() {}

    /**
     * Runs the benchmarks; ends with 0 when all was measured, whatever the figures, with 2 where the command line is not
     * understood.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Settings.USAGE);
            return;
        }
        try {
            run(Settings.parse(arguments));
        } catch (IllegalArgumentException notUnderstood) {
            System.err.println(notUnderstood.getMessage());
            System.exit(2);
        }
    }

    private static void run(Settings settings) {
        if (settings.url() != null) {
            measure(settings, settings.url());
            return;
        }
        try (EmbeddedServer server = EmbeddedServer.start()) {
            measure(settings, server.url());
        }
    }

    private static void measure(Settings settings, String url) {
        Report report = new Report(System.out);
        try (IterateWorkload iterate = IterateWorkload.prepare(url, settings.rows())) {
            report.begin(settings, iterate.server());
            List<Measurement> measurements = new Rounds(settings, report).measure(iterate.workload());
            report.table(measurements, settings.rows());
            report.verdict(measurements.get(0), measurements.get(1), MOST_OF_DOCUMENTED);
            report.verdict(measurements.get(0), measurements.get(2), MOST_OF_BEST);
            report.write(measurements, settings.results());
        }
    }
}

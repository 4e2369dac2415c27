package dev.relata.benchmarks;

import dev.relata.benchmarks.page.WorkloadChart;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says what was measured: as lines while it goes on, as a table, as JSON. */
final class Report implements Rounds.Progress {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final PrintStream out;
    private final List<String> servers = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(Settings settings) {
        line(
                "Java %s, %d processors, %d MiB heap",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        line(
                "%,d rows, %,d books, %d rounds after %d that are not counted, order by seed %d",
                settings.rows(), settings.books(), settings.rounds(), settings.warmups(), settings.seed());
    }

    /** Says where it is measured. */
    void server(String name, String origin) {
        String server = name + ", " + origin;
        servers.add(server);
        line("%s", server);
    }

    /** Where it was measured, as said. */
    List<String> servers() {
        return List.copyOf(servers);
    }

    @Override
    public void ran(int round, int rounds, boolean counted, String variant, long nanos) {
        line(
                "  round %2d/%d %-18s %8.1f ms%s",
                round, rounds, variant, nanos / NANOS_PER_MILLI, counted ? "" : " (warm-up)");
    }

    /**
     * Prints the figures: client and server ms are processor time of this JVM and of the server, the last column time for each
     * row or lookup.
     */
    void table(List<Measurement> measurements, int units) {
        line(
                "%n%-13s %-18s %10s %10s %10s %10s %10s %9s %10s %8s %8s",
                "workload",
                "variant",
                "median ms",
                "min ms",
                "max ms",
                "client ms",
                "server ms",
                "bytes/one",
                "statements",
                "ratio",
                "µs/one");
        for (Measurement one : measurements) {
            line(
                    "%-13s %-18s %10.1f %10.1f %10.1f %10.1f %10s %9.0f %10s %8.3f %8.3f",
                    one.workload(),
                    one.variant(),
                    one.medianMs(),
                    one.minMs(),
                    one.maxMs(),
                    one.clientMs(),
                    given(one.serverMs()),
                    one.bytesEach(),
                    given(one.statements()),
                    one.ratio(),
                    one.medianMs() * 1_000 / units);
        }
    }

    private static String given(@Nullable Object value) {
        return value == null ? "–" : value.toString();
    }

    /** Says how one variant stands to another, and to what is asked of it, where both were measured. */
    void verdict(Target target, List<Measurement> measurements) {
        Measurement measured = find(measurements, target.workload(), target.variant());
        Measurement beside = find(measurements, target.workload(), target.beside());
        if (measured == null || beside == null) {
            return;
        }
        double share = measured.medianMs() / beside.medianMs();
        line(
                "%s: %s takes %.2f of the time of %s; at most %.2f is asked: %s",
                target.workload(),
                target.variant(),
                share,
                target.beside(),
                target.most(),
                share <= target.most() ? "held" : "MISSED");
    }

    private static @Nullable Measurement find(List<Measurement> measurements, String workload, String variant) {
        return measurements.stream()
                .filter(one -> one.workload().equals(workload) && one.variant().equals(variant))
                .findFirst()
                .orElse(null);
    }

    /** Writes a picture of each workload beside the results. */
    void charts(List<Measurement> measurements, Path results) {
        WorkloadChart.all(measurements).forEach(chart -> {
            Path file = results.resolveSibling(chart.workload() + ".svg");
            chart.write(file);
            line("written to %s", file);
        });
    }

    /** Writes the figures, or what is to be known of them, as JSON. */
    void write(Object values, Path file) {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, json.writeValueAsString(values) + System.lineSeparator());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
        line("written to %s", file);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}

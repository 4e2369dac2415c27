package dev.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says what was measured: as lines while it goes on, as a table, as JSON. */
final class Report implements Rounds.Progress {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(Settings settings, String server) {
        line(
                "Java %s, %d processors, %d MiB heap; PostgreSQL %s, %s",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                server,
                settings.url() == null ? "embedded" : "given");
        line(
                "%,d rows, %d rounds after %d that are not counted, order by seed %d",
                settings.rows(), settings.rounds(), settings.warmups(), settings.seed());
    }

    @Override
    public void ran(int round, int rounds, boolean counted, String variant, long nanos) {
        line(
                "  round %2d/%d %-16s %8.1f ms%s",
                round, rounds, variant, nanos / NANOS_PER_MILLI, counted ? "" : " (warm-up)");
    }

    /** Prints the figures; the last column is time for each row. */
    void table(List<Measurement> measurements, int rows) {
        line(
                "%n%-10s %-16s %10s %10s %10s %8s %8s",
                "workload", "variant", "median ms", "min ms", "max ms", "ratio", "µs/row");
        for (Measurement one : measurements) {
            line(
                    "%-10s %-16s %10.1f %10.1f %10.1f %8.3f %8.3f",
                    one.workload(),
                    one.variant(),
                    one.medianMs(),
                    one.minMs(),
                    one.maxMs(),
                    one.ratio(),
                    one.medianMs() * 1_000 / rows);
        }
    }

    /** Says how one variant stands to another, and to what is asked of it. */
    void verdict(Measurement measured, Measurement beside, double most) {
        double share = measured.medianMs() / beside.medianMs();
        line(
                "%s takes %.2f of the time of %s; at most %.2f is asked: %s",
                measured.variant(), share, beside.variant(), most, share <= most ? "held" : "MISSED");
    }

    /** Writes the figures as a JSON array. */
    void write(List<Measurement> measurements, Path file) {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, json.writeValueAsString(measurements) + System.lineSeparator());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
        line("%nwritten to %s", file);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}

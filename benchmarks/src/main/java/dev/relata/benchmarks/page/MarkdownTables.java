package dev.relata.benchmarks.page;

import dev.relata.benchmarks.Measurement;
import dev.relata.benchmarks.RunInfo;
import dev.relata.benchmarks.growth.GrowthPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures as tables in Markdown, each line with its end. */
final class MarkdownTables {

    private MarkdownTables() {}

    static String run(RunInfo run) {
        return line(
                "%s. %s; %s; %s; %s; order by seed %d.",
                run.date(), run.machine(), run.java(), String.join("; ", run.servers()), run.measured(), run.seed());
    }

    /** The variants of a workload, the fastest first. */
    static String workload(List<Measurement> measurements) {
        List<Measurement> fastestFirst = new ArrayList<>(measurements);
        fastestFirst.sort(Comparator.comparingDouble(Measurement::medianMs));
        double relata = measurements.stream()
                .filter(one -> one.variant().equals("relata"))
                .mapToDouble(Measurement::medianMs)
                .findFirst()
                .orElse(Double.NaN);
        StringBuilder table = new StringBuilder()
                .append(
                        line(
                                "| variant | median ms | min to max | client ms | server ms | bytes each | statements | of `relata` |"))
                .append(line("|---|---|---|---|---|---|---|---|"));
        for (Measurement one : fastestFirst) {
            table.append(line(
                    "| %s | %s | %s to %s | %s | %s | %,.0f | %s | %.2f |",
                    name(one.variant()),
                    number(one.medianMs()),
                    number(one.minMs()),
                    number(one.maxMs()),
                    number(one.clientMs()),
                    number(one.serverMs()),
                    one.bytesEach(),
                    one.statements() == null ? "–" : one.statements(),
                    one.medianMs() / relata));
        }
        return table.toString();
    }

    private static String name(String variant) {
        return variant.equals("relata") ? "**`relata`**" : "`" + variant + "`";
    }

    /** A line for each size, a column for each variant. */
    static String growth(List<GrowthPoint> points) {
        List<String> variants =
                points.stream().map(GrowthPoint::variant).distinct().toList();
        Map<Integer, StringBuilder> lines = new TreeMap<>();
        for (GrowthPoint point : points) {
            lines.computeIfAbsent(point.size(), size -> new StringBuilder("| %,d".formatted(size)))
                    .append(String.format(
                            Locale.ROOT,
                            " | %s (%.2f)",
                            number(point.medianMs()),
                            point.medianMs() * 1_000 / point.units()));
        }
        StringBuilder table = new StringBuilder()
                .append(line("| size | %s |", String.join(" | ", variants)))
                .append(line("|---%s|", "|---".repeat(variants.size())));
        lines.values().forEach(one -> table.append(line("%s |", one)));
        return table.toString();
    }

    private static String number(@Nullable Double millis) {
        if (millis == null) {
            return "–";
        }
        return String.format(Locale.ROOT, millis < 1 ? "%.3f" : millis < 1_000 ? "%.1f" : "%,.0f", millis);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}

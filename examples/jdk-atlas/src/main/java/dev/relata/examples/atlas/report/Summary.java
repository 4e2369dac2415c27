package dev.relata.examples.atlas.report;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run did, as it is written to {@code summary.json}. Immutable.
 *
 * @param rows the rows of each table
 * @param seconds how long each step took
 * @param statements the statements of each step
 * @param nPlusOne the statements of each comparison, by the way in which it was asked
 * @param peakHeapMiB the peak of the heap
 */
public record Summary(
        Map<String, Long> rows,
        Map<String, Double> seconds,
        Map<String, Long> statements,
        Map<String, Map<String, Long>> nPlusOne,
        long peakHeapMiB) {

    /**
     * Sums up a run.
     *
     * @param tables the names of the steps that wrote a table
     * @param steps all steps
     * @param comparisons all comparisons
     * @param peakHeapMiB the peak of the heap
     * @return the summary
     */
    public static Summary of(
            Collection<String> tables, List<Step> steps, List<Comparison> comparisons, long peakHeapMiB) {
        List<Step> written =
                steps.stream().filter(step -> tables.contains(step.name())).toList();
        return new Summary(
                byName(written, Step::rows),
                byName(steps, step -> Math.round(step.seconds() * 1e3) / 1e3),
                byName(steps, Step::statements),
                byQuestion(comparisons),
                peakHeapMiB);
    }

    private static <V> Map<String, V> byName(List<Step> steps, Function<Step, V> value) {
        Map<String, V> values = new LinkedHashMap<>();
        steps.forEach(step -> values.put(step.name(), value.apply(step)));
        return values;
    }

    private static Map<String, Map<String, Long>> byQuestion(List<Comparison> comparisons) {
        Map<String, Map<String, Long>> statements = new LinkedHashMap<>();
        comparisons.forEach(comparison -> statements.put(comparison.question(), comparison.statements()));
        return statements;
    }

    /**
     * Writes it as JSON, over what is there. Blocks.
     *
     * @param file where to
     */
    public void writeTo(Path file) {
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }
}

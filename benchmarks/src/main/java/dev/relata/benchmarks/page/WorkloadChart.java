package dev.relata.benchmarks.page;

import dev.relata.benchmarks.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * A picture of one workload: three bars for each variant, the fastest above.
 *
 * @param workload its name
 * @param measurements the figures of its variants
 */
public record WorkloadChart(String workload, List<Measurement> measurements) {

    private static final int WIDTH = 900;
    private static final int ROW_HEIGHT = 48;
    private static final int LEAST_BETWEEN_NAMES = 40;
    private static final int FRAME_HEIGHT = 110;

    /**
     * Makes a picture of each workload.
     *
     * @param measurements the figures of all
     * @return the pictures
     */
    public static List<WorkloadChart> all(List<Measurement> measurements) {
        Map<String, List<Measurement>> byWorkload = new LinkedHashMap<>();
        for (Measurement one : measurements) {
            byWorkload
                    .computeIfAbsent(one.workload(), name -> new ArrayList<>())
                    .add(one);
        }
        return byWorkload.entrySet().stream()
                .map(entry -> new WorkloadChart(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Writes it as SVG.
     *
     * @param file the file
     */
    public void write(Path file) {
        Svg.write(chart(), file);
    }

    private HorizontalBarChart chart() {
        List<Measurement> fastestFirst = new ArrayList<>(measurements);
        fastestFirst.sort((one, other) -> Double.compare(one.medianMs(), other.medianMs()));
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(FRAME_HEIGHT + ROW_HEIGHT * measurements.size())
                .title(workload + ", milliseconds")
                .build();
        // Names stand on the other axis, and the library asks this one: without it, every second is left out.
        chart.getStyler()
                .setXAxisTickMarkSpacingHint(LEAST_BETWEEN_NAMES)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal);
        List<String> names = fastestFirst.stream().map(Measurement::variant).toList();
        chart.addSeries(
                "processor time of the server",
                fastestFirst.stream().map(WorkloadChart::server).toList(),
                names);
        chart.addSeries(
                "processor time of the client",
                fastestFirst.stream().map(Measurement::clientMs).toList(),
                names);
        chart.addSeries(
                "time of the clock, median",
                fastestFirst.stream().map(Measurement::medianMs).toList(),
                names);
        return chart;
    }

    private static double server(Measurement one) {
        return one.serverMs() == null ? 0 : one.serverMs();
    }
}

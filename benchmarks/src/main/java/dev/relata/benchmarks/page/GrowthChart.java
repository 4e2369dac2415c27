package dev.relata.benchmarks.page;

import dev.relata.benchmarks.growth.GrowthPoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A picture of how time grows with one size: a line for each variant, both axes logarithmic. */
public final class GrowthChart {

    private static final int WIDTH = 700;
    private static final int HEIGHT = 460;

    private GrowthChart() {}

    /**
     * Writes it as SVG.
     *
     * @param axis what grows
     * @param points the figures
     * @param file the file
     */
    public static void write(String axis, List<GrowthPoint> points, Path file) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("time by " + axis)
                .xAxisTitle(axis)
                .yAxisTitle("milliseconds, median")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLegendPosition(LegendPosition.InsideNW);
        series(points).forEach((variant, line) -> {
            XYSeries unused = chart.addSeries(
                    variant,
                    line.stream().map(GrowthPoint::size).toList(),
                    line.stream().map(GrowthPoint::medianMs).toList());
        });
        Svg.write(chart, file);
    }

    private static Map<String, List<GrowthPoint>> series(List<GrowthPoint> points) {
        Map<String, List<GrowthPoint>> series = new LinkedHashMap<>();
        points.stream()
                .map(GrowthPoint::variant)
                .distinct()
                .forEach(variant -> series.put(
                        variant,
                        points.stream()
                                .filter(point -> point.variant().equals(variant))
                                .toList()));
        return series;
    }
}

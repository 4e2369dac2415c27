package dev.relata.benchmarks.page;

import dev.relata.benchmarks.Measurement;
import dev.relata.benchmarks.RunInfo;
import dev.relata.benchmarks.growth.GrowthPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the figures of the last runs into the page on performance, and their charts beside its pictures. The page has a
 * comment before and after each table that is replaced.
 */
public final class PerformancePage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path results;
    private final Path images;
    private String page;

    private PerformancePage(Path results, Path images, String page) {
        this.results = results;
        this.images = images;
        this.page = page;
    }

    /**
     * Rewrites the page.
     *
     * @param arguments the folder of the results, the page, and the folder of its pictures; those of this repository where none
     *     is given
     * @throws IOException where a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments.length > 0 ? arguments[0] : "benchmarks/target");
        Path file = Path.of(arguments.length > 1 ? arguments[1] : "docs/performance.md");
        Path images = Path.of(arguments.length > 2 ? arguments[2] : "docs/images");
        PerformancePage page = new PerformancePage(results, images, Files.readString(file));
        if (Files.exists(results.resolve("results.json"))) {
            page.workloads();
        }
        if (Files.exists(results.resolve("growth.json"))) {
            page.growth();
        }
        Files.writeString(file, page.page);
        System.out.println("written to " + file);
    }

    private void workloads() throws IOException {
        Measurement[] measurements = read("results.json", Measurement[].class);
        replace("run", MarkdownTables.run(read("run.json", RunInfo.class)));
        for (WorkloadChart chart : WorkloadChart.all(List.of(measurements))) {
            String image = "performance-" + chart.workload() + ".svg";
            replace(chart.workload(), MarkdownTables.workload(chart.measurements()) + picture(image));
            chart.write(images.resolve(image));
        }
    }

    private void growth() throws IOException {
        List<GrowthPoint> points = List.of(read("growth.json", GrowthPoint[].class));
        replace("growth-run", MarkdownTables.run(read("growth-run.json", RunInfo.class)));
        for (String axis : points.stream().map(GrowthPoint::axis).distinct().toList()) {
            List<GrowthPoint> ofAxis = new ArrayList<>(points);
            ofAxis.removeIf(point -> !point.axis().equals(axis));
            String image = "performance-growth-" + axis + ".svg";
            replace("growth-" + axis, MarkdownTables.growth(ofAxis) + picture(image));
            GrowthChart.write(axis, ofAxis, images.resolve(image));
        }
    }

    private static String picture(String image) {
        return "\n![The same as a chart](images/" + image + ")\n";
    }

    private <T> T read(String name, Class<T> type) {
        return JSON.readValue(results.resolve(name).toFile(), type);
    }

    private void replace(String section, String text) {
        String begin = "<!-- figures: " + section + " -->\n";
        String end = "<!-- end of figures -->";
        int from = page.indexOf(begin);
        if (from < 0) {
            System.err.println("the page has no place for the figures of " + section);
            return;
        }
        int to = page.indexOf(end, from);
        page = page.substring(0, from + begin.length()) + text + page.substring(to);
    }
}

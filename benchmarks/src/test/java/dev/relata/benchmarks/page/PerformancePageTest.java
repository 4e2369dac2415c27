package dev.relata.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {

    private static final String RUN = """
            {"date": "2026-11-30", "machine": "m", "java": "j", "servers": ["s"], "measured": "9 rounds", "seed": 7}
            """;

    @TempDir
    Path folder;

    @Test
    void figuresReplaceThoseOfAnEarlierRunTheFastestFirst() throws IOException {
        write("results.json", """
                [{"workload": "graph", "variant": "relata", "medianMs": 20.0, "minMs": 19.0, "maxMs": 21.0,
                  "clientMs": 15.0, "serverMs": null, "bytesEach": 1234.5, "statements": 3, "ratio": 2.0},
                 {"workload": "graph", "variant": "raw-best", "medianMs": 10.0, "minMs": 9.0, "maxMs": 11.0,
                  "clientMs": 5.0, "serverMs": 4.0, "bytesEach": 100.0, "statements": null, "ratio": 1.0}]
                """);
        write("run.json", RUN);
        String page = rewritten("# P\n<!-- figures: run -->\nold\n<!-- end of figures -->\n"
                + "<!-- figures: graph -->\nold\n<!-- end of figures -->\nkept\n");

        assertThat(page).doesNotContain("old").contains("2026-11-30. m; j; s; 9 rounds; order by seed 7.");
        assertThat(page)
                .contains("| `raw-best` | 10.0 | 9.0 to 11.0 | 5.0 | 4.0 | 100 | – | 0.50 |\n"
                        + "| **`relata`** | 20.0 | 19.0 to 21.0 | 15.0 | – | 1,235 | 3 | 1.00 |\n\n"
                        + "![The same as a chart](images/performance-graph.svg)\n<!-- end of figures -->\nkept\n");
        assertThat(folder.resolve("performance-graph.svg")).content().contains("<svg");
    }

    @Test
    void growthIsALineForEachSizeAndAChartForEachAxis() throws IOException {
        write("growth.json", """
                [{"axis": "keys", "size": 1, "units": 1, "variant": "relata", "medianMs": 0.5, "minMs": 0.5,
                  "maxMs": 0.5, "clientMs": 0.5, "bytesEach": 1.0},
                 {"axis": "keys", "size": 10, "units": 10, "variant": "relata", "medianMs": 2.0, "minMs": 2.0,
                  "maxMs": 2.0, "clientMs": 2.0, "bytesEach": 1.0}]
                """);
        write("growth-run.json", RUN);
        String page = rewritten("<!-- figures: growth-keys -->\n<!-- end of figures -->\n");

        assertThat(page).contains("| size | relata |\n|---|---|\n| 1 | 0.500 (500.00) |\n| 10 | 2.0 (200.00) |\n");
        assertThat(folder.resolve("performance-growth-keys.svg")).content().contains("<svg");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private String rewritten(String page) throws IOException {
        Path file = Files.writeString(folder.resolve("page.md"), page);
        PerformancePage.main(new String[] {folder.toString(), file.toString(), folder.toString()});
        return Files.readString(file);
    }
}

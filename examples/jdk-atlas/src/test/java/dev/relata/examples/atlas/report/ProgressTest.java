package dev.relata.examples.atlas.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void barShowsItsRowsAndLeavesItsLineEmptyForTheNext() {
        try (Progress progress = new BarProgress(out, "methods", 40)) {
            progress.advance(30);
        }

        assertThat(text())
                .contains("methods", "30/40 rows")
                .doesNotContain("\n")
                .endsWith(" \r");
        assertThat(lastLine()).isBlank();
    }

    @Test
    void nameOfAStepThatCountsNothingGoesWithIt() {
        try (Progress progress = new NameProgress(out, "scan")) {
            progress.advance(1);
        }

        assertThat(text()).isEqualTo("  scan ...\r          \r");
    }

    @Test
    void lineHasNoControlCharactersAndIsSilentForShortSteps() {
        try (Progress progress = new LineProgress(out, "scan")) {
            progress.advance(1);
        }

        assertThat(text()).isEmpty();
    }

    private String lastLine() {
        String[] parts = text().split("\r");
        return parts[parts.length - 1];
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

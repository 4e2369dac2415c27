package dev.relata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void aMillionRowsAndAtLeastNineRoundsAreTheDefault() {
        Settings settings = Settings.parse();

        assertThat(settings.rows()).isEqualTo(1_000_000);
        assertThat(settings.rounds()).isGreaterThanOrEqualTo(9);
        assertThat(settings.url()).isNull();
        assertThat(settings.results()).isEqualTo(Path.of("benchmarks/target/results.json"));
    }

    @Test
    void quickIsShorterAndGivesWayToWhatIsNamed() {
        Settings settings = Settings.parse("--rounds", "2", "--quick");

        assertThat(settings.rows()).isLessThan(1_000_000);
        assertThat(settings.rounds()).isEqualTo(2);
    }

    @Test
    void everythingIsMeasuredUnlessWorkloadsAreNamed() {
        assertThat(Settings.parse().workloads())
                .containsExactly("iterate", "export", "lookups", "graph", "lone", "mongo-iterate");
        assertThat(Settings.parse("graph", "--quick", "lone").workloads()).containsExactly("graph", "lone");
    }

    @Test
    void everyOptionIsRead() {
        Settings settings = Settings.parse(
                "--rows",
                "5",
                "--books",
                "6",
                "--warmups",
                "0",
                "--variants",
                "relata,raw-chunks",
                "--seed",
                "7",
                "--url",
                "r2dbc:postgresql://h/d",
                "--mongo-url",
                "mongodb://h",
                "--results",
                "f.json");

        assertThat(settings)
                .isEqualTo(new Settings(
                        Settings.WORKLOADS,
                        5,
                        6,
                        0,
                        11,
                        Set.of("relata", "raw-chunks"),
                        7,
                        "r2dbc:postgresql://h/d",
                        "mongodb://h",
                        Path.of("f.json")));
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse("--fast"))
                .withMessageContaining("--fast")
                .withMessageContaining("lookups");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse("--rounds", "0"))
                .withMessageContaining("--rounds needs a number from 1 on, not '0'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse("--rows", "many"))
                .withMessageContaining("'many'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse("--url"))
                .withMessageContaining("--url needs a value");
    }
}

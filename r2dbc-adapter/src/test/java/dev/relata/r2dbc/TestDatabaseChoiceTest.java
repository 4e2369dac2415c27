package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.relata.r2dbc.TestDatabaseChoice.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestDatabaseChoiceTest {

    private static final String SERVER = "r2dbc:postgresql://user:secret@db.example:5433/postgres";

    @Test
    void embeddedIsTheDefault() {
        assertThat(choose(Map.of())).isEqualTo(new TestDatabaseChoice(Source.EMBEDDED, null));
    }

    @Test
    void urlIsTakenWhenGiven() {
        assertThat(choose(Map.of(TestDatabaseChoice.URL, SERVER)))
                .isEqualTo(new TestDatabaseChoice(Source.GIVEN, SERVER));
    }

    @Test
    void containerIsTakenWhenAskedFor() {
        assertThat(choose(Map.of(TestDatabaseChoice.CONTAINERS, "True")).source())
                .isEqualTo(Source.CONTAINER);
    }

    @Test
    void urlGoesBeforeContainer() {
        assertThat(choose(Map.of(TestDatabaseChoice.URL, SERVER, TestDatabaseChoice.CONTAINERS, "true"))
                        .source())
                .isEqualTo(Source.GIVEN);
    }

    @Test
    void blankSettingsAreNoSettings() {
        assertThat(choose(Map.of(TestDatabaseChoice.URL, " ", TestDatabaseChoice.CONTAINERS, ""))
                        .source())
                .isEqualTo(Source.EMBEDDED);
    }

    @Test
    void containersFalseIsEmbedded() {
        assertThat(choose(Map.of(TestDatabaseChoice.CONTAINERS, "false")).source())
                .isEqualTo(Source.EMBEDDED);
    }

    @Test
    void urlOfAnotherKindIsRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        choose(Map.of(TestDatabaseChoice.URL, "jdbc:postgresql://user:secret@db.example/postgres")))
                .withMessageContaining("RELATA_TEST_URL")
                .withMessageContaining("r2dbc:postgresql://user:password@host:port/database")
                .withMessageNotContaining("secret");
    }

    @Test
    void unclearContainerSettingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose(Map.of(TestDatabaseChoice.CONTAINERS, "yes")))
                .withMessage("RELATA_TEST_CONTAINERS is \"yes\": write true or false");
    }

    private static TestDatabaseChoice choose(Map<String, String> settings) {
        return TestDatabaseChoice.of(settings::get);
    }
}

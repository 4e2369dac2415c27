package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.mongo.TestServer.Choice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestServerTest {

    private static Choice chosen(Map<String, String> settings) {
        return chosen(settings, false);
    }

    private static Choice chosen(Map<String, String> settings, boolean dockerRuns) {
        return Choice.of(settings::get, () -> dockerRuns);
    }

    @Test
    void aContainerIsTakenWhereDockerRunsAndNothingIsSaid() {
        assertThat(chosen(Map.of(), true)).isEqualTo(Choice.CONTAINER);
        assertThat(chosen(Map.of("RELATA_TEST_CONTAINERS", ""), true)).isEqualTo(Choice.CONTAINER);
        assertThat(chosen(Map.of("RELATA_TEST_CONTAINERS", "false"), true)).isEqualTo(Choice.STAND_IN);
    }

    @Test
    void aUrlIsTakenBeforeEverything() {
        assertThat(chosen(Map.of("RELATA_TEST_MONGO_URL", "mongodb://there", "RELATA_TEST_CONTAINERS", "true")))
                .isEqualTo(Choice.URL);
    }

    @Test
    void containersAreTakenWhereTheyAreAskedFor() {
        assertThat(chosen(Map.of("RELATA_TEST_CONTAINERS", "TRUE"))).isEqualTo(Choice.CONTAINER);
        assertThat(chosen(Map.of("RELATA_TEST_MONGO_URL", " ", "RELATA_TEST_CONTAINERS", "true")))
                .isEqualTo(Choice.CONTAINER);
    }

    @Test
    void elseItIsTheStandIn() {
        assertThat(chosen(Map.of())).isEqualTo(Choice.STAND_IN);
        assertThat(chosen(Map.of("RELATA_TEST_MONGO_URL", "", "RELATA_TEST_CONTAINERS", "false")))
                .isEqualTo(Choice.STAND_IN);
    }
}

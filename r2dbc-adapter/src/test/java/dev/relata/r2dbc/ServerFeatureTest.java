package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ServerFeatureTest {

    @Test
    void aFeatureIsThereFromItsVersionOn() {
        assertThat(ServerFeature.INFINITE_INTERVALS.on(16)).isFalse();
        assertThat(ServerFeature.INFINITE_INTERVALS.on(17)).isTrue();
        assertThat(ServerFeature.INFINITE_INTERVALS.on(18)).isTrue();
    }

    /** So that nothing is left out by mistake of the server that every build has. */
    @Test
    void nothingIsLeftOutOnTheLatestServer() {
        if (TestDatabase.serverVersion() >= 18) {
            for (ServerFeature feature : ServerFeature.values()) {
                assertThatCode(feature::require).doesNotThrowAnyException();
            }
        }
    }
}

package dev.relata.r2dbc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerProfileTest {

    static Stream<ServerProfile> serversOfAnotherMake() {
        return Stream.of(ServerProfile.COCKROACHDB, ServerProfile.YUGABYTEDB);
    }

    /** They have columns, streams by pages, small inserts and awaited savepoints: what every server can that speaks the protocol. */
    @ParameterizedTest
    @MethodSource("serversOfAnotherMake")
    void whatIsPostgresqlsOwnIsNotExpectedOfOthers(ServerProfile profile) {
        assertThat(profile.features())
                .doesNotContain(
                        SqlFeature.RECORD_SEND,
                        SqlFeature.BINARY_CURSORS,
                        SqlFeature.BINARY_COPY,
                        SqlFeature.SAVEPOINTS_IN_FLIGHT);
    }
}

package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import org.junit.jupiter.api.Test;

/** What {@code version()} of different servers says. */
class ServerCheckTest {

    @Test
    void postgresqlHasEverythingFromVersion15On() {
        String version = " (Debian 15.10-0+deb12u1) on x86_64-pc-linux-gnu, compiled by gcc";
        assertThat(ServerCheck.found("PostgreSQL 18.1" + version, false)).isEqualTo(ServerProfile.POSTGRESQL);
        assertThat(ServerCheck.found("PostgreSQL 15.10" + version, false)).isEqualTo(ServerProfile.POSTGRESQL);
        assertThat(ServerCheck.found("PostgreSQL 14.9 on x86_64", false))
                .isEqualTo(ServerProfile.POSTGRESQL.without(SqlFeature.SET_NULL_COLUMNS));
        assertThat(ServerCheck.found("PostgreSQL 19beta2 on x86_64", false)).isEqualTo(ServerProfile.POSTGRESQL);
    }

    @Test
    void citusIsAnExtensionOfPostgresql() {
        assertThat(ServerCheck.found("PostgreSQL 15.10 on x86_64-pc-linux-gnu", true))
                .isEqualTo(ServerProfile.CITUS);
    }

    @Test
    void othersSayTheirName() {
        assertThat(ServerCheck.found("CockroachDB CCL v24.3.1 (x86_64-pc-linux-gnu, built 2024/12/12)", false))
                .isEqualTo(ServerProfile.COCKROACHDB);
        assertThat(ServerCheck.found("PostgreSQL 11.2-YB-2.25.0.0-b0 on x86_64-pc-linux-gnu", false))
                .isEqualTo(ServerProfile.YUGABYTEDB);
        assertThat(ServerCheck.found("an unknown one", false)).isEqualTo(ServerProfile.POSTGRESQL);
    }
}

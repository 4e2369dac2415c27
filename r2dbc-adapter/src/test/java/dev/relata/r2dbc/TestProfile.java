package dev.relata.r2dbc;

import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import java.util.Optional;

/**
 * The profile under which tests run: that of PostgreSQL, or with {@code -Drelata.test.server=citus}, {@code cockroachdb} or {@code
 * yugabytedb} one of a server that can do less. The server is PostgreSQL all the same, which shows that what the profile leaves out is not
 * needed.
 */
final class TestProfile {

    private TestProfile() {}

    /** Returns the profile, empty where the store is to find that of PostgreSQL. */
    static Optional<ServerProfile> chosen() {
        String name = System.getProperty("relata.test.server", "postgresql");
        return switch (name) {
            case "postgresql" -> Optional.empty();
            // Only a cluster has the functions that distribute tables.
            case "citus" -> Optional.of(ServerProfile.CITUS.without(SqlFeature.DISTRIBUTED_TABLES));
            case "cockroachdb" -> Optional.of(ServerProfile.COCKROACHDB);
            case "yugabytedb" -> Optional.of(ServerProfile.YUGABYTEDB);
            default ->
                throw new IllegalArgumentException(
                        "relata.test.server is \"" + name + "\": write postgresql, citus, cockroachdb or yugabytedb");
        };
    }
}

package dev.relata.r2dbc.server;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a server can do, of that which not every server can that speaks PostgreSQL's protocol. The store finds it at its first connection, or
 * is told by {@code R2dbcStore.builder().server(…)}. Immutable.
 *
 * <pre>{@code
 * R2dbcStore.builder()
 *         .url("r2dbc:postgresql://localhost/shop")
 *         .server(ServerProfile.CITUS.without(SqlFeature.BINARY_COPY))
 * }</pre>
 *
 * @param name the name of the server, for messages
 * @param features what it can do
 */
public record ServerProfile(String name, Set<SqlFeature> features) {

    /** PostgreSQL from version 15 on. */
    public static final ServerProfile POSTGRESQL =
            new ServerProfile("PostgreSQL", EnumSet.complementOf(EnumSet.of(SqlFeature.DISTRIBUTED_TABLES)));

    /** Citus 13.2 over PostgreSQL 15, as far as it was tried. */
    public static final ServerProfile CITUS = new ServerProfile(
            "Citus",
            EnumSet.of(
                    SqlFeature.SAVEPOINTS_IN_FLIGHT,
                    SqlFeature.BINARY_CURSORS,
                    SqlFeature.BINARY_COPY,
                    SqlFeature.DISTRIBUTED_TABLES));

    /** CockroachDB, as its documentation says; it has not been tried. */
    public static final ServerProfile COCKROACHDB = new ServerProfile(
            "CockroachDB",
            EnumSet.of(SqlFeature.LOCKS_OF_MANY_KEYS, SqlFeature.LATERAL_LIMITS, SqlFeature.COUNTED_CONFLICTS));

    /** YugabyteDB, as its documentation says; it has not been tried. */
    public static final ServerProfile YUGABYTEDB = new ServerProfile(
            "YugabyteDB",
            EnumSet.of(SqlFeature.LOCKS_OF_MANY_KEYS, SqlFeature.LATERAL_LIMITS, SqlFeature.COUNTED_CONFLICTS));

    /** Copies the features. */
    public ServerProfile {
        Objects.requireNonNull(name, "a profile needs a name");
        features = features.isEmpty() ? Collections.emptySet() : Collections.unmodifiableSet(EnumSet.copyOf(features));
    }

    /**
     * Tells whether the server can do something.
     *
     * @param feature the feature
     * @return whether it can
     */
    public boolean has(SqlFeature feature) {
        return features.contains(feature);
    }

    /**
     * Returns this profile with further features.
     *
     * @param more the features
     * @return a changed copy
     */
    public ServerProfile with(SqlFeature... more) {
        EnumSet<SqlFeature> changed = EnumSet.noneOf(SqlFeature.class);
        changed.addAll(features);
        changed.addAll(Arrays.asList(more));
        return new ServerProfile(name, changed);
    }

    /**
     * Returns this profile without some features.
     *
     * @param less the features
     * @return a changed copy
     */
    public ServerProfile without(SqlFeature... less) {
        EnumSet<SqlFeature> changed = EnumSet.noneOf(SqlFeature.class);
        changed.addAll(features);
        Arrays.asList(less).forEach(changed::remove);
        return new ServerProfile(name, changed);
    }
}

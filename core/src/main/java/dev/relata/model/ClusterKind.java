package dev.relata.model;

/** A kind of cluster, for whose tables {@code relata.schema().ddl(…)} writes a script. */
public enum ClusterKind {
    /**
     * Citus over PostgreSQL: tables of {@link Distributed} records by {@code create_distributed_table}, those of {@link Reference}s by
     * {@code create_reference_table}, and all others where they are created.
     */
    CITUS
}

package dev.relata.model;

/** Where the links of a relationship are kept. */
public enum LinkStorage {
    /** As rows of a junction, each with a key of both ends; every store has it, and it is the default. */
    JUNCTION,
    /**
     * As an array of the targets' ids in the owner's own row, so that the links of one owner change in one write of one row.
     * A store says by {@code Capability.ID_ARRAYS} that it has it.
     */
    ID_ARRAY
}

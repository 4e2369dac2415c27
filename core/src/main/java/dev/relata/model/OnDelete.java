package dev.relata.model;

/** What happens to the rows that refer to a row when that row is deleted. */
public enum OnDelete {
    /** They are deleted too. */
    CASCADE,
    /** Their key is set to null. */
    SET_NULL,
    /** Their key is set to a default, given beside it. */
    SET_DEFAULT,
    /** The delete is refused while any exists; the default. */
    PROTECT,
    /** The delete is refused unless they go in the same delete anyway. */
    RESTRICT,
    /** Nothing; the database's own constraint answers. */
    DO_NOTHING,
    /** They are deleted by the database's own constraint, {@code ON DELETE CASCADE}; Relata sends nothing for them. */
    DB_CASCADE
}

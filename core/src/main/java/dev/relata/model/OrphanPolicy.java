package dev.relata.model;

/** What happens to a related row that is taken out of a relation without getting another owner. */
public enum OrphanPolicy {
    /** Its key is set to null; the default where the key may be null. */
    SET_NULL,
    /** It is deleted. */
    DELETE,
    /** The operation is refused; the default where the key may not be null. */
    REFUSE
}

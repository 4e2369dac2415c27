package dev.relata.mongo;

/** What happens to a write of more than one document where the server has no transactions. */
public enum Atomicity {
    /** It is refused before anything is sent. The default. */
    REQUIRED,
    /**
     * It is sent, document by document as far as it gets: one that fails midway, or is cancelled, leaves what it has done,
     * and others see it half done. For development and for data that can bear it.
     */
    BEST_EFFORT
}

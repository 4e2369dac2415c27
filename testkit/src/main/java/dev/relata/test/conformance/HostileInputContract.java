package dev.relata.test.conformance;

import dev.relata.spi.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users of users send: texts, cursors and names that are made to do harm. */
public interface HostileInputContract extends StoreUnderTest {

    /** Answers how many attacks of each kind are tried; the seed is fixed, and part of every failure. */
    private static int tries() {
        return Integer.getInteger("relata.test.hostile", 1_000);
    }

    /** In conditions and in writes. */
    @Test
    @Tag("S240")
    @Requires(Capability.SCHEMA)
    default void textsAreNothingButValues() {
        HostileInput.run(this, Long.getLong("relata.test.seed", 20_261_130), tries());
    }
}

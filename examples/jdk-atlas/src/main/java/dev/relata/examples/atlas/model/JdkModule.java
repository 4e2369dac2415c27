package dev.relata.examples.atlas.model;

import org.jspecify.annotations.Nullable;

/**
 * A module of the JDK. Immutable.
 *
 * @param id its number
 * @param name its name, for example {@code java.base}
 * @param version its version, if it was recorded
 * @param open whether the whole module is open to reflection
 */
public record JdkModule(int id, String name, @Nullable String version, boolean open) {}

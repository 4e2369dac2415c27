package dev.relata.examples.atlas.model;

import org.jspecify.annotations.Nullable;

/**
 * A type: whatever has a class file of its own, except {@code module-info}. Immutable.
 *
 * @param id its number
 * @param packageId its package
 * @param superclassId its superclass; {@code java.lang.Object} alone has none
 * @param name its binary name, for example {@code java.util.Map$Entry}
 * @param kind what the class file declares
 * @param flags its access flags
 */
public record Type(int id, int packageId, @Nullable Integer superclassId, String name, TypeKind kind, int flags) {}

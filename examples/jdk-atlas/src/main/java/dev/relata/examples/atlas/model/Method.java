package dev.relata.examples.atlas.model;

/**
 * A method of a class file: constructors, initialisers and synthetic methods too. Immutable.
 *
 * @param id its number
 * @param typeId the type that declares it
 * @param name its name, for example {@code length} or {@code <init>}
 * @param descriptor its parameters and result, for example {@code (I)C}
 * @param flags its access flags
 */
public record Method(int id, int typeId, String name, String descriptor, int flags) {}

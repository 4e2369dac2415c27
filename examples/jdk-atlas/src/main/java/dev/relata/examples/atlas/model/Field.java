package dev.relata.examples.atlas.model;

/**
 * A field of a class file, synthetic ones too. Immutable.
 *
 * @param id its number
 * @param typeId the type that declares it
 * @param name its name
 * @param descriptor its type, for example {@code I} or {@code Ljava/lang/String;}
 * @param flags its access flags
 */
public record Field(int id, int typeId, String name, String descriptor, int flags) {}

package dev.relata.examples.atlas.model;

/**
 * A package that holds types, in one module. Immutable.
 *
 * @param id its number
 * @param moduleId its module
 * @param name its name, for example {@code java.util}
 * @param exported whether the module exports it to everyone
 */
public record JdkPackage(int id, int moduleId, String name, boolean exported) {}

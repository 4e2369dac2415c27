package dev.relata.examples.atlas.model;

/**
 * One module requires another: a link that carries the modifiers of the directive as data. Immutable.
 *
 * @param moduleId the module with the directive
 * @param requiredId the module that it names
 * @param transitive whether modules that require the first one read the second too
 * @param compileOnly whether it is {@code static}: mandatory at compile time only
 * @param mandated whether it is implied, as that of {@code java.base}
 * @param synthetic whether it was not declared in the source
 */
public record Requires(
        int moduleId, int requiredId, boolean transitive, boolean compileOnly, boolean mandated, boolean synthetic) {}

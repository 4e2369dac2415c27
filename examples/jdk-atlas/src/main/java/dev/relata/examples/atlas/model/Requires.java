package dev.relata.examples.atlas.model;

import dev.relata.model.Id;
import dev.relata.model.Table;

/**
 * One module requires another: a join model that carries the modifiers of the directive. Immutable.
 *
 * @param moduleId the module with the directive
 * @param requiredId the module that it names
 * @param transitive whether whoever requires the first module reads the second too
 * @param compileOnly whether it is {@code static}: needed at compile time only
 * @param mandated whether it is implied, as that of {@code java.base} is
 * @param synthetic whether it was not in the source
 */
@Table("requires")
public record Requires(
        @Id int moduleId,
        @Id int requiredId,
        boolean transitive,
        boolean compileOnly,
        boolean mandated,
        boolean synthetic) {}

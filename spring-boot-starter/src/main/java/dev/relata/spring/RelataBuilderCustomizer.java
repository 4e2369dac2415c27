package dev.relata.spring;

import dev.relata.RelataBuilder;

/**
 * Changes the builder of {@link dev.relata.Relata} before it is used. Beans of this type run in their {@code @Order}, after
 * the properties have been applied.
 */
@FunctionalInterface
public interface RelataBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder, with store, model and properties set
     */
    void customize(RelataBuilder builder);
}

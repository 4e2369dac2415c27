package dev.relata.spring;

import dev.relata.r2dbc.R2dbcStoreBuilder;

/**
 * Changes the builder of the R2DBC store before it is used. Beans of this type run in their {@code @Order}, after the
 * properties have been applied.
 */
@FunctionalInterface
public interface R2dbcStoreBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder, with the application's connection factory set
     */
    void customize(R2dbcStoreBuilder builder);
}

package dev.relata.spring;

import dev.relata.mongo.MongoStoreBuilder;

/**
 * Changes the builder of the MongoDB store before it is used. Beans of this type run in their {@code @Order}, after the
 * properties have been applied.
 */
@FunctionalInterface
public interface MongoStoreBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder, with the application's client and database set
     */
    void customize(MongoStoreBuilder builder);
}

package dev.relata.spring;

import dev.relata.observe.NPlusOne;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of Relata. Immutable.
 *
 * @param maxBatch The most keys that one statement of a batch scope asks for.
 * @param maxCached The most rows that a batch scope remembers; the least recently used go first, 0 remembers none.
 * @param nPlusOne What happens when more than ten lookups of one relationship go out one by one in one subscription.
 * @param schema The comparison of the schema with the model at start.
 */
@ConfigurationProperties("relata")
public record RelataProperties(
        @DefaultValue("1000") int maxBatch,
        @DefaultValue("100000") int maxCached,
        @DefaultValue("warn") NPlusOne nPlusOne,
        @DefaultValue Schema schema) {

    /**
     * The comparison of the schema with the model at start.
     *
     * @param validation Whether the schema of the database is compared with the model at start, and what a difference does.
     * @param timeout How long the comparison at start may take.
     */
    public record Schema(
            @DefaultValue("none") Validation validation,
            @DefaultValue("30s") Duration timeout) {}

    /** What a difference between schema and model does at start. */
    public enum Validation {
        /** The schema is not compared. */
        NONE,
        /** Differences are logged as a warning. */
        WARN,
        /** Differences end the start of the application. */
        FAIL
    }
}

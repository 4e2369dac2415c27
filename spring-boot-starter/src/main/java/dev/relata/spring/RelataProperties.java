package dev.relata.spring;

import dev.relata.observe.NPlusOne;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The properties of Relata. Not thread-safe; read at start. */
@ConfigurationProperties("relata")
public class RelataProperties {

    /** The most keys that one statement of a batch scope asks for. */
    private int maxBatch = 1_000;

    /** The most rows that a batch scope remembers; the least recently used go first, 0 remembers none. */
    private int maxCached = 100_000;

    /** What happens when lookups of one relationship go out one by one, more than ten in one subscription. */
    private NPlusOne nPlusOne = NPlusOne.WARN;

    private final Schema schema = new Schema();

    /**
     * Returns the most keys that one statement of a batch scope asks for.
     *
     * @return 1 or more
     */
    public int getMaxBatch() {
        return maxBatch;
    }

    /**
     * Sets the most keys that one statement of a batch scope asks for.
     *
     * @param maxBatch 1 or more
     */
    public void setMaxBatch(int maxBatch) {
        this.maxBatch = maxBatch;
    }

    /**
     * Returns the most rows that a batch scope remembers.
     *
     * @return 0 or more
     */
    public int getMaxCached() {
        return maxCached;
    }

    /**
     * Sets the most rows that a batch scope remembers.
     *
     * @param maxCached 0 or more
     */
    public void setMaxCached(int maxCached) {
        this.maxCached = maxCached;
    }

    /**
     * Returns what happens when lookups go out one by one.
     *
     * @return the mode
     */
    public NPlusOne getNPlusOne() {
        return nPlusOne;
    }

    /**
     * Sets what happens when lookups go out one by one.
     *
     * @param nPlusOne the mode
     */
    public void setNPlusOne(NPlusOne nPlusOne) {
        this.nPlusOne = nPlusOne;
    }

    /**
     * Returns the properties of the schema.
     *
     * @return the schema's properties
     */
    public Schema getSchema() {
        return schema;
    }

    /** The properties of the schema. */
    public static class Schema {

        /** Whether the schema of the database is compared with the model at start, and what a difference does. */
        private Validation validation = Validation.NONE;

        /** How long the comparison at start may take. */
        private Duration timeout = Duration.ofSeconds(30);

        /**
         * Returns what a difference does.
         *
         * @return the mode
         */
        public Validation getValidation() {
            return validation;
        }

        /**
         * Sets what a difference does.
         *
         * @param validation the mode
         */
        public void setValidation(Validation validation) {
            this.validation = validation;
        }

        /**
         * Returns how long the comparison may take.
         *
         * @return a positive duration
         */
        public Duration getTimeout() {
            return timeout;
        }

        /**
         * Sets how long the comparison may take.
         *
         * @param timeout a positive duration
         */
        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }
    }

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

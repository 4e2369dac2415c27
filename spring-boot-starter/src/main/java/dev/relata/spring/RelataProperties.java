package dev.relata.spring;

import dev.relata.observe.NPlusOne;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of Relata. Immutable.
 *
 * @param maxBatch The most keys that one statement of a batch scope asks for.
 * @param maxCached The most rows that a batch scope remembers; the least recently used go first, 0 remembers none.
 * @param fetchSize The rows of each fetch of a stream over R2DBC that does not say otherwise; 0 lets fetches begin small and grow.
 * @param pooler What stands between the application and PostgreSQL, as far as prepared statements are concerned.
 * @param readers URLs of PostgreSQL servers that only read, such as r2dbc:postgresql://standby/library; the user, the password and all
 *     else that a URL does not say are those of spring.r2dbc.
 * @param nPlusOne What happens when more than ten lookups of one relationship go out one by one in one subscription.
 * @param valuesInErrors Whether errors show values of rows and requests, in their messages and in those of their causes.
 * @param transactions Whether Relata takes part in Spring's transactions and begins its own through Spring, or keeps apart.
 * @param separatePool Whether Relata has a connection pool of its own, with the settings of spring.r2dbc; its transactions are
 *     then its own too.
 * @param schema The comparison of the schema with the model at start.
 * @param pageCursors The signature of page cursors.
 */
@ConfigurationProperties("relata")
public record RelataProperties(
        @DefaultValue("1000") int maxBatch,
        @DefaultValue("100000") int maxCached,
        @DefaultValue("0") int fetchSize,
        @DefaultValue("detect") Pooler pooler,
        @DefaultValue List<String> readers,
        @DefaultValue("warn") NPlusOne nPlusOne,
        @DefaultValue("false") boolean valuesInErrors,
        @DefaultValue("join") Transactions transactions,
        @DefaultValue("false") boolean separatePool,
        @DefaultValue Schema schema,
        @DefaultValue PageCursors pageCursors) {

    /** Copies the list. */
    public RelataProperties {
        readers = List.copyOf(readers);
    }

    /**
     * The signature of page cursors.
     *
     * @param secret A text of 32 bytes or more that signs page cursors, the same in every instance; without it they are not signed.
     * @param olderSecrets Secrets whose cursors are read too, for as long as a secret is being replaced.
     */
    public record PageCursors(
            @DefaultValue("") String secret, @DefaultValue List<String> olderSecrets) {

        /** Copies the list. */
        public PageCursors {
            olderSecrets = List.copyOf(olderSecrets);
        }

        /** Tells nothing of the secrets. */
        @Override
        public String toString() {
            return "PageCursors[secret=" + (secret.isEmpty() ? "none" : "…") + "]";
        }
    }

    /**
     * The comparison of the schema with the model at start.
     *
     * @param validation Whether the schema of the database is compared with the model at start, and what a difference does.
     * @param timeout How long the comparison at start may take.
     * @param severity The mildest difference that counts; milder ones neither end the start nor are logged.
     * @param ignoredTables Tables that are not compared, as the model names them, with a schema where they have one; * stands for
     *     any characters.
     * @param ignoredKinds Kinds of difference that do not count, in any table.
     */
    public record Schema(
            @DefaultValue("none") Validation validation,
            @DefaultValue("30s") Duration timeout,
            @DefaultValue("integrity") Severity severity,
            @DefaultValue List<String> ignoredTables,
            @DefaultValue List<Kind> ignoredKinds) {

        /** Copies the lists. */
        public Schema {
            ignoredTables = List.copyOf(ignoredTables);
            ignoredKinds = List.copyOf(ignoredKinds);
        }
    }

    /** What stands between the application and PostgreSQL; of no effect for MongoDB. */
    public enum Pooler {
        /** The store looks for one at its first connection, and refuses requests where it would mix prepared statements. */
        DETECT,
        /** None, or one in session mode, or one that keeps prepared statements apart: nothing is checked. */
        SESSION,
        /** One in transaction mode: the driver's prepared statements get no names. */
        TRANSACTION
    }

    /** Whether Relata and Spring have one transaction or two. */
    public enum Transactions {
        /** Relata takes part in the transactions of a {@code ReactiveTransactionManager}, and begins its own through it. */
        JOIN,
        /** Relata and Spring do not see what the other has not committed. */
        OWN
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

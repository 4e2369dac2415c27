package dev.relata.query;

/** How a to-one of a fetch plan is read. */
public enum FetchStrategy {
    /**
     * {@link #JOIN} for a required one-to-one of which nothing further is fetched, under a selection without a limit;
     * else {@link #BATCH}: a target that many rows share would travel once for each of them in a join.
     */
    AUTO,
    /** One statement for all rows of a level, each target once. */
    BATCH,
    /** With the rows that refer to it, in their statement; only for a to-one by a unique key, read without conditions. */
    JOIN
}

package dev.relata.r2dbc;

/**
 * The kind of pooler that stands between a store and PostgreSQL, for {@link R2dbcStoreBuilder#pooler}. The driver names the prepared
 * statements of each connection {@code S_0}, {@code S_1}, …; a pooler that gives every transaction another connection to the server
 * mixes the statements of its clients, in silence, unless it keeps their names apart.
 */
public enum Pooler {
    /**
     * Finds out at the first connection, in one exchange, and refuses every request where statements would be mixed. The default.
     * Behind a pooler that keeps names as they are two more connections are opened for a moment, to tell its mode.
     */
    DETECT,
    /**
     * Each connection keeps its prepared statements: there is no pooler, or one in session mode, or one that keeps the statements of its
     * clients apart, such as PgBouncer from 1.21 on with {@code max_prepared_statements}. Nothing is checked.
     */
    SESSION,
    /**
     * A pooler in transaction mode: the driver's prepared statements get no names ({@code preparedStatementCacheQueries=0}), and
     * options that it would send as startup parameters are refused. The driver of a given connection factory must be set up so by its
     * owner, which is checked at the first connection.
     */
    TRANSACTION
}

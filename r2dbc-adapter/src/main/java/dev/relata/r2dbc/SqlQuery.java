package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.sql.query.NativeSql;
import dev.relata.spi.NativeStatements;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * SQL of the user's own, with the values of its parameters; {@link R2dbcStore#sql} makes it. It runs where the requests of
 * {@code Relata} run: in the transaction of the reactive context, on its connection and behind a savepoint, so that a statement
 * that fails leaves the transaction usable. Each subscription to an answer sends one statement; cancel stops it. Immutable,
 * thread-safe.
 *
 * <pre>{@code
 * record Revenue(String genre, BigDecimal total) {}
 *
 * Flux<Revenue> revenue = R2dbcStore.sql(relata, """
 *         SELECT g.name AS genre, sum(l.unit_price * l.quantity) AS total
 *         FROM lines l JOIN tracks t ON t.id = l.track_id JOIN genres g ON g.id = t.genre_id
 *         WHERE l.sold_at >= $1 GROUP BY g.name ORDER BY total DESC""", since).all(Revenue.class);
 * }</pre>
 *
 * <p>A record's components are read from the columns of their names, as an entity's are: {@code unitPrice} from {@code
 * unit_price}, or as {@code @Column} says; further columns are left out. Columns have the types that the components would be
 * stored in; {@code count(*)} is a long, a sum of integers too. What is read as rows stands in a {@code WITH} clause: it is one
 * statement, and its columns have names.
 */
public final class SqlQuery {

    private static final String VALUE = "value";

    private final NativeStatements statements;
    private final NativeSql sql;

    SqlQuery(NativeStatements statements, NativeSql sql) {
        this.statements = statements;
        this.sql = sql;
    }

    private static String label(Class<?> type) {
        return "sql("
                + RefusedException.unlessNull(type, "sql", "the class of the rows")
                        .getSimpleName() + ")";
    }

    /**
     * Reads all rows; memory grows with the answer. SQL that writes belongs in {@link #returning} or {@link #execute}: here it would
     * not make a batch scope forget.
     *
     * @param record an entity of the model, or any record whose components are columns of the answer
     * @param <R> the record
     * @return the rows, in the order that the SQL says
     */
    public <R> Flux<R> all(Class<R> record) {
        return statements.read(label(record), sql, record);
    }

    /**
     * Reads the only row.
     *
     * @param record the record, as for {@link #all}
     * @param <R> the record
     * @return the row, empty where there is none; {@code NotUniqueException} where there are more
     */
    public <R> Mono<R> one(Class<R> record) {
        return statements.one(label(record), sql, record);
    }

    /**
     * Streams the rows by a cursor, as they are demanded, holding at most two fetches of them; the server keeps the whole answer
     * meanwhile. See {@code Selection.iterate}.
     *
     * @param record the record, as for {@link #all}
     * @param <R> the record
     * @return the rows, in the order that the SQL says
     */
    public <R> Flux<R> iterate(Class<R> record) {
        return iterate(record, Iteration.adaptive());
    }

    /**
     * Streams the rows as {@link #iterate(Class)} does.
     *
     * @param record the record, as for {@link #all}
     * @param iteration how to fetch
     * @param <R> the record
     * @return the rows, in the order that the SQL says
     */
    public <R> Flux<R> iterate(Class<R> record, Iteration iteration) {
        return statements.iterate(label(record), sql, record, iteration);
    }

    /**
     * Reads the first column; nulls are left out.
     *
     * @param type the Java type of its values
     * @param <V> the Java type
     * @return the values, in the order of the rows
     */
    public <V> Flux<V> values(Class<V> type) {
        return statements.values(label(type), sql.named(VALUE), VALUE, type);
    }

    /**
     * Carries out an {@code INSERT}, {@code UPDATE} or {@code DELETE} with {@code RETURNING}, or from PostgreSQL 17 on a {@code
     * MERGE}, and reads what it returns. A batch scope forgets what it knows. SQL that begins with {@code WITH} and writes there is
     * refused by PostgreSQL, since the whole stands in a {@code WITH} clause.
     *
     * @param record the record, as for {@link #all}
     * @param <R> the record
     * @return the rows that are returned
     */
    public <R> Flux<R> returning(Class<R> record) {
        return statements.returning(label(record), sql, record);
    }

    /**
     * Carries out a statement that answers no rows. A batch scope forgets what it knows.
     *
     * @return how many rows it has written, 0 where it does not say
     */
    public Mono<Long> execute() {
        return statements.execute("sql", sql);
    }

    @Override
    public String toString() {
        return "SqlQuery(" + sql.text() + ")";
    }
}

package dev.relata.spi;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Iteration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where requests are carried out: outside any transaction, or in one. Thread-safe.
 *
 * <p>Every method is cold: each subscription sends the request once. Cancel stops the server's work where it can and
 * frees what the request held. Errors are those of {@code dev.relata.error}. One request is one statement.
 */
public interface Session {

    /**
     * Tells whether what was read here stays right until a write of this session, or until its transaction ends. Batch scopes remember
     * nothing of one where it does not.
     *
     * @return true by default; false in a transaction in which others than the store write too
     */
    default boolean isExclusive() {
        return true;
    }

    /**
     * Reads rows, all of them as fast as the store gives them, whatever the demand; memory grows with the answer.
     *
     * @param select the request
     * @return the rows in the request's order
     */
    Flux<@Nullable Object[]> select(Select select);

    /**
     * Reads rows as they are demanded, holding at most two fetches of them.
     *
     * <p>Outside a transaction the stream has one snapshot and a connection of its own until it ends. Where the iteration allows
     * several connections the request has neither an order nor bounds, and a store that can read over several at the same time,
     * in one snapshot, may do so; it holds at most two fetches for each.
     *
     * @param select the request, without a batch
     * @param iteration how to fetch
     * @return the rows in the request's order; in any order where the iteration allows several connections
     */
    Flux<@Nullable Object[]> stream(Select select, Iteration iteration);

    /**
     * Reads rows as {@link #stream(Select, Iteration)} does, into a target: for rows that are to be written somewhere, not looked at.
     *
     * @param select the request, without a batch
     * @param iteration how to fetch
     * @param target takes each row when it is read, which may be two fetches before its element is demanded
     * @param <R> what the target makes of a row
     * @return an element for each row, in the request's order
     */
    default <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return stream(select, iteration).map(target::row);
    }

    /**
     * Tells which of many keys are one.
     *
     * @param keys the request
     * @return for each key, in their order, the position of the first that the store holds equal to it
     */
    Flux<Integer> same(SameKeys keys);

    /**
     * Writes new rows.
     *
     * @param insert the request
     * @return what the request says
     */
    Flux<@Nullable Object[]> insert(Insert insert);

    /**
     * Changes rows.
     *
     * @param update the request
     * @return how many rows were there to change
     */
    Mono<Long> update(Update update);

    /**
     * Changes rows, each to values of its own.
     *
     * @param update the request
     * @return how many rows were there to change
     */
    Mono<Long> update(UpdateRows update);

    /**
     * Changes rows as {@link #update(Update)} does, and answers what they became. By default, for stores without rules of
     * their own such as triggers, they are as given.
     *
     * @param update the request, of at least one change
     * @param returning the attributes to answer
     * @return for each row that was there to change their values, or an empty array where they are as given
     */
    default Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return update(update).flatMapMany(Session::asGiven);
    }

    /**
     * Changes rows as {@link #update(UpdateRows)} does, and answers what they became. By default, for stores without rules of
     * their own such as triggers, they are as given.
     *
     * @param update the request
     * @param returning the attributes to answer
     * @return for each row that was there to change its position among those of the request, an {@code Integer}, and their
     *     values, in any order; or empty arrays where all are as given
     */
    default Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return update(update).flatMapMany(Session::asGiven);
    }

    private static Flux<@Nullable Object[]> asGiven(long rows) {
        return Flux.range(0, Math.toIntExact(rows)).map(row -> new @Nullable Object[0]);
    }

    /**
     * Changes rows of several types together.
     *
     * @param updates the request
     * @return completes when all are changed
     */
    Mono<Void> update(Updates updates);

    /**
     * Deletes rows.
     *
     * @param delete the request
     * @return how many rows went
     */
    Mono<Long> delete(Delete delete);

    /**
     * Makes an owner be linked to just some targets. Needs {@link Capability#ID_ARRAYS}.
     *
     * @param links the request
     * @return how many owners were there: 1, or 0, and then nothing is written
     */
    default Mono<Long> set(SetLinks links) {
        return Mono.error(() -> new RefusedException(
                links.label() + ": this store keeps no links as arrays of ids (it lacks Capability.ID_ARRAYS);"
                        + " leave storedAs(ID_ARRAY) out"));
    }

    /**
     * Tells the statement that {@link #select} or {@link #stream} would send now: the very same text, made by the same code. Needs
     * {@link Capability#EXPLAIN}, and {@link Capability#EXPLAIN_PLANS} for plans.
     *
     * @param select the request; the keys of its batch may stand for others, so where no plan is asked for they are neither bound nor
     *     looked at
     * @param iteration how to fetch, or null where all rows are read at once
     * @param how whether the store's plan is asked for too, which is the only reason to send something, and whether values are shown
     * @return the statement
     */
    default Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return Mono.error(() -> new RefusedException(
                select.label() + ": this store does not tell the statements that it would send (it lacks"
                        + " Capability.EXPLAIN): watch those that it sends by a StatementListener"));
    }

    /**
     * Carries out a statement in the store's own language and reads its rows. Needs {@link Capability#NATIVE_STATEMENTS}.
     *
     * @param statement the statement
     * @return a value for each of its columns, in the order of its rows
     */
    default Flux<@Nullable Object[]> rows(NativeStatement statement) {
        return Flux.error(() -> withoutNativeStatements(statement));
    }

    /**
     * Reads the rows of a statement in the store's own language as they are demanded. Needs {@link
     * Capability#NATIVE_STATEMENTS}.
     *
     * @param statement the statement, which writes nothing
     * @param iteration how to fetch
     * @return a value for each of its columns, in the order of its rows
     */
    default Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return Flux.error(() -> withoutNativeStatements(statement));
    }

    /**
     * Carries out a statement in the store's own language that answers no rows. Needs {@link Capability#NATIVE_STATEMENTS}.
     *
     * @param statement the statement
     * @return how many rows it has written
     */
    default Mono<Long> count(NativeStatement statement) {
        return Mono.error(() -> withoutNativeStatements(statement));
    }

    private static RefusedException withoutNativeStatements(NativeStatement statement) {
        return new RefusedException(
                statement.label() + ": this store takes no statements in a language of its own (it lacks"
                        + " Capability.NATIVE_STATEMENTS)");
    }

    /**
     * Tells which tables of the model are views, or others whose rows are kept elsewhere: their rows neither keep those that
     * they refer to from being deleted or changed, nor follow them. Asked before every delete and change of keys, so a store
     * asks its server once for each table and remembers the answer; such a question does not count as a statement.
     *
     * @param tables names of tables of the model, those of junctions included
     * @return those that are views; by default none
     */
    default Mono<Set<String>> views(Set<String> tables) {
        return Mono.just(Set.of());
    }

    /**
     * Creates what the model needs in the store. Needs {@link Capability#SCHEMA}. More than one statement: to be whole it
     * takes a transaction, where the store has them for such statements.
     *
     * @param part how much of it
     * @return completes when it is there; a {@link RefusedException} where something stands in the way
     */
    default Mono<Void> createSchema(SchemaPart part) {
        return Mono.error(Session::withoutSchema);
    }

    /**
     * Compares what the model needs with what is in the store. Needs {@link Capability#SCHEMA}. A constant number of
     * statements, whatever the size of the model, or one for each table where the store has none that asks for all.
     *
     * @return every difference, table by table in the order of the model; none where they agree
     */
    default Flux<SchemaDifference> compareSchema() {
        return Flux.error(Session::withoutSchema);
    }

    /**
     * Writes down what would create what is missing; sends only what reads the catalogue. Needs {@link Capability#SCHEMA}.
     *
     * @param filter which tables and kinds of difference are left as they are
     * @return statements in the store's own language, in their order: tables that are missing, and columns, keys and indexes that
     *     are missing in others; none where nothing is
     */
    default Flux<String> missingSchema(SchemaFilter filter) {
        return Flux.error(Session::withoutSchema);
    }

    /**
     * Writes records from the tables that are in the store, whether the model knows them or not. Needs {@link
     * Capability#CATALOGUE}. A constant number of statements.
     *
     * @param packageName the package of the records
     * @param filter which tables are left out
     * @return the source files, by path; a {@link RefusedException} where no record can be written
     */
    default Flux<SourceFile> records(String packageName, SchemaFilter filter) {
        return Flux.error(() -> new RefusedException(
                "this store does not say which tables and columns it has (it lacks Capability.CATALOGUE): write the"
                        + " records by hand"));
    }

    /**
     * Makes the error of a schema of which some tables are there before it is created.
     *
     * @param tables the tables that are there
     * @param kind the store's word for them, in the plural
     * @return the error
     */
    static RefusedException schemaIsThere(Set<String> tables, String kind) {
        return new RefusedException("The schema cannot be created: " + String.join(", ", new TreeSet<>(tables))
                + (tables.size() == 1 ? " is" : " are")
                + " there already; drop what is to be made anew, or use createMissing()"
                + " for the other " + kind + " and validate() for these");
    }

    /**
     * The error of a store that lacks {@link Capability#SCHEMA}.
     *
     * @return a new error
     */
    static RefusedException withoutSchema() {
        return new RefusedException(
                "this store neither creates nor compares schemas (it lacks Capability.SCHEMA): make its"
                        + " tables with its own tools, and ask capabilities() before schema()");
    }
}

package dev.relata.test.conformance;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.error.InvalidValueException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Ticket;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** What a store's own test class supplies; a new instance for each test, as JUnit makes them. */
public interface StoreUnderTest {

    /**
     * Answers the front door over the store, which holds no rows when a test begins.
     *
     * @return one with the model of {@code ConformanceModel.types()}, or {@code typesWithArrays()} where the store has
     *     {@link Capability#ID_ARRAYS}; the same for all of a test
     */
    Relata relata();

    /**
     * Answers what sees every statement that is sent for {@link #relata()}.
     *
     * @return the counter; the same for all of a test
     */
    StatementCounter statements();

    /**
     * Answers what the store can do; asked before any set-up method has run.
     *
     * @return the capabilities, as the store itself answers them
     */
    Set<Capability> capabilities();

    /**
     * Answers the tests that this store leaves out, so that none is left out by mistake.
     *
     * @return the names of the methods
     */
    default Set<String> leftOut() {
        return Set.of();
    }

    /**
     * Answers how many statements a write takes that must look at other rows, or at whether its row is there, and cannot do so
     * in the statement that writes.
     *
     * @return 1, or 2 where the store's language cannot
     */
    default int statementsOfAWriteThatLooksFirst() {
        return 1;
    }

    /**
     * Answers how many statements an update takes that answers its rows.
     *
     * @return 1, or 3 where the store must lock the rows, change them and read them again
     */
    default int statementsOfAnUpdate() {
        return 1;
    }

    /**
     * Answers how many statements it takes to read rows under a lock that other rows decide about.
     *
     * @return 1, or 2 where the store must know the rows before it can lock them
     */
    default int statementsOfALockThatLooksFirst() {
        return 1;
    }

    /**
     * Tells whether a table or a column can have a name.
     *
     * @param name a name
     * @return whether it can; true where the store takes any that is not too long
     */
    default boolean canName(String name) {
        return true;
    }

    /**
     * Breaks every connection that {@link #relata()} has open now; asked only where the store has connections.
     *
     * @return completes when they are broken
     */
    default Mono<Void> breakConnections() {
        return Mono.error(new IllegalStateException("a store with CONNECTIONS must override breakConnections()"));
    }

    /**
     * Answers a front door over the same rows, whose connection is lost while COMMIT is under way; asked only where the
     * store has connections.
     *
     * @return the front door
     */
    default Relata losingCommits() {
        throw new IllegalStateException("a store with CONNECTIONS must override losingCommits()");
    }

    /**
     * Answers a front door over a store of the same kind in which nothing has been created, for another model; asked only
     * where the store has {@link Capability#SCHEMA}.
     *
     * @param model the records
     * @return the front door
     */
    default Relata bare(Class<?>... model) {
        return bare(builder -> builder, model);
    }

    /**
     * Answers a front door as {@link #bare(Class[])} does, with further settings.
     *
     * @param settings adds the settings
     * @param model the records
     * @return the front door, whose statements {@link #statements()} sees
     */
    default Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        throw new IllegalStateException("a store with SCHEMA must override bare(…)");
    }

    /**
     * Answers a front door as {@link #bare} does, over a server or a client that sets for its sessions what may be set there
     * and is not the default.
     *
     * @param model the records
     * @return the front door; that of {@code bare} where nothing can be set
     */
    default Relata amongOtherSettings(Class<?>... model) {
        return bare(model);
    }

    /**
     * Tells whether a statement goes to the rows of one value of a column alone, by its text: the store's language knows how that is
     * written.
     *
     * @param statement the text of a statement, as listeners see it
     * @param column the column that rows are distributed by
     * @return whether it does; true where the text of statements does not tell
     */
    default boolean isRouted(String statement, String column) {
        return true;
    }

    /**
     * Stores a ticket whose code is null, which its record does not allow. By default the code is left to the database, which
     * is to fill it and does not; a store that refuses this writes beside Relata, as another program might.
     *
     * @param ticket a draft without a code
     */
    default void storeWithoutCode(Ticket ticket) {
        observe(relata().insert(ticket))
                .fails(InvalidValueException.class)
                .hasMessageContaining("Ticket.code is null in the row with id=");
    }

    /**
     * Subscribes and waits for the end.
     *
     * @param publisher what to subscribe to
     * @param <T> what it answers
     * @return what came and what was sent
     */
    default <T> Observed<T> observe(Publisher<T> publisher) {
        return Observed.of(publisher, statements());
    }

    /**
     * Inserts a row and waits until it is there.
     *
     * @param row the row
     * @param <T> the record
     * @return the row as stored
     */
    default <T> T stored(T row) {
        return observe(relata().insert(row)).value();
    }
}

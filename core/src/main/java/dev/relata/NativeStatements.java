package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.answer.Answers;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.query.Iteration;
import dev.relata.spi.Capability;
import dev.relata.spi.NativeStatement;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs statements in a store's own language where all other requests run: in the transaction of the reactive context, on its
 * connection and behind its savepoint, else on a connection of the scope or one of their own; {@link Relata#nativeStatements()}
 * has them. Adapters make the statements: users begin with {@code R2dbcStore.sql(…)} or {@code MongoStore.aggregate(…)}.
 * Immutable, thread-safe; cold, each subscription sends the statement.
 *
 * <p>What writes makes a batch scope forget everything that it knows. Needs {@link Capability#NATIVE_STATEMENTS}.
 */
public final class NativeStatements {

    private final Answers answers;
    private final Model model;
    private final Sessions sessions;

    NativeStatements(Answers answers, Model model, Sessions sessions) {
        this.answers = answers;
        this.model = model;
        this.sessions = sessions;
    }

    /**
     * Reads rows as records.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record an entity of the model, or any record whose components are columns of the answer
     * @param <R> the record
     * @return the rows in the statement's order; {@code InvalidValueException} for a value that the record cannot hold
     */
    public <R> Flux<R> read(String label, Object command, Class<R> record) {
        return answers.of(Flux.defer(() -> {
            EntityType<R> type = model.answer(record);
            NativeStatement statement = NativeStatement.of(label, command, type, false);
            return sessions.in(Access.READ, session -> session.rows(statement)).map(type::instantiate);
        }));
    }

    /**
     * Streams rows as records, holding at most two fetches of them; see {@code Selection.iterate}.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record the record, as for {@link #read}
     * @param iteration how to fetch
     * @param <R> the record
     * @return the rows in the statement's order
     */
    public <R> Flux<R> iterate(String label, Object command, Class<R> record, Iteration iteration) {
        RefusedException.unlessNull(iteration, "iterate", "the Iteration that says how");
        return answers.of(Flux.defer(() -> {
            EntityType<R> type = model.answer(record);
            NativeStatement statement = NativeStatement.of(label, command, type, false);
            return sessions.in(Access.STREAM, session -> session.stream(statement, iteration))
                    .map(type::instantiate);
        }));
    }

    /**
     * Reads the first column of each row; nulls are left out.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param column the name of the column
     * @param type the Java type of its values
     * @param <V> the Java type
     * @return the values in the order of the rows
     */
    public <V> Flux<V> values(String label, Object command, String column, Class<V> type) {
        return answers.of(Flux.defer(() -> {
            Attribute value = Attribute.ofValue(label, column, type);
            NativeStatement statement = new NativeStatement(label, command, null, List.of(value), false);
            return sessions.in(Access.READ, session -> session.rows(statement)).mapNotNull(row -> type.cast(row[0]));
        }));
    }

    /**
     * Writes rows and reads what they have become as records.
     *
     * @param label what is written, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record the record, as for {@link #read}
     * @param <R> the record
     * @return the rows that the statement returns
     */
    public <R> Flux<R> returning(String label, Object command, Class<R> record) {
        return answers.of(Flux.defer(() -> {
            EntityType<R> type = model.answer(record);
            NativeStatement statement = NativeStatement.of(label, command, type, true);
            return sessions.in(Access.WRITE, session -> session.rows(statement)).map(type::instantiate);
        }));
    }

    /**
     * Carries out a statement that answers no rows.
     *
     * @param label what is done, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @return how many rows it has written, 0 where it does not say
     */
    public Mono<Long> execute(String label, Object command) {
        NativeStatement statement = new NativeStatement(label, command, null, List.of(), true);
        return answers.of(sessions.write(session -> session.count(statement)));
    }
}

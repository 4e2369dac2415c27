package dev.relata.internal.write;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.Unreadable;
import java.time.Clock;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The writes of a model's rows, with the parts that all of them share. Immutable, thread-safe. */
public final class Writes {

    private final Model model;
    private final Sessions sessions;
    private final Clock clock;

    /**
     * Makes the writes.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param clock gives the times of {@code @CreatedAt} and {@code @UpdatedAt}
     */
    public Writes(Model model, Sessions sessions, Clock clock) {
        this.model = model;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Inserts rows; a row that is there already is an error.
     *
     * @param type the type
     * @param label what the inserts are for, in messages and to listeners
     * @return the inserts
     */
    public <E> Inserts<E> inserts(EntityType<E> type, String label) {
        return new Inserts<>(this, type, label, ConflictRule.ERROR);
    }

    /**
     * Inserts many rows under the policy of the options.
     *
     * @param type the type
     * @param label what the inserts are for
     * @param bulk the options
     * @return the inserts
     */
    public <E> Inserts<E> inserts(EntityType<E> type, String label, Bulk<? super E> bulk) {
        return inserts(type, label).under(given(label, bulk).conflict());
    }

    /**
     * Inserts many rows, or overwrites those that are there already: by the key that the options name, else by id.
     *
     * @param type the type
     * @param label what the inserts are for
     * @param bulk the options
     * @return the inserts
     */
    public <E> Inserts<E> upserts(EntityType<E> type, String label, Bulk<? super E> bulk) {
        return switch (given(label, bulk).conflict().policy()) {
            case ERROR -> inserts(type, label).under(OnConflict.<E>update());
            case UPDATE -> inserts(type, label, bulk);
            case IGNORE ->
                throw new RefusedException(label
                        + ": bulk().upsert overwrites, and OnConflict.ignore leaves rows that are there as they are; use bulk().insert, or"
                        + " OnConflict.update");
        };
    }

    private static <B extends Bulk<?>> B given(String label, B bulk) {
        return RefusedException.unlessNull(bulk, label, "the Bulk that says how");
    }

    Model model() {
        return model;
    }

    Sessions sessions() {
        return sessions;
    }

    Clock clock() {
        return clock;
    }

    /**
     * Reads the answer of a statement that nothing undoes any more: where a record refuses a row, the error says that the row
     * is stored.
     */
    <R> Mono<R> stored(Supplier<R> rows) {
        return Mono.deferContextual(context -> {
            try {
                return Mono.just(rows.get());
            } catch (InvalidValueException e) {
                return Mono.error(Unreadable.written(e, sessions.transaction(context) != null));
            }
        });
    }
}

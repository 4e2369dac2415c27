package dev.relata.internal.write;

import dev.relata.error.InvalidValueException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.internal.observe.BulkNotifier;
import dev.relata.internal.resolve.AssignedValues;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Unreadable;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The writes of a model's rows, with the parts that all of them share. Immutable, thread-safe. */
public final class Writes {

    private final Model model;
    private final Sessions sessions;
    private final Clock clock;
    private final Deletes deletes;
    private final KeyChanges keyChanges;
    private final BulkNotifier observed;

    /**
     * Makes the writes.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param clock gives the times of {@code @CreatedAt} and {@code @UpdatedAt}
     * @param deletes deletes rows with those that refer to them
     * @param keyChanges changes keys with those that refer to them
     * @param observed sees the writes of many rows
     */
    public Writes(
            Model model,
            Sessions sessions,
            Clock clock,
            Deletes deletes,
            KeyChanges keyChanges,
            BulkNotifier observed) {
        this.model = model;
        this.sessions = sessions;
        this.clock = clock;
        this.deletes = deletes;
        this.keyChanges = keyChanges;
        this.observed = observed;
    }

    /**
     * Inserts rows; a row that is there already is an error.
     *
     * @param type the type
     * @param label what the inserts are for, in messages and to listeners
     * @return the inserts
     */
    public <E> Inserts<E> inserts(EntityType<E> type, String label) {
        refuseReadOnly(type, label);
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
                        + ": bulk().upsert overwrites, and OnConflict.ignore leaves rows that are there as they are; use"
                        + " bulk().insert, or OnConflict.update");
        };
    }

    private static <B extends Bulk<?>> B given(String label, B bulk) {
        return RefusedException.unlessNull(bulk, label, "the Bulk that says how");
    }

    /**
     * Updates rows.
     *
     * @param type the type
     * @param label what the updates are for
     * @return the updates
     */
    public <E> RowUpdates<E> updates(EntityType<E> type, String label) {
        refuseReadOnly(type, label);
        return new RowUpdates<>(this, type, label, new Versions<>(sessions, type));
    }

    /**
     * Updates many rows as the options say.
     *
     * @param type the type
     * @param bulk the options
     * @return the updates
     */
    public <E> RowUpdates<E> updates(EntityType<E> type, Bulk<?> bulk) {
        given(type.name(), bulk);
        return updates(type, type.name());
    }

    /**
     * Updates the rows of a selection.
     *
     * @param selection compiles the selection, on subscribe
     * @param assignment the new values
     * @return how many rows there are; cold
     */
    public Mono<Long> update(Supplier<CompiledSelection> selection, Assignment<?> assignment) {
        return Mono.defer(() -> {
            CompiledSelection compiled = selection.get();
            EntityType<?> type = compiled.query().type();
            refuseReadOnly(type, compiled.label());
            List<Change> changes = times().with(type, changes(type, assignment));
            return compiled.matchesNothing()
                    ? Mono.just(0L)
                    : update(new Update(compiled.label(), compiled.query(), changes));
        });
    }

    /**
     * Refuses a write of rows that are only read.
     *
     * @param type the type of the rows
     * @param label what the write is for
     */
    public static void refuseReadOnly(EntityType<?> type, String label) {
        if (type.readOnly()) {
            throw new RefusedException(Ids.begin(label, type) + type.name() + " is @ReadOnly, so that its rows are only"
                    + " read: write the rows that they are made of, or drop the annotation");
        }
    }

    private List<Change> changes(EntityType<?> type, Assignment<?> assignment) {
        List<Change> changes = new ArrayList<>();
        AssignedValues values = new AssignedValues(model, sessions.capabilities(), type);
        for (Assignment.Part<?> part : RefusedException.unlessNull(
                        assignment, type.name() + ".update", "the assignment")
                .parts()) {
            Attribute attribute = model.attribute(type, part.property());
            checkAssigned(type, attribute);
            changes.removeIf(change -> change.attribute().equals(attribute));
            changes.add(new Change(attribute, values.of(attribute, part.to())));
        }
        return changes;
    }

    private static void checkAssigned(EntityType<?> type, Attribute attribute) {
        if (type.id().contains(attribute)) {
            throw new RefusedException(attribute.qualifiedName()
                    + " is part of the id, which update(…) does not change: insert a new row instead");
        }
        if (attribute.generation() == Generation.VERSION) {
            throw new RefusedException(attribute.qualifiedName()
                    + " is the @Version, which counts up by itself with every change: leave it out");
        }
        boolean fixed =
                attribute.writes() != Attribute.Writability.ALWAYS && attribute.generation() != Generation.CREATED_AT;
        if (fixed) {
            throw new RefusedException(attribute.qualifiedName() + " is "
                    + (attribute.writes() == Attribute.Writability.NEVER ? "only read" : "stored with the insert only")
                    + ", as its annotation says: leave it out, or drop the annotation");
        }
    }

    /** Sends an update; where a key that is all of the id leaves nothing to set, its rows are counted instead. */
    Mono<Long> update(Update update) {
        if (!update.changes().isEmpty()) {
            return keyChanges.update(update);
        }
        Select rows = Select.of(update.label(), update.query(), List.of(Aggregate.countRows()));
        return sessions.write(session -> session.select(rows).single())
                .map(row -> row[0] instanceof Long count ? count : 0L);
    }

    static List<Attribute> attributes(List<Change> changes) {
        return changes.stream().map(Change::attribute).toList();
    }

    /**
     * Returns the times that every update of a row sets.
     *
     * @return the times
     */
    public UpdateTimes times() {
        return new UpdateTimes(clock);
    }

    /**
     * Deletes rows that are at hand.
     *
     * @param type the type
     * @return the deletes
     */
    public <E> RowDeletes<E> deletes(EntityType<E> type) {
        refuseReadOnly(type, type.name());
        return new RowDeletes<>(deletes, type, new Versions<>(sessions, type));
    }

    /**
     * Deletes rows and what goes with them, whole or not at all.
     *
     * @param label what the delete is for
     * @param rows the rows
     * @return how many were there
     */
    public Mono<Long> delete(String label, Query rows) {
        return deletes.delete(() -> new CompiledSelection(label, rows), true);
    }

    /**
     * Deletes the rows of selections.
     *
     * @return the deletes
     */
    public Deletes deletes() {
        return deletes;
    }

    /**
     * Returns the notifier of listeners that see writes of many rows as one.
     *
     * @return the notifier
     */
    public BulkNotifier observed() {
        return observed;
    }

    KeyChanges keyChanges() {
        return keyChanges;
    }

    <E> VersionTracker<E> ownVersions(EntityType<E> type, String label, List<Attribute> key) {
        return new VersionTracker<>(
                select -> sessions.in(Access.WRITE, session -> session.select(select)), label, type, key);
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

    /** The answer to the write of one row, which a store owes. */
    static @Nullable Object[] one(String label, List<@Nullable Object[]> rows) {
        if (rows.size() != 1) {
            throw miscounted(label, rows.size(), 1);
        }
        return rows.get(0);
    }

    static StoreException miscounted(String label, int answered, int given) {
        String why = given == 1
                ? "one that was to be written: a rule or a trigger of the table may leave rows out"
                : given + " inserts: a rule or a trigger of the table may skip rows";
        return new StoreException(
                label + ": the store answered " + answered + " rows for " + why, Reason.OTHER, null, false, null);
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

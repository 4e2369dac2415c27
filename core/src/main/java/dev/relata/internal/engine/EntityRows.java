package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.LookupShape.Kind;
import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.CompiledSelection.Owner;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.write.InputRows;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds, updates and deletes rows of one type by id. Immutable, thread-safe; cold, every subscription writes anew.
 *
 * @param <E> the record
 */
public final class EntityRows<E> {

    private final Engine engine;
    private final EntityType<E> type;
    private final Versions<E> versions;

    /**
     * Makes the operations.
     *
     * @param engine the engine
     * @param type the type
     */
    public EntityRows(Engine engine, EntityType<E> type) {
        this.engine = engine;
        this.type = type;
        this.versions = new Versions<>(engine, type);
    }

    /**
     * Finds a row by its id.
     *
     * @param id the value of the id's one component, or a list of the values of several
     * @param place where this was assembled, or null
     * @return the row, empty where there is none
     */
    public Mono<E> find(Object id, @Nullable StackTraceElement place) {
        OwnerReads reads = new OwnerReads(engine, place, false);
        return Mono.defer(() -> {
            Owner self = new Owner(Association.byKey(type, type.id()), Ids.parse(type, type.name(), id));
            CompiledSelection row = new CompiledSelection(type.name(), Query.of(type), self);
            return reads.list(row, Kind.ROWS, type::instantiate).flatMap(rows -> Mono.justOrEmpty(first(rows)));
        });
    }

    private static <E> Optional<E> first(List<E> rows) {
        return rows.stream().findFirst();
    }

    /**
     * Updates a row: everything but its id and the time of its creation.
     *
     * @param entity the row
     * @return the row as stored
     */
    public Mono<E> update(E entity) {
        return Mono.defer(() -> {
            E touched = touched(entity);
            List<Object> id = Ids.require(type, touched, "update");
            List<Change> changes = changes(touched);
            return updated(new Update(type.name(), at(id, touched), changes, true), id, touched, type.attributes());
        });
    }

    /**
     * Changes the id of a row, and the keys of the rows that refer to it.
     *
     * @param entity the row, under the id that it has
     * @param newId the value of the id's one component, or a list of the values of several
     * @return the row as given, under the new id and with the times and the version that it now has
     */
    public Mono<E> changeId(E entity, Object newId) {
        return Mono.defer(() -> {
            String label = type.name() + ".changeId";
            List<Object> before = Ids.require(type, entity, "changeId");
            List<Object> after = Ids.parse(type, label, newId, "changeId for each row");
            @Nullable Object[] values = type.values(touched(entity));
            for (int i = 0; i < after.size(); i++) {
                values[type.id().get(i).index()] = after.get(i);
            }
            List<Change> changes = type.attributes().stream()
                    .filter(attribute ->
                            type.id().contains(attribute) || attribute.generation() == Generation.UPDATED_AT)
                    .map(attribute -> new Change(attribute, values[attribute.index()]))
                    .toList();
            Update update = new Update(label, at(before, entity), changes, true);
            E next = versions.next(type.copy(values));
            return engine.cascades()
                    .rekey(engine, update)
                    .flatMap(rows -> rows == 0
                            ? versions.lost(label, List.of(before), gone(Ids.begin(label, type, before)))
                            : Mono.just(next));
        });
    }

    /**
     * Updates some attributes of a row, and the times that every update sets.
     *
     * @param label what it is for
     * @param before the row, for its id
     * @param after the row with the new values
     * @param attributes what changes; those of the id must be the same
     * @return {@code after} with what was stored of those, and with the times and the version that it now has
     */
    public Mono<E> updateOnly(String label, E before, E after, List<Attribute> attributes) {
        List<Object> id = Ids.require(type, before, label);
        if (!id.equals(Ids.of(type, after))) {
            throw new RefusedException(label + ": this would change the id of the " + type.name()
                    + ", which its key is a part of; insert a new row instead");
        }
        E touched = touched(after);
        List<Change> changes = type.attributes().stream()
                .filter(attribute -> !type.id().contains(attribute))
                .filter(attribute -> attributes.contains(attribute) || attribute.generation() == Generation.UPDATED_AT)
                .map(attribute -> new Change(attribute, type.value(touched, attribute)))
                .toList();
        List<Attribute> written = new ArrayList<>(attributesOf(changes));
        type.version().filter(version -> !written.contains(version)).ifPresent(written::add);
        return updated(new Update(label, at(id, before), changes, true), id, touched, written);
    }

    private static List<Attribute> attributesOf(List<Change> changes) {
        return changes.stream().map(Change::attribute).toList();
    }

    private Query at(List<Object> id, E entity) {
        return Query.of(type).where(versions.at(id, entity));
    }

    private Mono<E> updated(Update update, List<Object> id, E after, List<Attribute> written) {
        Mono<E> lost =
                Mono.defer(() -> versions.lost(update.label(), List.of(id), gone(Ids.begin(update.label(), type, id))));
        if (update.changes().isEmpty() || engine.cascades().follows(engine, type, attributesOf(update.changes()))) {
            E next = update.changes().isEmpty() ? after : versions.next(after);
            return SelectionWrites.write(engine, update).flatMap(rows -> rows == 0 ? lost : Mono.just(next));
        }
        return engine.sessions()
                .many(session -> session.changed(update, written))
                .collectList()
                .flatMap(rows -> rows.isEmpty()
                        ? lost
                        : Written.of(engine, () -> became(after, OneRow.of(update.label(), rows), 0, written)));
    }

    /** A row as the store has it after a change: some of its attributes as answered, or all as they were given. */
    private E became(E given, @Nullable Object[] answer, int offset, List<Attribute> written) {
        if (answer.length == 0) {
            return versions.next(given);
        }
        @Nullable Object[] values = type.values(given);
        for (int i = 0; i < written.size(); i++) {
            values[written.get(i).index()] = answer[offset + i];
        }
        return type.instantiate(values);
    }

    /**
     * Sets attributes of the rows of a query, of all of them or none, and the times that every update sets.
     *
     * @param label what it is for
     * @param rows the rows
     * @param given the new values; none where all of them are part of the id and stay as they are
     * @return how many rows there are
     */
    public Mono<Long> updateRows(String label, Query rows, List<Change> given) {
        return SelectionWrites.write(engine, new Update(label, rows, touched(given), true));
    }

    /**
     * Adds the times that every update sets.
     *
     * @param given new values
     * @return these and the times
     */
    public List<Change> touched(List<Change> given) {
        List<Change> changes = new ArrayList<>(given);
        changes.addAll(SelectionWrites.touched(engine, type, given));
        return changes;
    }

    /**
     * Sets attributes of stored rows at hand, and the times that every update sets; where the type has a version, only of
     * rows that are stored as they are at hand.
     *
     * @param label what it is for
     * @param rows the rows, duplicates count once
     * @param given the new values; none where all of them are part of the id and stay as they are
     * @param gone what to say where a row is gone
     * @return how many rows there are; {@code RowNotFoundException} or {@code StaleRowException} where one is missing
     */
    public Mono<Long> updateStored(
            String label, Collection<? extends E> rows, List<Change> given, Function<List<List<Object>>, String> gone) {
        List<E> all = List.copyOf(rows);
        all.forEach(row -> Ids.require(type, row, label));
        boolean apart = KeyIdentity.known(type.id()) || type.version().isPresent();
        Mono<List<E>> once = apart ? once(label, all) : Mono.just(all);
        return once.flatMap(distinct -> {
            Query stored = Query.of(type).where(new Predicate.KeyIn(versions.key(), keys(distinct)));
            return updateRows(label, stored, given)
                    .flatMap(found -> found == distinct.size()
                            ? Mono.just(found)
                            : checkAll(label, distinct, found, gone).thenReturn(found));
        });
    }

    private List<List<Object>> keys(List<E> rows) {
        return rows.stream().map(row -> versions.keyOf(idOf(row), row)).toList();
    }

    private List<Object> idOf(E row) {
        return Ids.require(type, row, type.name());
    }

    /**
     * Rows, each once as the store compares ids.
     *
     * @param label what they are for
     * @param rows stored rows
     * @return the last of each, where its first stood; asked of the store where Java cannot tell
     */
    public Mono<List<E>> once(String label, List<E> rows) {
        return KeyIdentity.firsts(engine.sessions(), label, type, type.id(), rows)
                .map(firsts -> KeyIdentity.lasts(rows, firsts));
    }

    /** Fewer rows than were given are there where one is gone, or where the store holds ids equal that Java does not. */
    private Mono<List<E>> checkAll(String label, List<E> rows, long found, Function<List<List<Object>>, String> gone) {
        return once(label, rows).flatMap(once -> {
            List<List<Object>> ids = once.stream().map(this::idOf).toList();
            return found == ids.size() ? Mono.just(once) : versions.lost(label, ids, gone.apply(ids));
        });
    }

    /**
     * Tells which ids are one, as the store compares them.
     *
     * @param label what they are for
     * @param ids the ids
     * @return for each the position of the first that is equal to it; asked of the store where Java cannot tell
     */
    public Mono<int[]> firsts(String label, List<List<Object>> ids) {
        return KeyIdentity.same(engine.sessions(), new SameKeys(label, type, type.id(), ids));
    }

    /**
     * Ids, each once as the store compares them.
     *
     * @param label what they are for
     * @param ids the ids
     * @return the first of each, in their order; asked of the store where Java cannot tell
     */
    public Mono<List<List<Object>>> distinct(String label, List<List<Object>> ids) {
        return firsts(label, ids)
                .map(firsts -> IntStream.range(0, firsts.length)
                        .filter(i -> firsts[i] == i)
                        .mapToObj(ids::get)
                        .toList());
    }

    /**
     * A row as it is after one change.
     *
     * @param row the row before
     * @return the row in the next version, where it has one
     */
    public E changed(E row) {
        return versions.next(row);
    }

    /**
     * Updates rows, whole or not at all; of two with one id the last wins.
     *
     * @param entities the rows
     * @return the rows as stored, after the commit
     */
    public Flux<E> updateMany(Iterable<? extends E> entities) {
        return Flux.defer(() -> {
            List<E> rows = touchedRows(entities);
            return rows.isEmpty()
                    ? Flux.empty()
                    : engine.sessions()
                            .atomically(session -> cheaplyOnce(rows).flatMap(once -> updated(session, once)))
                            .flatMapIterable(written -> written);
        });
    }

    /**
     * Updates rows, whole or not at all; of two with one id the last wins.
     *
     * @param entities the rows
     * @return how many there were, after the commit
     */
    public Mono<Long> updateManyCount(Iterable<? extends E> entities) {
        return Mono.defer(() -> {
            List<E> rows = touchedRows(entities);
            return rows.isEmpty()
                    ? Mono.just(0L)
                    : engine.sessions()
                            .atomically(session -> cheaplyOnce(rows).flatMap(once -> counted(session, once)));
        });
    }

    private List<E> touchedRows(Iterable<? extends E> entities) {
        List<E> rows = new ArrayList<>();
        entities.forEach(entity -> rows.add(touched(entity)));
        rows.forEach(row -> Ids.require(type, row, "update"));
        return rows;
    }

    /** Where Java knows which rows are one, nothing is sent for it; else the statement sees to it. */
    private Mono<List<E>> cheaplyOnce(List<E> rows) {
        return KeyIdentity.known(type.id()) ? once(type.name(), rows) : Mono.just(rows);
    }

    private boolean follows(UpdateRows update) {
        return engine.cascades().follows(engine, type, update.columns());
    }

    private Mono<Long> counted(Session session, List<E> rows) {
        UpdateRows update = rows(rows);
        if (follows(update)) {
            return followed(rows, update).map(written -> (long) written.size());
        }
        return session.update(update)
                .flatMap(found -> found == rows.size()
                        ? Mono.just(found)
                        : checkAll(type.name(), rows, found, ids -> gone(ids.size() - found, ids.size()))
                                .thenReturn(found));
    }

    /** What rows with keys that others follow become is as they were given. */
    private Mono<List<E>> updated(Session session, List<E> rows) {
        UpdateRows update = rows(rows);
        if (follows(update)) {
            return followed(rows, update)
                    .map(written -> written.stream().map(versions::next).toList());
        }
        return session.changed(update, type.attributes())
                .collectList()
                .flatMap(answers -> answers.size() == rows.size()
                        ? Mono.just(became(rows, answers, position -> position))
                        : becameOnce(rows, answers));
    }

    /** Fewer are answered than were given: one is gone, or the store holds ids equal that Java does not. */
    private Mono<List<E>> becameOnce(List<E> rows, List<@Nullable Object[]> answers) {
        return KeyIdentity.firsts(engine.sessions(), type.name(), type, type.id(), rows)
                .flatMap(firsts -> {
                    List<E> once = KeyIdentity.lasts(rows, firsts);
                    if (answers.size() != once.size()) {
                        List<List<Object>> ids = once.stream().map(this::idOf).toList();
                        return versions.lost(type.name(), ids, gone(ids.size() - answers.size(), ids.size()));
                    }
                    int[] distinct = Arrays.stream(firsts).distinct().toArray();
                    return Mono.just(
                            became(once, answers, position -> Arrays.binarySearch(distinct, firsts[position])));
                });
    }

    /** In the order given, whatever that of the answer. */
    private List<E> became(List<E> given, List<@Nullable Object[]> answers, IntUnaryOperator place) {
        List<E> stored = new ArrayList<>(given);
        for (int i = 0; i < answers.size(); i++) {
            @Nullable Object[] answer = answers.get(i);
            int position = answer.length > 0 && answer[0] instanceof Integer number ? place.applyAsInt(number) : i;
            stored.set(position, became(given.get(position), answer, 1, type.attributes()));
        }
        return stored;
    }

    private Mono<List<E>> followed(List<E> rows, UpdateRows update) {
        return engine.cascades().rekey(engine, update).flatMap(lasts -> followed(rows, lasts));
    }

    private Mono<List<E>> followed(List<E> rows, int[] lasts) {
        long missing = Arrays.stream(lasts).filter(last -> last < 0).count();
        return missing > 0
                ? versions.lost(type.name(), rows.stream().map(this::idOf).toList(), gone(missing, rows.size()))
                : Mono.just(Arrays.stream(lasts).distinct().mapToObj(rows::get).toList());
    }

    private String gone(long missing, int rows) {
        return gone(type.name() + ": " + missing + " of " + rows + " rows");
    }

    private UpdateRows rows(List<E> entities) {
        List<Attribute> columns = changeable();
        if (columns.isEmpty()) {
            throw new RefusedException(type.name() + " has nothing but its id: there is nothing to update");
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        entities.forEach(entity -> {
            List<@Nullable Object> row = new ArrayList<>(versions.keyOf(idOf(entity), entity));
            changes(entity).forEach(change -> row.add(change.value()));
            rows.add(row.toArray());
        });
        return new UpdateRows(type.name(), type, versions.key(), columns, rows);
    }

    /**
     * Deletes a row and what goes with it.
     *
     * @param entity the row
     * @return whether it was there
     */
    public Mono<Boolean> delete(E entity) {
        return deleteMany(List.of(entity)).map(rows -> rows > 0);
    }

    /**
     * Deletes rows and what goes with them, whole or not at all.
     *
     * @param entities the rows
     * @return how many were there
     */
    public Mono<Long> deleteMany(Iterable<? extends E> entities) {
        return Mono.defer(() -> {
            List<E> rows = InputRows.rows(entities);
            List<List<Object>> ids = rows.stream()
                    .map(entity -> Ids.require(type, entity, "delete"))
                    .toList();
            return versions.guarded(type.name(), rows, deleteIds(Ids.inOneOrder(ids)));
        });
    }

    /**
     * Deletes rows and their links by id, whole or not at all.
     *
     * @param ids the ids
     * @return how many were there
     */
    public Mono<Long> deleteIds(List<List<Object>> ids) {
        if (ids.isEmpty()) {
            return Mono.just(0L);
        }
        return deleteRows(type.name(), rowsOf(ids));
    }

    private Query rowsOf(List<List<Object>> ids) {
        return Query.of(type).where(PredicateBuilder.idIn(type, ids));
    }

    /**
     * Tells what deleting a row would do.
     *
     * @param entity the row
     * @return the plan; of nothing where the row is gone
     */
    public Mono<DeletePlan> deletePlan(E entity) {
        return Mono.defer(() -> {
            Query row = rowsOf(List.of(Ids.require(type, entity, "deletePlan")));
            return engine.cascades().plan(engine, () -> new CompiledSelection(type.name(), row));
        });
    }

    /**
     * Deletes the rows of a query, and what goes with them, whole or not at all.
     *
     * @param label what it is for
     * @param rows the rows
     * @return how many were there
     */
    public Mono<Long> deleteRows(String label, Query rows) {
        return engine.cascades().delete(engine, () -> new CompiledSelection(label, rows), true);
    }

    private E touched(E entity) {
        @Nullable Object[] values = type.values(entity);
        for (Attribute attribute : type.attributes()) {
            if (attribute.generation() == Generation.UPDATED_AT) {
                values[attribute.index()] = AttributeValues.now(attribute, engine.clock());
            }
        }
        return type.copy(values);
    }

    private List<Attribute> changeable() {
        return type.attributes().stream()
                .filter(attribute -> !type.id().contains(attribute))
                .filter(attribute -> attribute.generation() != Generation.CREATED_AT)
                .filter(attribute -> attribute.generation() != Generation.VERSION)
                .toList();
    }

    private List<Change> changes(E entity) {
        List<Change> changes = new ArrayList<>();
        for (Attribute attribute : changeable()) {
            Object value = type.value(entity, attribute);
            AttributeValues.required(attribute, value);
            changes.add(new Change(attribute, value));
        }
        return changes;
    }

    private static String gone(String what) {
        return what + " to update is gone, nothing was written; insert or upsert it instead";
    }
}

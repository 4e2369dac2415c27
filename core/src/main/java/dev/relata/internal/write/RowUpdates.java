package dev.relata.internal.write;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.internal.session.Access;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Bulk;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.VersionTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Updates rows of one type: those at hand by their ids, and where the type has a version by that, or those of a query. Immutable,
 * thread-safe; cold, every subscription writes anew.
 */
public final class RowUpdates<E> {

    private final Writes writes;
    private final EntityType<E> type;
    private final String label;
    private final Versions<E> versions;

    /**
     * New values for the row with a key.
     *
     * @param key the values of a unique key
     * @param values the new values, at least one
     */
    public record Changed(List<Object> key, Map<Attribute, @Nullable Object> values) {}

    RowUpdates(Writes writes, EntityType<E> type, String label, Versions<E> versions) {
        this.writes = writes;
        this.type = type;
        this.label = label;
        this.versions = versions;
    }

    /**
     * Updates a row: everything but its id and the time of its creation.
     *
     * @param row the row
     * @return the row as stored
     */
    public Mono<E> one(E row) {
        return Mono.defer(() -> {
            E touched = later(row, writes.times().in(type, row));
            List<Object> id = Ids.require(type, touched, "update");
            return changed(id, row, touched, changes(touched, changeable()), type.attributes());
        });
    }

    /**
     * Updates some attributes of a row, and the times that every update sets.
     *
     * @param before the row, for its id and version
     * @param after the row with the new values; of the same id
     * @param attributes the attributes that change
     * @return {@code after} with what was stored of those, and with the times, the version and what the database computes as
     *     they now are
     */
    public Mono<E> only(E before, E after, List<Attribute> attributes) {
        List<Object> id = Ids.require(type, before, label);
        attributes.forEach(this::refuseReadOnly);
        if (!id.equals(Ids.of(type, after))) {
            throw new RefusedException(label + ": this would change the id of the " + type.name()
                    + ", which its key is a part of; insert a new row instead");
        }
        E touched = later(before, writes.times().in(type, after));
        List<Change> changes = type.attributes().stream()
                .filter(attribute -> !type.id().contains(attribute))
                .filter(attribute -> attributes.contains(attribute) || UpdateTimes.sets(attribute))
                .map(attribute -> Change.of(attribute, type.value(touched, attribute)))
                .toList();
        List<Attribute> returning = new ArrayList<>(Writes.attributes(changes));
        type.version().filter(version -> !returning.contains(version)).ifPresent(returning::add);
        type.attributes().stream().filter(RowUpdates::isReadOnly).forEach(returning::add);
        return changed(id, before, touched, changes, returning);
    }

    private static boolean isReadOnly(Attribute attribute) {
        return attribute.writes() == Attribute.Writability.NEVER;
    }

    private void refuseReadOnly(Attribute attribute) {
        if (isReadOnly(attribute)) {
            throw new RefusedException(label + ": this would change " + attribute.qualifiedName()
                    + ", which is only read: change what the database computes it from");
        }
    }

    /** The row with the time of this change, where that is its version. */
    private E later(E before, E after) {
        Attribute version = type.version().filter(RowUpdates::isTime).orElse(null);
        if (version == null) {
            return after;
        }
        @Nullable Object[] values = type.values(after);
        values[version.index()] = VersionTime.next(version, writes.clock().instant(), type.value(before, version));
        return type.copy(values);
    }

    private static boolean isTime(Attribute attribute) {
        return attribute.generation() == Generation.VERSION && !attribute.counts() && !isReadOnly(attribute);
    }

    /** The request for one row, and the row as it became: some of its attributes as answered, or all as they were given. */
    private Mono<E> changed(List<Object> id, E before, E after, List<Change> changes, List<Attribute> returning) {
        List<Change> all = new ArrayList<>(changes);
        if (!changes.isEmpty()) {
            type.version()
                    .filter(RowUpdates::isTime)
                    .ifPresent(version -> all.add(Change.of(version, type.value(after, version))));
        }
        Update update = new Update(label, Query.of(type).where(versions.at(id, before)), all, true);
        Mono<E> lost = Mono.defer(() -> versions.lost(label, List.of(id), gone(Ids.begin(label, type, id))));
        if (changes.isEmpty() || follow(Writes.attributes(changes))) {
            E next = changes.isEmpty() ? after : versions.next(after);
            return writes.update(update).flatMap(rows -> rows == 0 ? lost : computed(next));
        }
        return writes.sessions()
                .in(Access.WRITE, session -> session.changed(update, returning))
                .collectList()
                .flatMap(rows -> rows.isEmpty() ? lost : became(after, Writes.one(label, rows), returning));
    }

    private Mono<E> became(E after, @Nullable Object[] answer, List<Attribute> returning) {
        Mono<E> row = writes.stored(() -> became(after, answer, 0, returning));
        return answer.length == 0
                ? row.flatMap(
                        given -> read(List.of(given), RowUpdates::isReadOnly).map(rows -> rows.get(0)))
                : row;
    }

    private Mono<E> computed(E row) {
        return computed(List.of(row)).map(rows -> rows.get(0));
    }

    /** Rows that the answer of their write has not shown, with what only the store knows as it is now. */
    private Mono<List<E>> computed(List<E> rows) {
        return read(rows, attribute -> isReadOnly(attribute) || isTime(attribute));
    }

    private Mono<List<E>> read(List<E> rows, Function<Attribute, Boolean> which) {
        List<Attribute> read = type.attributes().stream().filter(which::apply).toList();
        if (read.isEmpty() || rows.isEmpty()) {
            return Mono.just(rows);
        }
        Select now = Select.of(
                        label, Query.of(type), read.stream().map(Path::of).toList())
                .forEach(new KeyBatch(Association.byKey(type, type.id()), ids(rows)));
        return writes.sessions()
                .in(Access.WRITE, session -> session.select(now))
                .collectList()
                .map(answers -> became(rows, answers, position -> position, read));
    }

    private E became(E given, @Nullable Object[] answer, int offset, List<Attribute> returned) {
        if (answer.length == 0) {
            return versions.next(given);
        }
        @Nullable Object[] values = type.values(given);
        for (int i = 0; i < returned.size(); i++) {
            values[returned.get(i).index()] = answer[offset + i];
        }
        return type.instantiate(values);
    }

    /**
     * Changes the id of a row, and the keys of the rows that refer to it.
     *
     * @param row the row, under the id that it has
     * @param newId the value of the id's one component, or a list of the values of several
     * @return the row as given, under the new id and with the times and the version that it now has
     */
    public Mono<E> changeId(E row, Object newId) {
        return Mono.defer(() -> {
            String call = label + ".changeId";
            List<Object> before = Ids.require(type, row, "changeId");
            List<Object> after = Ids.parse(type, call, newId, "changeId for each row");
            @Nullable Object[] values = type.values(writes.times().in(type, row));
            for (int i = 0; i < after.size(); i++) {
                values[type.id().get(i).index()] = after.get(i);
            }
            List<Change> changes = type.attributes().stream()
                    .filter(attribute -> type.id().contains(attribute) || UpdateTimes.sets(attribute))
                    .map(attribute -> Change.of(attribute, values[attribute.index()]))
                    .toList();
            E next = versions.next(type.copy(values));
            return writes.keyChanges()
                    .rekey(new Update(call, Query.of(type).where(versions.at(before, row)), changes, true))
                    .flatMap(rows -> rows == 0
                            ? versions.lost(call, List.of(before), gone(Ids.begin(call, type, before)))
                            : computed(next));
        });
    }

    /**
     * Updates many rows, whole or not at all; of two with one id the last wins.
     *
     * @param rows the rows
     * @param bulk the size of a chunk, and the listener
     * @return the rows as stored, each once, after the commit
     */
    public Flux<E> many(Iterable<? extends E> rows, Bulk<?> bulk) {
        return Flux.defer(() -> {
            List<E> all = required(InputRows.rows(rows));
            // A statement tells the rows of its own apart, several have to know before.
            Mono<List<E>> once = Chunks.one(all.size(), bulk) ? cheaplyOnce(all) : once(all);
            return writes.sessions()
                    .atomically(session ->
                            once.flatMap(each -> Chunks.<E>of(each, bulk).collect(this::stored)))
                    .flatMapIterable(stored -> stored);
        });
    }

    /**
     * Updates many rows, whole or not at all, and holds no more than two chunks of them; of two with one id the last wins.
     *
     * @param chunks the rows
     * @return how many rows were given; of one that comes twice within a chunk only the last counts
     */
    public Mono<Long> count(Chunks<E> chunks) {
        return Mono.defer(() -> {
            VersionTracker<E> own = writes.ownVersions(type, label, type.id());
            return writes.sessions()
                    .atomically(session -> chunks.sum(chunk -> own.caughtUp(chunk)
                            .flatMap(rows -> cheaplyOnce(required(rows)))
                            .flatMap(this::counted)
                            .doOnNext(rows -> own.changed())));
        });
    }

    private List<E> required(List<E> rows) {
        rows.forEach(row -> Ids.require(type, row, "update"));
        return rows;
    }

    /** Where Java knows which rows are one, nothing is sent for it; else the statement sees to it. */
    private Mono<List<E>> cheaplyOnce(List<E> rows) {
        return KeyIdentity.known(type.id()) ? once(rows) : Mono.just(rows);
    }

    /** The way of a chunk: from the rows given to the rows stored, in their order. */
    private Mono<List<E>> stored(List<E> chunk) {
        List<E> rows = touched(chunk);
        UpdateRows update = request(rows);
        if (follow(update.columns())) {
            return followed(rows, update)
                    .map(written -> written.stream().map(versions::next).toList())
                    .flatMap(this::computed);
        }
        return writes.sessions()
                .in(Access.WRITE, session -> session.changed(update, type.attributes()))
                .collectList()
                .flatMap(answers -> {
                    Mono<List<E>> stored = answers.size() == rows.size()
                            ? Mono.just(became(rows, answers, position -> position, type.attributes()))
                            : firsts(rows, answers.size(), gone(answers.size()))
                                    .map(firsts -> distinct(rows, answers, firsts));
                    boolean shown = answers.stream().allMatch(answer -> answer.length > 0);
                    return shown ? stored : stored.flatMap(this::computed);
                });
    }

    private List<E> distinct(List<E> rows, List<@Nullable Object[]> answers, int[] firsts) {
        int[] distinct = Arrays.stream(firsts).distinct().toArray();
        return became(
                KeyIdentity.lasts(rows, firsts),
                answers,
                position -> Arrays.binarySearch(distinct, firsts[position]),
                type.attributes());
    }

    /** The same of a chunk that is only counted. */
    private Mono<Long> counted(List<E> chunk) {
        List<E> rows = touched(chunk);
        UpdateRows update = request(rows);
        if (follow(update.columns())) {
            return followed(rows, update).map(written -> (long) written.size());
        }
        return writes.sessions()
                .write(session -> session.update(update))
                .flatMap(found -> found == rows.size()
                        ? Mono.just(found)
                        : firsts(rows, found, gone(found)).thenReturn(found));
    }

    private List<E> touched(List<E> rows) {
        return rows.stream().map(row -> writes.times().in(type, row)).toList();
    }

    private UpdateRows request(List<E> rows) {
        List<Attribute> columns = changeable();
        if (columns.isEmpty()) {
            throw new RefusedException(type.name() + " has nothing but its id: there is nothing to update");
        }
        List<@Nullable Object[]> values = new ArrayList<>();
        for (E row : rows) {
            List<@Nullable Object> one = new ArrayList<>(versions.keyOf(idOf(row), row));
            changes(row, columns).forEach(change -> one.add(change.value()));
            values.add(one.toArray());
        }
        return new UpdateRows(label, type, versions.key(), columns, values);
    }

    /** In the order given, whatever that of the answer. */
    private List<E> became(
            List<E> given, List<@Nullable Object[]> answers, IntUnaryOperator place, List<Attribute> returned) {
        List<E> stored = new ArrayList<>(given);
        for (int i = 0; i < answers.size(); i++) {
            @Nullable Object[] answer = answers.get(i);
            int position = answer.length > 0 && answer[0] instanceof Integer number ? place.applyAsInt(number) : i;
            stored.set(position, became(given.get(position), answer, 1, returned));
        }
        return stored;
    }

    /** The rows that were written with those that follow them, as they were given. */
    private Mono<List<E>> followed(List<E> rows, UpdateRows update) {
        return writes.keyChanges().rekey(update).flatMap(lasts -> {
            int found = (int) Arrays.stream(lasts).filter(last -> last >= 0).count();
            return found < lasts.length
                    ? versions.lost(label, ids(rows), gone(found).apply(ids(rows)))
                    : Mono.just(
                            Arrays.stream(lasts).distinct().mapToObj(rows::get).toList());
        });
    }

    /**
     * Updates the rows of a query, all of them or none, and the times that every update sets.
     *
     * @param rows the rows
     * @param changes the new values; none where all of them are part of the id and stay as they are
     * @return how many rows there are
     */
    public Mono<Long> where(Query rows, List<Change> changes) {
        return writes.update(new Update(label, rows, writes.times().with(type, changes), true));
    }

    /**
     * Sets attributes of stored rows at hand, and the times that every update sets; where the type has a version, only of
     * rows that are stored as they are at hand.
     *
     * @param rows the rows, duplicates count once
     * @param changes the new values; none where all of them are part of the id and stay as they are
     * @param gone the message where a row is gone
     * @return how many rows there are; {@code RowNotFoundException} or {@code StaleRowException} where one is missing
     */
    public Mono<Long> rows(
            Collection<? extends E> rows, List<Change> changes, Function<List<List<Object>>, String> gone) {
        List<E> all = List.copyOf(rows);
        all.forEach(row -> Ids.require(type, row, label));
        boolean apart = KeyIdentity.known(type.id()) || type.version().isPresent();
        return (apart ? once(all) : Mono.just(all)).flatMap(distinct -> {
            List<List<Object>> keys =
                    distinct.stream().map(row -> versions.keyOf(idOf(row), row)).toList();
            return where(Query.of(type).where(new Predicate.KeyIn(versions.key(), keys)), changes)
                    .flatMap(found -> found == distinct.size()
                            ? Mono.just(found)
                            : firsts(distinct, found, gone).thenReturn(found));
        });
    }

    /**
     * Changes rows that are there, and the times that every update sets; in a statement for each set of attributes that change.
     *
     * @param key the attributes of a unique key
     * @param rows the rows, of distinct keys
     * @return how many rows were changed
     */
    public Mono<Long> byKey(List<Attribute> key, Collection<Changed> rows) {
        return Mono.defer(() -> {
            List<Change> times = writes.times().with(type, List.of());
            Map<List<Attribute>, List<@Nullable Object[]>> groups = new LinkedHashMap<>();
            for (Changed row : rows) {
                List<Change> changes = inOrder(row.values(), times);
                List<@Nullable Object> values = new ArrayList<>(row.key());
                changes.forEach(change -> values.add(change.value()));
                groups.computeIfAbsent(Writes.attributes(changes), any -> new ArrayList<>())
                        .add(values.toArray());
            }
            return Flux.fromIterable(groups.entrySet())
                    .map(group -> new UpdateRows(label, type, key, group.getKey(), group.getValue()))
                    .concatMap(update -> writes.sessions().write(session -> session.update(update)))
                    .reduce(0L, Long::sum);
        });
    }

    /** In the order of the attributes, so that rows which change the same ones share a statement. */
    private List<Change> inOrder(Map<Attribute, @Nullable Object> values, List<Change> times) {
        return Stream.concat(
                        type.attributes().stream()
                                .filter(values::containsKey)
                                .map(attribute -> change(attribute, values.get(attribute))),
                        times.stream().filter(time -> !values.containsKey(time.attribute())))
                .toList();
    }

    /**
     * Keeps each row once as the store compares ids.
     *
     * @param rows stored rows
     * @return the last of each, where its first stood; the store is asked where Java cannot tell
     */
    public Mono<List<E>> once(List<E> rows) {
        return KeyIdentity.firsts(writes.sessions(), label, type, type.id(), rows)
                .map(firsts -> KeyIdentity.lasts(rows, firsts));
    }

    /** Fewer rows than were given are there where one is gone, or where the store holds ids equal that Java does not. */
    private Mono<int[]> firsts(List<E> rows, long found, Function<List<List<Object>>, String> gone) {
        return KeyIdentity.firsts(writes.sessions(), label, type, type.id(), rows)
                .flatMap(firsts -> {
                    List<List<Object>> ids = ids(KeyIdentity.lasts(rows, firsts));
                    return found == ids.size() ? Mono.just(firsts) : versions.lost(label, ids, gone.apply(ids));
                });
    }

    /**
     * Tells which ids are one, as the store compares them.
     *
     * @param ids the ids
     * @return for each the position of the first that is equal to it; the store is asked where Java cannot tell
     */
    public Mono<int[]> firsts(List<List<Object>> ids) {
        return KeyIdentity.same(writes.sessions(), new SameKeys(label, type, type.id(), ids));
    }

    /**
     * Keeps each id once as the store compares them.
     *
     * @param ids the ids
     * @return the first of each, in their order; the store is asked where Java cannot tell
     */
    public Mono<List<List<Object>>> distinct(List<List<Object>> ids) {
        return firsts(ids)
                .map(firsts ->
                        Arrays.stream(firsts).distinct().mapToObj(ids::get).toList());
    }

    /**
     * Returns a row as it is after one change.
     *
     * @param row the row before
     * @return the row in the next version, where it has one, which is read where only the store knows it
     */
    public Mono<E> next(E row) {
        return Mono.defer(() -> computed(versions.next(row)));
    }

    private boolean follow(List<Attribute> attributes) {
        return writes.keyChanges().follow(type, attributes);
    }

    private List<List<Object>> ids(List<E> rows) {
        return rows.stream().map(this::idOf).toList();
    }

    private List<Object> idOf(E row) {
        return Ids.require(type, row, type.name());
    }

    private List<Attribute> changeable() {
        return type.attributes().stream()
                .filter(attribute -> !type.id().contains(attribute))
                .filter(attribute -> attribute.writes() == Attribute.Writability.ALWAYS)
                .filter(attribute -> attribute.generation() != Generation.VERSION)
                .toList();
    }

    private List<Change> changes(E row, List<Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> change(attribute, type.value(row, attribute)))
                .toList();
    }

    private static Change change(Attribute attribute, @Nullable Object value) {
        AttributeValues.required(attribute, value);
        return Change.of(attribute, value);
    }

    private Function<List<List<Object>>, String> gone(long found) {
        return ids -> gone(label + ": " + (ids.size() - found) + " of " + ids.size() + " rows");
    }

    private static String gone(String rows) {
        return rows + " to update is gone, nothing was written; insert or upsert it instead";
    }
}

package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.batch.Scopes;
import dev.relata.internal.link.ManagerFactory;
import dev.relata.internal.lookup.Loader;
import dev.relata.internal.lookup.LookupReads;
import dev.relata.internal.mapping.CursorCodec;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.select.Selections;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.RowDeletes;
import dev.relata.internal.write.RowUpdates;
import dev.relata.internal.write.Writes;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.HasManyThrough;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.Property;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.Bulk;
import dev.relata.query.DeletePlan;
import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.query.OnConflict;
import dev.relata.query.Selection;
import dev.relata.schema.Schema;
import dev.relata.spi.Capability;
import dev.relata.spi.NativeStatements;
import dev.relata.spi.Store;
import dev.relata.spi.TransactionOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The front door: selections, managers, rows and transactions of a model over a store. What is needed less often stands in facets:
 * {@link #bulk()} for many rows, {@link #schema()}, {@link #integrity()} and {@link #batching()}. Immutable, thread-safe; one
 * for each application.
 *
 * <p>Every method is cold: nothing is sent before subscribe, and each subscription sends anew. Inside
 * {@code as(relata::transactional)} all of a pipeline's operations use the transaction's connection, found through the
 * reactive context. Errors are those of {@code dev.relata.error}; a write's {@code Mono} emits after it is committed,
 * and only then.
 *
 * <pre>{@code
 * Relata relata = Relata.builder().store(store).model(Author.class, Book.class).build();
 * relata.on(author, Author.BOOKS).where(Book::pages, gt(300)).all();
 * }</pre>
 */
public final class Relata implements NativeStatements.Provider {

    private final ErrorTranslation translation;
    private final FilterResolver resolver;
    private final Selections selections;
    private final Loader loader;
    private final LookupReads lookups;
    private final Writes writes;
    private final ManagerFactory managers;
    private final Sessions sessions;
    private final Scopes scopes;
    private final Store.Open store;
    private final Entities entities;

    /** Takes the collaborators that the builder has put together. */
    Relata(
            Model model,
            ErrorTranslation translation,
            Store.Open store,
            Sessions sessions,
            Scopes scopes,
            Writes writes,
            CursorCodec cursors) {
        this.translation = translation;
        this.store = store;
        this.sessions = sessions;
        this.scopes = scopes;
        this.writes = writes;
        this.entities = new Entities(model);
        this.resolver = new FilterResolver(model, store.capabilities());
        this.lookups = new LookupReads(sessions, scopes.lookups());
        this.loader = new Loader(resolver, sessions, lookups);
        SelectionReaders readers =
                new SelectionReaders(resolver, translation, sessions, scopes.lookups(), lookups, loader, cursors);
        this.selections = new Selections(readers, writes);
        this.managers = new ManagerFactory(resolver, sessions, loader, readers, writes);
    }

    /**
     * Begins a new front door.
     *
     * @return a builder
     */
    public static RelataBuilder builder() {
        return new RelataBuilder();
    }

    /**
     * Returns the model.
     *
     * @return entities and relationships
     */
    @Override
    public Model model() {
        return entities.model();
    }

    /**
     * Returns what the store can do.
     *
     * @return its capabilities
     */
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    /**
     * Returns the schema that the model needs in the store: to create, to compare with what is there, to write down and to draw.
     *
     * @return the schema
     */
    public Schema schema() {
        return new Schema(model(), store, new SchemaTransactions(translation, sessions, store));
    }

    /**
     * Returns the writes of many rows, in chunks of 4,096, where a row that is there already is an error.
     *
     * @return insert, update, upsert and delete for many rows
     */
    public BulkWrites<Object> bulk() {
        return bulk(Bulk.defaults());
    }

    /**
     * Returns the writes of many rows, as options say.
     *
     * @param options chunks, policy for rows that are there already, progress
     * @param <B> the record that the options name a key of, or {@code Object}
     * @return insert, update, upsert and delete for many rows
     */
    public <B> BulkWrites<B> bulk(Bulk<B> options) {
        return translation.now(() -> new BulkWrites<>(
                translation, writes, entities, RefusedException.unlessNull(options, "bulk", "the Bulk that says how")));
    }

    /**
     * Returns what finds rows that do not fit together, and says what would keep a row from being written.
     *
     * @return orphans and validation
     */
    public Integrity integrity() {
        return new Integrity(translation, selections, sessions, entities, store);
    }

    /**
     * Returns what runs statements in the store's own language, for adapters that make them: SQL begins with {@code
     * R2dbcStore.sql(relata, …)}, an aggregation with {@code MongoStore.aggregate(relata, …)}.
     *
     * @return the statements
     */
    @Override
    public NativeStatements nativeStatements() {
        return new NativeRequests(translation, entities.model(), sessions);
    }

    /**
     * Returns what can be done with batch scopes beside {@link #batched(Flux)}: streams joined with related rows, a scope by the
     * context, rows that a scope is to know or forget, and its statistics.
     *
     * @return the batch scopes
     */
    public Batching batching() {
        return new Batching(translation, resolver, selections, entities, managers, scopes);
    }

    /**
     * Returns the manager of a to-one of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return get, set, clear
     */
    public <S, T> ToOneManager<S, T> on(S owner, ToOne<S, T> relationship) {
        return managers.toOne(owner, relationship);
    }

    /**
     * Returns the manager of the one row that refers to an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return get, set, create, clear
     */
    public <S, T> HasOneManager<S, T> on(S owner, HasOne<S, T> relationship) {
        return managers.hasOne(owner, relationship);
    }

    /**
     * Returns the manager of the rows that refer to an owner.
     *
     * @param owner the owner
     * @param relationship the relationship, or a view of it made on the spot
     * @param <S> the owner
     * @param <T> the target
     * @return a selection with writes
     */
    public <S, T> OneToManyManager<S, T> on(S owner, OneToMany<S, T> relationship) {
        return managers.oneToMany(owner, relationship);
    }

    /**
     * Returns the manager of the rows that an owner is linked to.
     *
     * @param owner the owner
     * @param relationship the relationship, or a view of it made on the spot
     * @param <S> the owner
     * @param <T> the target
     * @return a selection with writes
     */
    public <S, T> ManyToManyManager<S, T> on(S owner, ManyToMany<S, T> relationship) {
        return managers.manyToMany(owner, relationship);
    }

    /**
     * Returns the manager of the rows that an owner is linked to by records of their own.
     *
     * @param owner the owner
     * @param relationship the relationship, or a view of it made on the spot
     * @param <S> the owner
     * @param <T> the target
     * @param <J> the join record
     * @return a selection with writes
     */
    public <S, T, J> ThroughManager<S, T, J> on(S owner, ManyToManyThrough<S, T, J> relationship) {
        return managers.through(owner, relationship);
    }

    /**
     * Begins a selection of the rows that other relationships lead an owner to. There is nothing to add to or to take away from; what
     * is changed or deleted are the rows, as of any selection.
     *
     * @param owner the owner, stored
     * @param relationship a has-many through
     * @param <S> the owner
     * @param <T> the target
     * @return the related rows, each once; in a batch scope its reads are batched with those of other owners
     */
    public <S, T> Selection<T> on(S owner, HasManyThrough<S, T> relationship) {
        return selections.of(
                () -> BoundRelationship.of(resolver, owner, relationship).selection());
    }

    /**
     * Returns the manager of a to-one of an owner that is still to come, as from a repository. Each call of the manager subscribes
     * to the owner, and is empty where there is none.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return get, set, clear
     */
    public <S, T> ToOneManager<S, T> on(Mono<S> owner, ToOne<S, T> relationship) {
        return managers.toOneOfAwaited(awaited(owner), relationship);
    }

    /**
     * Returns the manager of the one row that refers to an owner that is still to come. Each call of the manager subscribes to the
     * owner, and is empty where there is none.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return get, set, create, clear
     */
    public <S, T> HasOneManager<S, T> on(Mono<S> owner, HasOne<S, T> relationship) {
        return managers.hasOneOfAwaited(awaited(owner), relationship);
    }

    /**
     * Selects the related rows of an owner that is still to come. Each read subscribes to the owner, and is empty where there is
     * none, also a count.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return a selection
     */
    public <S, T> Selection<T> on(Mono<S> owner, ToMany<S, T> relationship) {
        return selections.ofAwaited(awaited(owner), relationship);
    }

    private <S> Mono<S> awaited(Mono<S> owner) {
        return translation.now(() -> RefusedException.unlessNull(owner, "on", "the Mono of the owner"));
    }

    /**
     * Selects the related rows of an owner that is not loaded.
     *
     * @param relationship a relationship that goes by the owner's id
     * @param key the id: the value of its one component, or a list of the values of several
     * @param <S> the owner
     * @param <T> the target
     * @return a selection
     */
    public <S, T> Selection<T> onKey(ToMany<S, T> relationship, Object key) {
        return selections.of(
                () -> BoundRelationship.ofKey(resolver, relationship, key).selection());
    }

    /**
     * Selects all rows of a type, in its default order.
     *
     * @param type the record
     * @param <T> the record
     * @return a selection
     */
    public <T> Selection<T> from(Class<T> type) {
        return selections.from(type);
    }

    /**
     * Finds a row by its id.
     *
     * @param type the record
     * @param id the value of the id's one component, or a list of the values of several
     * @param <T> the record
     * @return the row, empty where there is none
     */
    public <T> Mono<T> find(Class<T> type, Object id) {
        StackTraceElement place = lookups.place();
        return translation.of(
                Mono.defer(() -> loader.find(entities.of(type, "find", "the class of the row"), id, place)));
    }

    /**
     * Reads the related rows of many owners in one statement.
     *
     * @param owners the owners
     * @param relationship a to-many; its limit is per owner
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner, in the order given, its rows in the relation's order; an empty list where there are none. A row that
     *     cannot be read fails the answer as a whole
     */
    public <S, T> Mono<Map<S, List<T>>> load(Collection<? extends S> owners, ToMany<S, T> relationship) {
        return translation.of(loader.many(InputRows.oneByOne(owners), relationship));
    }

    /**
     * Reads the related row of many owners in one statement.
     *
     * @param owners the owners
     * @param relationship a to-one
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner that has one, in the order given, its row; a required one that is missing, or one that cannot be
     *     read, is an error
     */
    public <S, T> Mono<Map<S, T>> load(Collection<? extends S> owners, ToOne<S, T> relationship) {
        return translation.of(loader.single(InputRows.oneByOne(owners), relationship));
    }

    /**
     * Reads the row that refers to each of many owners in one statement.
     *
     * @param owners the owners
     * @param relationship a has-one
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner that has one, in the order given, its row; one that cannot be read is an error
     */
    public <S, T> Mono<Map<S, T>> load(Collection<? extends S> owners, HasOne<S, T> relationship) {
        return translation.of(loader.single(InputRows.oneByOne(owners), relationship));
    }

    /**
     * Inserts a row.
     *
     * @param row the row; a null id is given by the database
     * @param <T> the record
     * @return the row as stored
     */
    public <T> Mono<T> insert(T row) {
        return translation.of(Mono.defer(() -> inserts(row, "insert").one(row)));
    }

    /**
     * Updates a row: everything but its id and the time of its creation. Rows that refer to another key of it by a
     * relationship that is {@code onUpdate(CASCADE)} follow when that key changes.
     *
     * @param row the row
     * @param <T> the record
     * @return the row as stored; {@code RowNotFoundException} where it is gone,
     *     {@code StaleRowException} where its {@code @Version} has moved on
     */
    public <T> Mono<T> update(T row) {
        return translation.of(Mono.defer(() -> updates(row, "update").one(row)));
    }

    /**
     * Inserts a row, or overwrites the one with the same unique key.
     *
     * @param row the row, with a value for each property of the key
     * @param key the properties of the key; without any it is the id
     * @param <T> the record
     * @return the row as stored; {@code StaleRowException} where one is there in another {@code @Version},
     *     {@code ModelException} where the model knows no such unique key
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> Mono<T> upsert(T row, Property<T, ?>... key) {
        OnConflict<T> overwriting =
                translation.now(() -> new OnConflict<>(OnConflict.Policy.UPDATE, key(new ArrayList<>(), key)));
        return translation.of(
                Mono.defer(() -> inserts(row, "upsert").under(overwriting).one(row)));
    }

    /**
     * Returns the row with the same unique key, or inserts this one; of many at the same time one inserts.
     *
     * @param row the row
     * @param first a property of the key
     * @param more the key's further properties
     * @param <T> the record
     * @return the row as stored; {@code ModelException} where the model knows no such unique key
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> Mono<T> getOrCreate(T row, Property<T, ?> first, Property<T, ?>... more) {
        List<Property<T, ?>> key = translation.now(() -> key(first, more));
        return translation.of(Mono.defer(() -> inserts(row, "getOrCreate").getOrCreate(row, key)));
    }

    /**
     * Changes the id of a row, and in the same statement the keys of the rows that refer to it by a relationship that is
     * {@code onUpdate(CASCADE)}, to any depth where those keys are part of ids themselves; links follow always. The statement
     * needs no constraint to be deferrable. Nothing but the id is written, and the times that every update sets.
     *
     * @param row the row, under the id that it has
     * @param newId the value of the id's one component, or a list of the values of several
     * @param <T> the record
     * @return the row as given, under the new id; {@code RowNotFoundException} where it is gone, {@code ProtectedException}
     *     while rows refer to it that may not follow
     */
    public <T> Mono<T> changeId(T row, Object newId) {
        return translation.of(Mono.defer(() -> updates(row, "changeId").changeId(row, newId)));
    }

    /**
     * Deletes a row, whole or not at all, and with it its links and what the model says of the rows that refer to it
     * ({@code onDelete}), to any depth.
     *
     * @param row the row
     * @param <T> the record
     * @return whether it was there; {@code ProtectedException} where a row protects it, {@code StaleRowException} where its
     *     {@code @Version} has moved on
     */
    public <T> Mono<Boolean> delete(T row) {
        return translation.of(
                Mono.defer(() -> deletes(row, "delete").rows(List.of(row)).map(gone -> gone > 0)));
    }

    /**
     * Returns what {@link #delete} would do: how many rows of which table would go or lose their key, by relationship, and what
     * protects them. Reads one moment and writes nothing.
     *
     * @param row the row
     * @param <T> the record
     * @return the plan; of nothing where the row is gone
     */
    public <T> Mono<DeletePlan> deletePlan(T row) {
        return translation.of(Mono.defer(() -> deletes(row, "deletePlan").plan(row)));
    }

    /**
     * Runs a pipeline in a transaction; inside another one, in a part of it that can be undone alone.
     *
     * @param pipeline the pipeline
     * @param <T> an element of the answer
     * @return the answer, after the commit; rolled back on error and on cancel
     */
    public <T> Mono<T> transactional(Mono<T> pipeline) {
        return transactional(pipeline, TransactionOptions.defaults());
    }

    /**
     * Runs a pipeline in a transaction.
     *
     * @param pipeline the pipeline
     * @param options isolation, read-only, retries of serialization failures
     * @param <T> an element of the answer
     * @return the answer, after the commit; rolled back on error and on cancel
     */
    public <T> Mono<T> transactional(Mono<T> pipeline, TransactionOptions options) {
        return translation.now(() -> translation.of(sessions.transactional(pipeline, options)));
    }

    /**
     * Runs a pipeline in a transaction; <b>its elements are provisional until it completes</b>: cancelled before, as by
     * {@code take} or {@code next} behind it, it is rolled back, and what was shown was never stored.
     *
     * @param pipeline the pipeline
     * @param <T> an element of the answer
     * @return the answer as it comes; completes after the commit
     */
    public <T> Flux<T> transactional(Flux<T> pipeline) {
        return transactional(pipeline, TransactionOptions.defaults());
    }

    /**
     * Runs a pipeline in a transaction; <b>its elements are provisional until it completes</b>, unless retries are asked
     * for: then they are held until the commit.
     *
     * @param pipeline the pipeline
     * @param options isolation, read-only, retries of serialization failures
     * @param <T> an element of the answer
     * @return the answer; completes after the commit
     */
    public <T> Flux<T> transactional(Flux<T> pipeline, TransactionOptions options) {
        return translation.now(() -> translation.of(sessions.transactional(pipeline, options)));
    }

    /**
     * Runs a pipeline in a batch scope: lookups in it ({@code get}, {@code all}, {@code first}, {@code count},
     * {@code exists} of managers, {@code find}) that are subscribed together travel in one statement for each relationship,
     * and what was read once is remembered until the scope ends.
     *
     * <p>Each subscription has a scope of its own, unless its context holds one, which it joins. Writes in the scope make it
     * forget what they may have changed. A row that cannot be read fails only the lookups whose answer has it. Lookups in a
     * transaction never mix with those outside. Beside a stream of {@code iterate()}, outside a transaction, everything reads
     * the stream's snapshot on the stream's connection.
     *
     * @param pipeline the pipeline
     * @param <T> an element of the answer
     * @return the answer
     */
    public <T> Mono<T> batched(Mono<T> pipeline) {
        return translation.now(
                () -> translation.of(scopes.batched(RefusedException.unlessNull(pipeline, "batched", "the pipeline"))));
    }

    /**
     * Runs a pipeline in a batch scope, as {@link #batched(Mono)} does. Elements are asked for 256 at a time, and held until
     * they are demanded, so that one who demands single elements does not make single statements. An error comes after the
     * elements before it.
     *
     * @param pipeline the pipeline; {@code concatMap} in it looks up one at a time, {@code flatMap} and
     *     {@code flatMapSequential} do not
     * @param <T> an element of the answer
     * @return the answer
     */
    public <T> Flux<T> batched(Flux<T> pipeline) {
        return translation.now(
                () -> translation.of(scopes.batched(RefusedException.unlessNull(pipeline, "batched", "the pipeline"))));
    }

    /**
     * Tells the statements that a read would send now: a page, a stream, a count, groups, a lookup, or a pipeline of several. Nothing is
     * sent, so a pipeline is told as far as it goes without rows.
     *
     * <pre>{@code
     * relata.explain(relata.from(Book.class).orderBy(asc(Book::title)).page(20)).map(Explanation::toString)
     * }</pre>
     *
     * @param read what {@code Relata} has answered, or a pipeline of that
     * @return the explanation
     */
    public Mono<Explanation> explain(Publisher<?> read) {
        return explain(read, Explain.statements());
    }

    /**
     * Tells the statements that a read would send, with the store's plans where these are asked for; see {@link
     * dev.relata.query.Selection#explain(Explain)}. It stands outside the batch scope of its context; a read that is {@link #batched}
     * has one of its own. A statement that is sent again and again is told once, with the number of times.
     *
     * @param read what {@code Relata} has answered, or a pipeline of that; a write in it is refused
     * @param how whether plans of the store are asked for too, and whether values are shown
     * @return the explanation
     */
    public Mono<Explanation> explain(Publisher<?> read, Explain how) {
        return translation.now(() -> translation.of(sessions.explained(
                RefusedException.unlessNull(read, "explain", "the read"),
                RefusedException.unlessNull(how, "explain", "what is to be explained"))));
    }

    private <T> RowUpdates<T> updates(T row, String call) {
        EntityType<T> type = entities.of(row, call);
        return writes.updates(type, type.name());
    }

    private <T> RowDeletes<T> deletes(T row, String call) {
        return writes.deletes(entities.of(row, call));
    }

    private <T> Inserts<T> inserts(T row, String call) {
        EntityType<T> type = entities.of(row, call);
        return writes.inserts(type, type.name());
    }

    private static <T> List<Property<T, ?>> key(Property<T, ?> first, Property<T, ?>[] more) {
        List<Property<T, ?>> key = new ArrayList<>();
        key.add(RefusedException.unlessNull(first, "a key of properties", "property 1"));
        return key(key, more);
    }

    private static <T> List<Property<T, ?>> key(List<Property<T, ?>> key, Property<T, ?>[] more) {
        for (Property<T, ?> property : RefusedException.unlessNull(more, "a key of properties", "the array of them")) {
            key.add(RefusedException.unlessNull(property, "a key of properties", "property " + (key.size() + 1)));
        }
        return key;
    }
}

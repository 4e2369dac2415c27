package dev.relata;

import dev.relata.error.ModelException;
import dev.relata.internal.batch.BatchOptions;
import dev.relata.internal.batch.Scopes;
import dev.relata.internal.cascade.CascadingDeletes;
import dev.relata.internal.mapping.CursorCodec;
import dev.relata.internal.observe.BulkNotifier;
import dev.relata.internal.observe.Listeners;
import dev.relata.internal.rekey.CascadingKeyChanges;
import dev.relata.internal.scope.ScopeKey;
import dev.relata.internal.scope.ScopeLayers;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Deletes;
import dev.relata.internal.write.KeyChanges;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.ModelOptions;
import dev.relata.model.Converter;
import dev.relata.model.Naming;
import dev.relata.model.RecordMapping;
import dev.relata.observe.NPlusOne;
import dev.relata.observe.RelataListener;
import dev.relata.spi.Capability;
import dev.relata.spi.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the store, the model and the settings of a {@link Relata}. Not thread-safe.
 *
 * <pre>{@code
 * Relata relata = Relata.builder()
 *         .store(R2dbcStore.of(connectionFactory))
 *         .model(Author.class, Book.class)
 *         .nPlusOne(NPlusOne.FAIL) // in tests
 *         .build();
 * }</pre>
 */
public final class RelataBuilder {

    private final List<Class<?>> types = new ArrayList<>();
    private @Nullable Store store;
    private Clock clock = Clock.systemUTC();
    private int maxBatch = BatchOptions.MAX_BATCH;
    private int maxCached = BatchOptions.MAX_CACHED;
    private NPlusOne nPlusOne = NPlusOne.WARN;
    private final List<RelataListener> listeners = new ArrayList<>();
    private ModelOptions options = ModelOptions.DEFAULTS;
    private ErrorTranslation translation = ErrorTranslation.asTheyAre();
    private boolean valuesInErrors;
    private CursorCodec cursors = CursorCodec.unsigned();

    RelataBuilder() {}

    /**
     * Sets where rows are kept.
     *
     * @param adapter the store
     * @return this builder
     */
    public RelataBuilder store(Store adapter) {
        this.store = adapter;
        return this;
    }

    /**
     * Adds records to the model.
     *
     * @param records the records, in any order
     * @return this builder
     */
    public RelataBuilder model(Class<?>... records) {
        types.addAll(List.of(records));
        return this;
    }

    /**
     * Adds what annotations and naming rules of another library say of records; by default nothing. Of several sources the first
     * that gives a name wins.
     *
     * @param source returns what is said of a record of the model, {@link RecordMapping#NONE} for nothing
     * @return this builder
     */
    public RelataBuilder mapping(Function<Class<?>, RecordMapping> source) {
        this.options = options.mapping(source);
        return this;
    }

    /**
     * Sets how tables and columns are named that neither an annotation nor a {@link #mapping} names; in snake case, with tables in
     * the plural, by default.
     *
     * @param naming names tables, columns, junctions and arrays of ids
     * @return this builder
     */
    public RelataBuilder naming(Naming naming) {
        this.options = options.naming(naming);
        return this;
    }

    /**
     * Sets how the values of a type are stored that stores do not know. Of two converters for a type the last counts.
     *
     * @param type the class of the components that are converted; also of the elements of arrays
     * @param converter turns values into what is stored, and back
     * @param <V> the type
     * @return this builder
     */
    public <V> RelataBuilder converter(Class<V> type, Converter<V, ?> converter) {
        this.options = options.converter(type, converter);
        return this;
    }

    /**
     * Sets what gives the times of {@code @CreatedAt} and {@code @UpdatedAt}; the system's by default.
     *
     * @param source the clock
     * @return this builder
     */
    public RelataBuilder clock(Clock source) {
        this.clock = source;
        return this;
    }

    /**
     * Sets the most keys that one statement of a batch scope carries; 4,096 by default.
     *
     * @param keys 1 or more
     * @return this builder
     */
    public RelataBuilder maxBatch(int keys) {
        this.maxBatch = keys;
        return this;
    }

    /**
     * Sets the most rows that a batch scope remembers; 100,000 by default, 0 for none.
     *
     * @param rows 0 or more; the least recently used go first
     * @return this builder
     */
    public RelataBuilder maxCached(int rows) {
        this.maxCached = rows;
        return this;
    }

    /**
     * Sets what happens when more than ten lookups of one relationship go out one by one in one subscription; a warning by
     * default.
     *
     * @param mode {@link NPlusOne#FAIL} for tests
     * @return this builder
     */
    public RelataBuilder nPlusOne(NPlusOne mode) {
        this.nPlusOne = mode;
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener is notified of requests, scopes and lookups that go out one by one
     * @return this builder
     */
    public RelataBuilder listener(RelataListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Sets what errors of Relata become where they leave it, as those of a framework; they stay as they are by default.
     *
     * <p>The translator gets each {@code RelataException} that an operation of the front door, its facets, managers and
     * selections signals or throws, once, and no other error. It keeps the original as the cause, so that
     * {@code transactional} with retries still recognises a conflict. Inside the library the original is seen, also by stores and
     * listeners; not translated are the errors of values that belong to no store: the model, conditions, graphs, and the
     * {@code SchemaException} of a comparison.
     *
     * @param translator answers the error to signal, or the one that it was given
     * @return this builder
     */
    public RelataBuilder translateErrors(UnaryOperator<Throwable> translator) {
        this.translation = ErrorTranslation.translatedBy(translator);
        return this;
    }

    /**
     * Sets whether errors show values of rows and requests, in their messages and in those of their causes; they do not by default,
     * so that logs hold none.
     *
     * <p>Without it a message has an ellipsis in place of a value, and the error of a driver, a converter or a record's constructor
     * stands as the cause by the name of its class and its stack trace. What PostgreSQL says of a refused row ("Key (email)=(…)
     * already exists") is such a value; names of constraints, tables, columns and properties, SQLSTATEs, and keys that are numbers,
     * UUIDs or times are not. A program finds the rest at {@code RelataException.messageWithValues()} and {@code originalCause()},
     * whatever is set here. Errors of values that belong to no store, which {@link #translateErrors} names, never show any.
     *
     * @param shown true for development and tests
     * @return this builder
     */
    public RelataBuilder valuesInErrors(boolean shown) {
        this.valuesInErrors = shown;
        return this;
    }

    /**
     * Signs the cursors of pages by HMAC-SHA256; without it they carry a digest, which finds accidents and which everybody can make.
     *
     * <p>A cursor that no key given here has signed is an {@code InvalidCursorException} before any I/O, and so is one that was
     * signed for another query. A signature hides nothing: a cursor still shows the values that its last row is sorted by. To
     * change the key, give the new one, and the old one behind it for as long as its cursors are to be read.
     *
     * <pre>{@code
     * Relata.builder().store(store).model(Book.class).signPageCursors(key, keyOfLastYear)
     * }</pre>
     *
     * @param key signs new cursors; 32 random bytes or more, the same in every instance of the application; copied
     * @param olderKeys cursors that these have signed are read too
     * @return this builder
     * @throws dev.relata.error.RefusedException for a key that is null or shorter than 32 bytes
     */
    public RelataBuilder signPageCursors(byte[] key, byte[]... olderKeys) {
        this.cursors = CursorCodec.signed(key, olderKeys);
        return this;
    }

    /**
     * Checks the model and opens the store; no I/O.
     *
     * @return the front door
     * @throws dev.relata.error.ModelException with every error found in the model
     * @throws IllegalStateException where there is no store
     */
    public Relata build() {
        if (store == null) {
            throw new IllegalStateException("a store is needed: Relata.builder().store(R2dbcStore.of(…))");
        }
        Model model = Model.of(types, options);
        BatchOptions batches =
                new BatchOptions(maxBatch, maxCached, nPlusOne, new Listeners(listeners, valuesInErrors));
        Store.Open opened = store.open(model);
        checkArrays(model, opened);
        checkVersions(model, opened);
        return assembled(model, opened, batches);
    }

    private Relata assembled(Model model, Store.Open opened, BatchOptions batches) {
        ErrorTranslation outward = translation.showingValues(valuesInErrors);
        ScopeKey key = new ScopeKey();
        ScopeLayers layers = new ScopeLayers(opened, key, batches.listeners());
        Sessions sessions = new Sessions(opened, layers, outward);
        Scopes scopes = new Scopes(sessions, key, batches);
        Writes writes = writes(model, sessions, times(opened), new BulkNotifier(batches.listeners()));
        return new Relata(model, outward, opened, sessions, scopes, writes, cursors);
    }

    private static Writes writes(Model model, Sessions sessions, Clock clock, BulkNotifier observed) {
        UpdateTimes times = new UpdateTimes(clock);
        KeyChanges keyChanges = new CascadingKeyChanges(model, sessions, times);
        Deletes deletes = new CascadingDeletes(model, sessions, keyChanges, times, observed);
        return new Writes(model, sessions, clock, deletes, keyChanges, observed);
    }

    /** Returns a clock that is no finer than the store keeps times, so that a row is answered as it is stored. */
    private Clock times(Store.Open opened) {
        boolean micros = opened.capabilities().contains(Capability.MICROSECONDS);
        return micros ? clock : Clock.tick(clock, Duration.ofMillis(1));
    }

    private static void checkVersions(Model model, Store.Open opened) {
        if (opened.capabilities().contains(Capability.ROW_VERSIONS)) {
            return;
        }
        List<String> errors = model.entities().stream()
                .flatMap(type -> type.version().stream())
                .filter(version -> version.writes() == Attribute.Writability.NEVER)
                .map(version -> version.qualifiedName() + " is @Version(XMIN), which this store does not have (it lacks"
                        + " Capability.ROW_VERSIONS): use a number or a time")
                .toList();
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
    }

    private static void checkArrays(Model model, Store.Open opened) {
        if (opened.capabilities().contains(Capability.ID_ARRAYS)) {
            return;
        }
        List<String> errors = model.relationships().stream()
                .filter(relationship -> relationship.junction() != null
                        && relationship.junction().type().idArray().isPresent())
                .map(relationship -> relationship.name() + " is storedAs(ID_ARRAY), which this store does not have (it"
                        + " lacks Capability.ID_ARRAYS): leave storedAs out, and a junction keeps the links")
                .toList();
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
    }
}

package dev.relata.test;

import dev.relata.metamodel.Model;
import dev.relata.model.Property;
import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import dev.relata.test.internal.memory.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps its rows in memory, for tests: the same answers as a database, and none to start. Immutable; every
 * {@link #open} begins empty.
 *
 * <p>Transactions are whole or not at all, inner ones can be undone alone, and unique keys are enforced: ids, {@code
 * @Unique}, the keys of one-to-ones, and pairs of links. Keys to other rows are checked as PostgreSQL checks them
 * under {@code NO ACTION}. There is one writer at a time: a transaction becomes it with its first write and stays it
 * until it ends, others wait. Above {@code READ_COMMITTED}, a first write after somebody else's commit fails with a
 * retryable 40001.
 *
 * <p>Ids that are null on insert get the next number ({@code Long}, {@code Integer}) or a random {@code UUID}; other
 * attributes that the database fills get what {@link Builder#databaseDefault} says, else null. Text is ordered by code
 * points. Arrays are copied in and out; other values are expected to be immutable.
 *
 * <pre>{@code
 * Relata relata = Relata.builder().store(InMemoryStore.create()).model(Author.class, Book.class).build();
 * }</pre>
 */
public final class InMemoryStore implements Store {

    private final Builder settings;

    private InMemoryStore(Builder settings) {
        this.settings = settings;
    }

    /**
     * Makes a store with nothing to say about.
     *
     * @return the store
     */
    public static InMemoryStore create() {
        return builder().build();
    }

    /**
     * Begins a store with options.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Open open(Model model) {
        return new Database(model, settings.names(model), settings.listener, settings.lockTimeout);
    }

    /** The options of a store. Not thread-safe. */
    public static final class Builder {

        private final Map<Class<?>, Map<Property<?, ?>, Supplier<?>>> defaults = new HashMap<>();
        private StatementListener listener = statement -> {};
        private Duration lockTimeout = Duration.ofSeconds(10);

        private Builder() {}

        private Builder(Builder other) {
            other.defaults.forEach((type, given) -> defaults.put(type, new HashMap<>(given)));
            listener = other.listener;
            lockTimeout = other.lockTimeout;
        }

        /**
         * Is told of every request as if it were a statement: each read, each write and the opening of each stream
         * counts as one; fetches and the bounds of transactions are told apart.
         *
         * @param told who is told; must not block or throw
         * @return this builder
         */
        public Builder listener(StatementListener told) {
            listener = told;
            return this;
        }

        /**
         * Says what an attribute that the database fills gets when it is null on insert.
         *
         * @param type the record
         * @param property one of its components with {@code @DatabaseDefault}, or of its id
         * @param value asked for each row; a null that it answers is stored, also where the component is not {@code
         *     @Nullable}, as in a column without NOT NULL
         * @param <E> the record
         * @param <V> the component's type
         * @return this builder
         */
        public <E, V> Builder databaseDefault(
                Class<E> type, Property<E, V> property, Supplier<? extends @Nullable V> value) {
            defaults.computeIfAbsent(type, any -> new HashMap<>()).put(property, value);
            return this;
        }

        /**
         * How long a write waits for another transaction that writes; 10 seconds by default.
         *
         * @param duration how long; then it fails with {@link dev.relata.error.Reason#TIMEOUT}
         * @return this builder
         */
        public Builder lockTimeout(Duration duration) {
            lockTimeout = duration;
            return this;
        }

        /**
         * Makes the store.
         *
         * @return a store with these options as they are now
         */
        public InMemoryStore build() {
            return new InMemoryStore(new Builder(this));
        }

        private Map<String, Supplier<?>> names(Model model) {
            Map<String, Supplier<?>> names = new HashMap<>();
            defaults.forEach((type, given) -> given.forEach((property, value) -> names.put(
                    Database.defaultName(
                            type, model.attribute(model.entity(type), property).name()),
                    value)));
            return names;
        }
    }
}

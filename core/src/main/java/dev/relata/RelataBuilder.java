package dev.relata;

import dev.relata.model.Model;
import dev.relata.spi.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what a {@link Relata} is made of. Not thread-safe. */
public final class RelataBuilder {

    private final List<Class<?>> types = new ArrayList<>();
    private @Nullable Store store;
    private Clock clock = Clock.systemUTC();

    RelataBuilder() {}

    /**
     * Where rows are kept.
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
     * Gives the times of {@code @CreatedAt} and {@code @UpdatedAt}; the system's by default.
     *
     * @param source the clock
     * @return this builder
     */
    public RelataBuilder clock(Clock source) {
        this.clock = source;
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
        Model model = Model.of(types);
        return new Relata(model, store.open(model), clock);
    }
}

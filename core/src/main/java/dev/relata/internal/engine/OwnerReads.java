package dev.relata.internal.engine;

import dev.relata.internal.engine.LookupShape.Kind;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.CompiledSelection.Owner;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads that can be asked of many owners in one request.
 *
 * @param engine the engine
 * @param place where they were assembled, or null
 * @param planned whether they are part of a plan
 */
record OwnerReads(Engine engine, @Nullable StackTraceElement place, boolean planned) {

    /** Reads that the caller's caller assembles now. */
    static OwnerReads here(Engine engine) {
        return here(engine, false);
    }

    /** Reads that the caller's caller assembles now. */
    static OwnerReads here(Engine engine, boolean planned) {
        return new OwnerReads(engine, engine.lookups().place(), planned);
    }

    <R> Flux<R> many(CompiledSelection compiled, Kind kind, Function<@Nullable Object[], R> read) {
        Owner owner = compiled.owner();
        return owner == null
                ? alone(compiled, kind, read).get()
                : engine.lookups().many(lookup(compiled, owner, kind, read), alone(compiled, kind, read));
    }

    <R> Mono<List<R>> list(CompiledSelection compiled, Kind kind, Function<@Nullable Object[], R> read) {
        Owner owner = compiled.owner();
        return owner == null
                ? alone(compiled, kind, read).get().collectList()
                : engine.lookups().list(lookup(compiled, owner, kind, read), alone(compiled, kind, read));
    }

    /** The row that a relationship leads to. */
    <R> Mono<List<R>> target(LookupShape shape, List<Object> key, Function<@Nullable Object[], R> read) {
        Lookup<R> lookup = new Lookup<>(shape, key, read, planned, place);
        return engine.lookups()
                .list(lookup, () -> alone(compiled(lookup), Kind.ROWS, read).get());
    }

    private static CompiledSelection compiled(Lookup<?> lookup) {
        LookupShape shape = lookup.shape();
        return new CompiledSelection(shape.label(), shape.query(), new Owner(shape.association(), lookup.key()));
    }

    private <R> Lookup<R> lookup(
            CompiledSelection compiled, Owner owner, Kind kind, Function<@Nullable Object[], R> read) {
        LookupShape shape = new LookupShape(compiled.label(), kind, owner.association(), compiled.rows());
        return new Lookup<>(shape, owner.key(), read, planned, place);
    }

    private <R> Supplier<Flux<R>> alone(CompiledSelection compiled, Kind kind, Function<@Nullable Object[], R> read) {
        return () -> engine.sessions()
                .read(session -> session.select(LookupShape.select(compiled.label(), kind, compiled.query())))
                .map(read);
    }
}

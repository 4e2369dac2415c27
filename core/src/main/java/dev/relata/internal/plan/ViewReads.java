package dev.relata.internal.plan;

import dev.relata.error.NotUniqueException;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.mapping.ViewType;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.ViewSelection;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the rows of a selection as views. */
final class ViewReads<V> implements ViewSelection<V> {

    /** A selection and a view of it, ready to be read. */
    private record Ready<V>(RootRows roots, ViewMaker<V> maker) {}

    private final Engine engine;
    private final Supplier<CompiledSelection> selection;
    private final Function<EntityType<?>, ViewType<V>> types;

    ViewReads(Engine engine, Supplier<CompiledSelection> selection, Function<EntityType<?>, ViewType<V>> types) {
        this.engine = engine;
        this.selection = selection;
        this.types = types;
    }

    private Ready<V> ready(CompiledSelection compiled) {
        ViewType<V> type = types.apply(compiled.query().type());
        ViewShapes<V> shapes = ViewShapes.of(engine, compiled.query(), type);
        return new Ready<>(new RootRows(engine, compiled, shapes.shape()), shapes.maker());
    }

    @Override
    public Flux<V> all() {
        return Flux.defer(() -> {
            Ready<V> ready = ready(selection.get());
            return ready.roots().all().map(ready.maker()::make);
        });
    }

    @Override
    public Flux<V> iterate() {
        return iterate(Iteration.adaptive());
    }

    @Override
    public Flux<V> iterate(Iteration iteration) {
        return Flux.defer(() -> {
            Ready<V> ready = ready(selection.get());
            return ready.roots().iterate(iteration, ready.maker()::make);
        });
    }

    @Override
    public Mono<V> first() {
        return some(1);
    }

    @Override
    public Mono<V> one() {
        return some(2);
    }

    @Override
    public Mono<Page<V>> page(int size) {
        return paged(size, null);
    }

    @Override
    public Mono<Page<V>> page(int size, String cursor) {
        return paged(size, cursor);
    }

    private Mono<Page<V>> paged(int size, @Nullable String cursor) {
        return Mono.defer(() -> {
            Ready<V> ready = ready(selection.get());
            return ready.roots().page(size, cursor, ready.maker()::make);
        });
    }

    private Mono<V> some(int most) {
        return Mono.defer(() -> {
            CompiledSelection compiled = selection.get();
            Ready<V> ready = ready(compiled);
            return ready.roots().some(most).flatMap(nodes -> {
                if (nodes.size() > 1) {
                    return Mono.error(new NotUniqueException(compiled.label()
                            + ": one() found more than one row; narrow the selection, or use first() or all()"));
                }
                return Mono.justOrEmpty(nodes.stream().findFirst().map(ready.maker()::make));
            });
        });
    }
}

package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.engine.Ids;
import dev.relata.engine.Loader;
import dev.relata.engine.Owned;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.NotUniqueException;
import dev.relata.model.HasOne;
import dev.relata.spi.Path;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class EngineHasOneManager<S, T> implements HasOneManager<S, T> {

    private static final String UNIQUE_VIOLATION = "23505";

    private final Engine engine;
    private final S owner;
    private final HasOne<S, T> relationship;

    EngineHasOneManager(Engine engine, S owner, HasOne<S, T> relationship) {
        this.engine = engine;
        this.owner = owner;
        this.relationship = relationship;
    }

    @Override
    public Mono<T> get() {
        return new Loader(engine).one(owner, relationship);
    }

    @Override
    public Mono<T> set(T target) {
        return Mono.defer(() -> {
            ForeignKey<S, T> key = key();
            List<List<Object>> ids = key.ids(List.of(target), "set");
            T moved = key.under(target);
            return engine.sessions()
                    .atomically(session ->
                            orphanOthers(key, ids).then(key.give(ids)).thenReturn(moved));
        });
    }

    /** Where the policy refuses, it refuses only when another one is there. */
    private Mono<Long> orphanOthers(ForeignKey<S, T> key, List<List<Object>> ids) {
        Owned<S, T> owned = key.owned();
        List<Path> id = owned.target().id().stream().map(Path::of).toList();
        return engine.sessions()
                .many(session -> session.select(Select.of(owned.label(), owned.withoutIds(owned.rows(), ids), id)))
                .<List<Object>>map(Ids::ofRow)
                .collectList()
                .flatMap(others ->
                        others.isEmpty() ? Mono.just(0L) : key.orphan(owned.withIds(owned.rows(), others), "set"));
    }

    @Override
    public Mono<T> create(T draft) {
        return Mono.defer(() -> {
            ForeignKey<S, T> key = key();
            T child = key.into(draft);
            Owned<S, T> owned = key.owned();
            List<Path> id = owned.target().id().stream().map(Path::of).toList();
            return engine.sessions()
                    .atomically(session -> session.select(Select.of(owned.label(), owned.rows(), id))
                            .count()
                            .flatMap(there -> there > 0
                                    ? Mono.<T>error(taken(owned, null))
                                    : engine.writer(owned.target(), owned.label())
                                            .insert(child))
                            .onErrorMap(EngineHasOneManager::keyTaken, error -> taken(owned, error)));
        });
    }

    private static boolean keyTaken(Throwable error) {
        return error instanceof ConstraintViolationException violation && UNIQUE_VIOLATION.equals(violation.sqlState());
    }

    private static NotUniqueException taken(Owned<?, ?> owned, @Nullable Throwable cause) {
        NotUniqueException error = new NotUniqueException(owned.label() + ".create: this "
                + owned.relationship().owner().name() + " has a "
                + owned.target().name()
                + " already, nothing was written; set(…) another one, or clear() first");
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }

    @Override
    public Mono<Void> clear() {
        return Mono.defer(() -> {
            ForeignKey<S, T> key = key();
            return engine.sessions()
                    .atomically(session -> key.orphan(key.owned().rows(), "clear"))
                    .then();
        });
    }

    private ForeignKey<S, T> key() {
        return new ForeignKey<>(Owned.of(engine, owner, relationship));
    }
}

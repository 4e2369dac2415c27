package dev.relata.internal.link;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.Loader;
import dev.relata.internal.write.InputRows;
import dev.relata.manager.HasOneManager;
import dev.relata.model.HasOne;
import dev.relata.spi.Path;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class EngineHasOneManager<S, T> implements HasOneManager<S, T> {

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
            OwnerKeyWriter<S, T> key = key();
            List<List<Object>> ids = key.ids(InputRows.one(target, "set"), "set");
            T moved = key.under(target);
            return engine.sessions()
                    .atomically(session -> key.orphanOthers(
                                    key.bound().withoutIds(key.bound().rows(), ids), "set")
                            .then(key.give(List.of(moved), "set"))
                            .thenReturn(key.given(moved)));
        });
    }

    @Override
    public Mono<T> create(T draft) {
        return Mono.defer(() -> {
            OwnerKeyWriter<S, T> key = key();
            T child = key.into(RefusedException.unlessNull(draft, "create", "the row"));
            BoundRelationship<S, T> bound = key.bound();
            return engine.sessions()
                    .atomically(session -> taken(bound, null)
                            .then(Mono.defer(() -> engine.writes()
                                    .inserts(bound.target(), bound.label())
                                    .one(child))))
                    .onErrorResume(
                            EngineHasOneManager::unique,
                            error -> taken(bound, error).then(Mono.error(error)));
        });
    }

    /** Fails where the owner has one. A unique key that was violated may as well be another one of the target's. */
    private Mono<Void> taken(BoundRelationship<S, T> bound, @Nullable Throwable cause) {
        List<Path> id = bound.target().id().stream().map(Path::of).toList();
        return engine.sessions()
                .many(session -> session.select(Select.of(bound.label(), bound.rows(), id)))
                .count()
                .flatMap(there -> there > 0 ? Mono.error(refusal(bound, cause)) : Mono.empty());
    }

    private static boolean unique(Throwable error) {
        return error instanceof ConstraintViolationException violation && violation.reason() == Reason.UNIQUE;
    }

    private static NotUniqueException refusal(BoundRelationship<?, ?> bound, @Nullable Throwable cause) {
        NotUniqueException error = new NotUniqueException(bound.label() + ".create: this "
                + bound.relationship().owner().name() + " has its "
                + bound.target().name()
                + " already, nothing was written; set(…) another one, or clear() first");
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }

    @Override
    public Mono<Void> clear() {
        return Mono.defer(() -> {
            OwnerKeyWriter<S, T> key = key();
            return key.orphan(key.bound().rows(), "clear").then();
        });
    }

    private OwnerKeyWriter<S, T> key() {
        return new OwnerKeyWriter<>(BoundRelationship.of(engine, owner, relationship));
    }
}

package dev.relata.internal.link;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.InputRows;
import dev.relata.manager.HasOneManager;
import dev.relata.spi.Path;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class BoundHasOneManager<S, T> implements HasOneManager<S, T> {

    private final ErrorTranslation translation;
    private final Mono<T> target;
    private final Supplier<RelationshipGuard<S, T>> source;

    BoundHasOneManager(ErrorTranslation translation, Mono<T> target, Supplier<RelationshipGuard<S, T>> source) {
        this.translation = translation;
        this.target = translation.of(target);
        this.source = source;
    }

    private RelationshipGuard<S, T> related() {
        return source.get().writable();
    }

    @Override
    public Mono<T> get() {
        return target;
    }

    @Override
    public Mono<T> set(T target) {
        return translation.of(Mono.defer(() -> {
            RelationshipGuard<S, T> related = related();
            KeyChildren<S, T> child = new KeyChildren<>(related);
            BoundRelationship<S, T> bound = related.bound();
            List<List<Object>> ids = bound.ids(InputRows.one(target, "set"), "set");
            T moved = child.key().intoStored(target);
            return related.atomically(child.orphanOthers("set", bound.withoutIds(bound.rows(), ids))
                    .then(child.giveKey("set", List.of(moved)))
                    .then(child.given(moved)));
        }));
    }

    @Override
    public Mono<T> create(T draft) {
        return translation.of(Mono.defer(() -> {
            RelationshipGuard<S, T> related = related();
            T child =
                    new OwnerKey<>(related.bound()).intoDraft(RefusedException.unlessNull(draft, "create", "the row"));
            Mono<T> insert = related.inserts().one(child);
            return related.atomically(checkVacant(related, null).then(insert))
                    .onErrorResume(
                            BoundHasOneManager::isNotUnique,
                            error -> checkVacant(related, error).then(Mono.error(error)));
        }));
    }

    /** Fails where the owner has a target. A unique key that was violated may as well be another one of the target's. */
    private static Mono<Void> checkVacant(RelationshipGuard<?, ?> related, @Nullable Throwable cause) {
        List<Path> id = related.target().id().stream().map(Path::of).toList();
        return related.select(Select.of(related.label(), related.bound().rows(), id))
                .count()
                .flatMap(there -> there > 0 ? Mono.error(occupied(related.bound(), cause)) : Mono.empty());
    }

    private static boolean isNotUnique(Throwable error) {
        return error instanceof ConstraintViolationException violation && violation.reason() == Reason.UNIQUE;
    }

    private static NotUniqueException occupied(BoundRelationship<?, ?> bound, @Nullable Throwable cause) {
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
        return translation.of(Mono.defer(() -> {
            KeyChildren<S, T> child = new KeyChildren<>(related());
            return child.orphan("clear", child.bound().rows()).then();
        }));
    }
}

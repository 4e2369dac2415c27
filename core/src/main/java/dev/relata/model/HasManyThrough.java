package dev.relata.model;

import java.util.List;

/**
 * A relationship to the rows that other relationships, one after another, lead to, such as the tracks of an artist through the
 * albums. Nothing is stored for it, so it is read and never written: its rows come and go with those on the way. Immutable,
 * thread-safe.
 *
 * <pre>{@code
 * public static final HasManyThrough<Artist, Track> TRACKS = hasManyThrough(() -> Artist.ALBUMS, () -> Album.TRACKS);
 * }</pre>
 *
 * <p>A row is a target once, however many ways lead to it. The filters of the relationships on the way hold, and the order of
 * the last one; what limits one of them cannot be gone through.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public final class HasManyThrough<S, T> extends DeclaredToMany<S, T, HasManyThrough<S, T>> implements ToMany<S, T> {

    HasManyThrough(RelationshipMapping mapping, List<Step<T>> steps) {
        super(mapping, steps);
    }

    @Override
    HasManyThrough<S, T> copy(RelationshipMapping changed, List<Step<T>> changedSteps) {
        return new HasManyThrough<>(changed, changedSteps);
    }
}

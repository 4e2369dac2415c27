package dev.relata.internal.link;

import dev.relata.internal.lookup.Loader;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Writes;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationship;
import dev.relata.model.ToOne;
import reactor.core.publisher.Mono;

/**
 * Makes the managers of relationships of an owner. Immutable, thread-safe.
 *
 * @param resolver resolves relationships and their filters
 * @param sessions chooses the session of each statement
 * @param loader reads one row, or the rows of one owner
 * @param readers reads selections
 * @param writes inserts, updates and deletes rows
 */
public record ManagerFactory(
        FilterResolver resolver, Sessions sessions, Loader loader, SelectionReaders readers, Writes writes) {

    private ErrorTranslation translation() {
        return readers.translation();
    }

    public <S, T> ToOneManager<S, T> toOne(S owner, ToOne<S, T> relationship) {
        return new BoundToOneManager<>(translation(), resolver, loader, writes, owner, relationship);
    }

    public <S, T> HasOneManager<S, T> hasOne(S owner, HasOne<S, T> relationship) {
        return new BoundHasOneManager<>(
                translation(), loader.one(owner, relationship), () -> related(owner, relationship));
    }

    public <S, T> ToOneManager<S, T> toOneOfAwaited(Mono<S> owner, ToOne<S, T> relationship) {
        return new AwaitedToOneManager<>(owner.map(each -> toOne(each, relationship)));
    }

    public <S, T> HasOneManager<S, T> hasOneOfAwaited(Mono<S> owner, HasOne<S, T> relationship) {
        return new AwaitedHasOneManager<>(owner.map(each -> hasOne(each, relationship)));
    }

    public <S, T> OneToManyManager<S, T> oneToMany(S owner, OneToMany<S, T> relationship) {
        return new BoundOneToManyManager<>(readers, writes, owner, each -> related(each, relationship));
    }

    public <S, T> ManyToManyManager<S, T> manyToMany(S owner, ManyToMany<S, T> relationship) {
        return new BoundManyToManyManager<>(readers, writes, () -> related(owner, relationship));
    }

    public <S, T, J> ThroughManager<S, T, J> through(S owner, ManyToManyThrough<S, T, J> relationship) {
        return new BoundThroughManager<>(readers, writes, () -> related(owner, relationship));
    }

    private <S, T> RelationshipGuard<S, T> related(S owner, Relationship<S, T> relationship) {
        return new RelationshipGuard<>(sessions, writes, BoundRelationship.of(resolver, owner, relationship));
    }
}

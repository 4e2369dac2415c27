package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.link.LinkChange.End;
import dev.relata.internal.link.LinkChange.Ends;
import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.internal.link.LinkChange.Wanted;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.Chunks;
import dev.relata.model.Assignment;
import dev.relata.query.Link;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Writes the links of one owner, for one subscription: reads what is given into a {@link LinkChange}, checks its targets,
 * locks, and has it written, chunk by chunk and whole or not at all.
 *
 * @param related the owner's row and its related rows
 * @param stored the storage of the links
 */
record LinkWriter<S, T, J>(RelationshipGuard<S, T> related, StoredLinks<J> stored) {

    String label() {
        return related.label();
    }

    Mono<Long> rows(String operation, OnExistingLink existing, Chunks<End<T, J>> given) {
        stored.refuseUnlessPossible(existing, operation);
        return inChunks(given, ends -> stored.prepare(ofRows(operation, existing, ends)));
    }

    Mono<Long> ids(String operation, OnExistingLink existing, Chunks<End<Object, J>> given) {
        stored.refuseUnlessPossible(existing, operation);
        return inChunks(given, ends -> stored.prepare(ofIds(operation, existing, ends)));
    }

    /**
     * Writes rows at hand in one order over all chunks, and refuses what can be refused before the first is sent; a publisher's
     * are read a chunk at a time.
     */
    private <E> Mono<Long> inChunks(Chunks<E> given, Function<List<E>, LinkChange<J>> read) {
        List<E> all = given.atHand();
        if (all == null) {
            return related.atomically(given.sum(chunk -> write(read.apply(chunk))));
        }
        LinkChange<J> change = read.apply(all);
        List<Wanted<J>> links = change.links();
        boolean sorted = !given.takes(links.size()) && !stored.positions().areKept();
        Mono<Long> sum =
                given.with(sorted ? Ids.inOneOrder(links, Wanted::id) : links).sum(chunk -> write(change.with(chunk)));
        return related.whole(given.takeAtOnce(links.size()) && stored.isWhole(change), sum);
    }

    Mono<Void> setRows(List<End<T, J>> targets) {
        refuseUnlessSettable("set");
        return set(ofRows("set", OnExistingLink.IS_PLACED, targets));
    }

    Mono<Void> setIds(List<End<Object, J>> targets) {
        refuseUnlessSettable("setIds");
        return set(ofIds("setIds", OnExistingLink.IS_PLACED, targets));
    }

    private void refuseUnlessSettable(String operation) {
        related.bound().refuseLimited(operation);
        stored.refuseUnlessPossible(OnExistingLink.IS_PLACED, operation);
    }

    private Mono<Void> set(LinkChange<J> read) {
        LinkChange<J> change = stored.prepare(read);
        boolean whole = stored.isWhole(change);
        Mono<Void> lock = whole ? Mono.empty() : stored.lock(change);
        return related.whole(whole, lock.then(write(change))).then();
    }

    /** Carries out a change that was prepared, of no more than a chunk. */
    Mono<Long> write(LinkChange<J> change) {
        return checkEnds(change).then(stored.write(change));
    }

    /** Carries out the write of one link, in a transaction only where the store has to evaluate the filter before. */
    <R> Mono<R> one(LinkChange<J> change, Mono<R> write) {
        return related.whole(change.ends() == Ends.CERTAIN, checkEnds(change).then(write));
    }

    /** Moves a link to a place of the owner's list. */
    Mono<Void> move(T target, int place) {
        stored.positions().refuseUnlessWhole("move", place);
        List<Object> id = related.bound().id(target, "move");
        return related.atomically(stored.positions().move(id, place).thenReturn(true))
                .then();
    }

    private Mono<Void> checkEnds(LinkChange<J> change) {
        return switch (change.ends()) {
            case CERTAIN -> Mono.empty();
            case UNVERIFIED -> related.verifyTargets(change.operation(), change.distinctIds());
            case GIVEN_BY_ID -> related.exist(change.operation(), change.distinctIds());
        };
    }

    /** Reads links with data. */
    <E> Chunks<End<E, J>> ends(String operation, Chunks<? extends Link<? extends E, Assignment<J>>> links) {
        return links.map(link -> {
            E target = link.target();
            if (target == null) {
                throw new RefusedException(
                        label() + "." + operation + ": a link of those given has no target: leave it out");
            }
            return new End<>(target, link.data());
        });
    }

    /** The ends of links without data. */
    static <E, J> List<End<E, J>> ends(List<E> targets) {
        return targets.stream().map(target -> new End<E, J>(target, null)).toList();
    }

    /** Reads stored rows; refuses those outside the relationship's filter. */
    LinkChange<J> ofRows(String operation, OnExistingLink existing, List<End<T, J>> ends) {
        List<Wanted<J>> links = ends.stream()
                .map(end -> new Wanted<>(related.bound().id(end.target(), operation), end.data()))
                .toList();
        boolean unverified = existing != OnExistingLink.GOES
                && related.bound()
                        .areUnverified(ends.stream().<T>map(End::target).toList(), "add");
        return new LinkChange<>(operation, links, existing, unverified ? Ends.UNVERIFIED : Ends.CERTAIN);
    }

    /** Reads ids as users give them. */
    private LinkChange<J> ofIds(String operation, OnExistingLink existing, List<End<Object, J>> ends) {
        List<Wanted<J>> links = ends.stream()
                .map(end -> new Wanted<>(id(end.target()), end.data()))
                .toList();
        boolean certain = links.isEmpty() || existing == OnExistingLink.GOES;
        return new LinkChange<>(operation, links, existing, certain ? Ends.CERTAIN : Ends.GIVEN_BY_ID);
    }

    private List<Object> id(Object given) {
        String remedy = "addIds(first, second), an argument for each, or a Publisher of ids";
        return Ids.parse(related.target(), label(), given, remedy);
    }

    /** Deletes all links that the relationship shows. */
    Mono<Long> clear() {
        related.bound().refuseLimited("clear");
        return stored.delete(related.bound().linksToOthers(List.of()));
    }
}

package dev.relata.internal.link;

import dev.relata.internal.engine.BoundRelationship;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Predicate;
import dev.relata.spi.SetLinks;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The links of one owner, where all of them are in its own row.
 *
 * @param links the owner's links
 */
record LinksInOneRow<S, T>(LinkWriter<S, T> links) {

    /** Whether a relation keeps its links as an array of ids in the owner, not in the target. */
    static boolean of(BoundRelationship<?, ?> bound) {
        Junction junction = bound.relationship().junctionOrThrow();
        String first = junction.ownerColumns().get(0).column();
        boolean here = junction.type()
                .idArray()
                .filter(array -> !array.field().equals(first))
                .isPresent();
        return here && !bound.relationship().symmetrical();
    }

    /** Whether one write can say what the owner is linked to: no filter hides links that are to stay. */
    boolean settable() {
        return of(links.bound()) && links.bound().filter().equals(Predicate.TRUE);
    }

    /** Makes the owner be linked to just these, in one write of its row and without a lock. */
    Mono<Long> set(List<List<Object>> ids) {
        BoundRelationship<S, T> bound = links.bound();
        SetLinks set = new SetLinks(
                bound.label(),
                bound.relationship().junctionOrThrow().type(),
                bound.key(),
                ids.stream().map(id -> id.get(0)).toList());
        return bound.engine()
                .sessions()
                .one(session -> session.set(set))
                .onErrorMap(LinkWriter::endMissing, links::missing)
                .flatMap(owners -> owners > 0 ? Mono.just(owners) : Mono.error(bound.ownerGone("set")));
    }
}

package dev.relata.internal.link;

import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.spi.Query;
import reactor.core.publisher.Mono;

/** The storage of one owner's links, as pairs of keys or as join records: the strategy of a {@link LinkWriter}. */
interface StoredLinks<J> {

    ListPositions positions();

    /** Refuses an operation that needs one link of a pair at the most, where there may be several. */
    void refuseUnlessPossible(OnExistingLink existing, String operation);

    /** Refuses, before anything is sent, a change that no store could carry out; returns it in the order of writing. */
    LinkChange<J> prepare(LinkChange<J> change);

    /** Tells whether one chunk of a change is written whole without a transaction around it. */
    boolean isWhole(LinkChange<J> change);

    /** Locks the rows that a new list of links depends on. */
    Mono<Void> lock(LinkChange<J> change);

    /** Writes a change after its targets were checked; returns how many links are new, changed or gone. */
    Mono<Long> write(LinkChange<J> change);

    /** Deletes links, and with join records what refers to them; returns how many there were. */
    Mono<Long> delete(Query links);
}

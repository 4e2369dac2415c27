package dev.relata.internal.link;

import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.write.Chunks;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of a one-to-many of one owner: how they are written depends on where the relationship is stored. */
interface Children<S, T> {

    BoundRelationship<S, T> bound();

    Flux<T> create(Chunks<T> drafts, Bulk<? super T> bulk);

    Mono<Long> createCount(Chunks<T> drafts, Bulk<? super T> bulk);

    Mono<T> getOrCreate(T draft, Property<T, ?> key);

    Mono<T> updateOrCreate(T draft, Property<T, ?> key);

    /** Gives a stored row to the owner; returns the row as it is stored then. */
    Mono<T> add(T child);

    /** Gives stored rows to the owner; returns how many there are. */
    Mono<Long> addMany(Chunks<T> children);

    /** Takes rows from the owner; fails where one is not the owner's. */
    Mono<Long> remove(String operation, Chunks<T> children);

    /** Makes the owner have just these stored rows. */
    Mono<Long> set(List<T> children);

    Mono<Long> clear();

    /** Gives all rows that the relationship shows to another owner; returns how many there are. */
    Mono<Long> moveAll(BoundRelationship<S, T> other);
}

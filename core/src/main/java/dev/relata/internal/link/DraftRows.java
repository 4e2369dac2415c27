package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.Verdict;
import dev.relata.metamodel.EntityType;
import java.util.List;
import reactor.core.publisher.Mono;

/** Drafts on their way into a relation, for one subscription: under the owner's key, inside the relation's filter. */
final class DraftRows<S, T> {

    private final OwnerKeyWriter<S, T> key;
    private final String operation;
    private boolean unverified;

    DraftRows(OwnerKeyWriter<S, T> key, String operation) {
        this.key = key;
        this.operation = operation;
    }

    OwnerKeyWriter<S, T> key() {
        return key;
    }

    EntityType<T> target() {
        return key.bound().target();
    }

    String label() {
        return key.bound().label();
    }

    /** The draft as it will be inserted; refused where it would fall outside. */
    T child(T draft) {
        T child = key.into(draft);
        Verdict verdict = key.bound().check(child);
        if (verdict == Verdict.FAILS) {
            throw key.bound().outside(operation);
        }
        unverified |= verdict == Verdict.UNKNOWN;
        return child;
    }

    /** As {@link #child}, where nothing can be asked of the store afterwards. */
    T certain(T draft) {
        T child = child(draft);
        if (unverified) {
            throw new RefusedException(label() + "." + operation
                    + ": only the store can tell whether a row passes the relation's filter; use createMany(…), or the"
                    + " relation without the filter");
        }
        return child;
    }

    boolean unverified() {
        return unverified;
    }

    /** Asks the store about rows that only it could judge. */
    Mono<Void> verify(List<T> stored) {
        BoundRelationship<S, T> bound = key.bound();
        List<List<Object>> ids = stored.stream()
                .map(row -> Ids.require(target(), row, operation))
                .toList();
        return unverified ? bound.verify(operation, ids) : Mono.empty();
    }
}

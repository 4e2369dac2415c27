package dev.relata.internal.lookup;

import dev.relata.internal.lookup.LookupReads.Origin;
import dev.relata.internal.operator.OperatorSubscriber;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.OwnerRow;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import java.util.List;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Reads the one row that an owner's key refers to, or the one that refers to the owner. An operator of its own, because lookups
 * come by the thousand. It passes the row on before its end, not with it: a batch delivers all its rows before their ends.
 */
final class ToOneMono<S, T> extends Mono<T> {

    private final FilterResolver resolver;
    private final LookupReads lookups;
    private final Origin origin;
    private final S owner;
    private final Relationship<S, T> relationship;

    ToOneMono(FilterResolver resolver, LookupReads lookups, Origin origin, S owner, Relationship<S, T> relationship) {
        this.resolver = resolver;
        this.lookups = lookups;
        this.origin = origin;
        this.owner = owner;
        this.relationship = relationship;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        RelationshipType<S, T> resolved;
        List<Object> key;
        try {
            resolved = resolver.relationship(relationship);
            key = PredicateBuilder.complete(resolved.keyOf(owner));
        } catch (RuntimeException error) {
            Operators.error(actual, error);
            return;
        }
        if (key != null) {
            lookups.target(resolved, key, new OwnerRow<>(owner, resolved), resolved.target()::instantiate, origin)
                    .subscribe(new Only<>(actual, resolved, owner));
        } else if (resolved.required()) {
            Operators.error(actual, ToOneErrors.noKey(resolved));
        } else {
            Operators.complete(actual);
        }
    }

    /** Passes on the one row of the list of rows. */
    private static final class Only<S, T> extends OperatorSubscriber<List<T>, T> {

        private final RelationshipType<S, T> relationship;
        private final S owner;
        private boolean failed;

        Only(CoreSubscriber<? super T> actual, RelationshipType<S, T> relationship, S owner) {
            super(actual);
            this.relationship = relationship;
            this.owner = owner;
        }

        @Override
        public void onNext(List<T> rows) {
            if (rows.size() == 1) {
                actual.onNext(rows.get(0));
            } else if (rows.size() > 1) {
                fail(ToOneErrors.notUnique(relationship, relationship.keyOf(owner), ownerId()));
            } else if (relationship.required()) {
                fail(ToOneErrors.missing(relationship, relationship.keyOf(owner), ownerId()));
            }
        }

        private List<?> ownerId() {
            return Ids.of(relationship.owner(), owner);
        }

        private void fail(Throwable error) {
            failed = true;
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            if (!failed) {
                actual.onComplete();
            }
        }
    }
}

package dev.relata.internal.engine;

import dev.relata.error.InvalidValueException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.internal.engine.LookupShape.Kind;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.internal.write.InputRows;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads related rows of one or of many owners, one statement whatever the number. Immutable, thread-safe; cold. */
public final class Loader {

    private final Engine engine;

    /**
     * Makes a loader.
     *
     * @param engine the engine
     */
    public Loader(Engine engine) {
        this.engine = engine;
    }

    /**
     * Reads the one row that an owner's key refers to, or the one that refers to the owner.
     *
     * @param owner the owner
     * @param relationship a to-one or has-one
     * @param <S> the owner
     * @param <T> the target
     * @return the row; empty where the relationship allows that
     */
    public <S, T> Mono<T> one(S owner, Relationship<S, T> relationship) {
        return new ToOneMono<>(OwnerReads.here(engine), owner, relationship);
    }

    /**
     * Reads what an owner's manager would answer, so that it is there when the manager is asked.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @return completes when it is there; what is missing, or cannot be read, is no error here:
     *     the manager says so
     */
    <S> Mono<Void> prefetch(S owner, Relationship<S, ?> relationship) {
        return Mono.defer(() -> prefetch(owner, engine.resolve(relationship))).onErrorComplete(Loader::unreadable);
    }

    /** Whether a row cannot be read: an error of a value, or of the record's own constructor. */
    private static boolean unreadable(Throwable error) {
        return error instanceof InvalidValueException || !(error instanceof RelataException);
    }

    private <S, T> Mono<Void> prefetch(S owner, RelationshipType<S, T> relationship) {
        List<Object> key = PredicateBuilder.complete(relationship.keyOf(owner));
        if (key == null) {
            return Mono.empty();
        }
        OwnerReads planned = new OwnerReads(engine, null, true);
        if (relationship.kind().toOne()) {
            return planned.target(engine.target(relationship), key, relationship.target()::instantiate)
                    .then();
        }
        CompiledSelection compiled = new BoundRelationship<>(engine.filters(), relationship, key)
                .selection()
                .ordered();
        return compiled.isVoid()
                ? Mono.empty()
                : planned.list(compiled, Kind.ROWS, relationship.target()::instantiate)
                        .then();
    }

    private static <S> NotUniqueException notUnique(RelationshipType<S, ?> relationship, S owner) {
        return ToOneErrors.notUnique(relationship, relationship.keyOf(owner), Ids.of(relationship.owner(), owner));
    }

    private static <S> RelatedNotFoundException missing(RelationshipType<S, ?> relationship, S owner) {
        return ToOneErrors.missing(relationship, relationship.keyOf(owner), Ids.of(relationship.owner(), owner));
    }

    /**
     * Reads the related rows of many owners.
     *
     * @param owners the owners
     * @param relationship a to-many; its limit is per owner
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner, in the order given, its rows in the relation's order; an empty list where there are none
     */
    public <S, T> Mono<Map<S, List<T>>> many(Collection<? extends S> owners, Relationship<S, T> relationship) {
        return Mono.defer(() -> {
            RelationshipType<S, T> resolved =
                    engine.resolve(RefusedException.unlessNull(relationship, "load", "the relationship"));
            Map<S, List<T>> lists = new LinkedHashMap<>();
            InputRows.<S>rows(owners).forEach(owner -> lists.put(owner, new ArrayList<>()));
            List<S> asked = new ArrayList<>();
            List<List<Object>> keys = new ArrayList<>();
            for (S owner : lists.keySet()) {
                List<Object> key = PredicateBuilder.complete(resolved.keyOf(owner));
                if (key != null) {
                    asked.add(owner);
                    keys.add(key);
                }
            }
            return rows(
                            resolved,
                            keys,
                            (position, target) ->
                                    list(lists, asked.get(position)).add(target))
                    .thenReturn(lists);
        });
    }

    private static <S, T> List<T> list(Map<S, List<T>> lists, S owner) {
        return lists.computeIfAbsent(owner, any -> new ArrayList<>());
    }

    /**
     * Reads the related row of many owners.
     *
     * @param owners the owners
     * @param relationship a to-one or has-one
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner that has one, in the order given, its row; a required one that is missing is an error
     */
    public <S, T> Mono<Map<S, T>> single(Collection<? extends S> owners, Relationship<S, T> relationship) {
        return many(owners, relationship).map(lists -> {
            RelationshipType<S, T> resolved = engine.resolve(relationship);
            Map<S, T> single = new LinkedHashMap<>();
            lists.forEach((owner, targets) -> {
                if (targets.size() > 1) {
                    throw notUnique(resolved, owner);
                }
                if (targets.isEmpty() && ToOneMono.needed(resolved)) {
                    throw PredicateBuilder.complete(resolved.keyOf(owner)) == null
                            ? ToOneErrors.noKey(resolved)
                            : missing(resolved, owner);
                }
                targets.forEach(target -> single.put(owner, target));
            });
            return single;
        });
    }

    private <T> Mono<Void> rows(RelationshipType<?, T> relationship, List<List<Object>> keys, Placement<T> placement) {
        Query query = engine.filters().relation(relationship, Predicate.TRUE);
        if (keys.isEmpty() || FilterResolver.isVoid(query)) {
            return Mono.empty();
        }
        Query ordered = query.order().isEmpty() ? query : FilterResolver.byId(query);
        Select select =
                Select.rows(relationship.name(), ordered).forEach(new KeyBatch(relationship.association(), keys));
        return engine.sessions()
                .read(session -> session.select(select))
                .doOnNext(row -> placement.place(position(row), target(relationship, row)))
                .then();
    }

    private static int position(@Nullable Object[] row) {
        if (row[0] instanceof Integer position) {
            return position;
        }
        throw new IllegalStateException("a batch is answered with the owner's position first");
    }

    private static <T> T target(RelationshipType<?, T> relationship, @Nullable Object[] row) {
        return relationship.target().instantiate(Arrays.copyOfRange(row, 1, row.length));
    }

    /** Puts a row where its owner's position says. */
    private interface Placement<T> {
        void place(int position, T target);
    }
}

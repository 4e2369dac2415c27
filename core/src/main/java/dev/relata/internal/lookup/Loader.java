package dev.relata.internal.lookup;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.internal.lookup.LookupReads.Origin;
import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.CompiledSelection.Owner;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads related rows of one or of many owners, one statement whatever the number. Immutable, thread-safe; cold. */
public final class Loader {

    private final FilterResolver resolver;
    private final Sessions sessions;
    private final LookupReads lookups;

    public Loader(FilterResolver resolver, Sessions sessions, LookupReads lookups) {
        this.resolver = resolver;
        this.sessions = sessions;
        this.lookups = lookups;
    }

    /**
     * Reads the one row that an owner's key refers to, or the one that refers to the owner.
     *
     * @param relationship a to-one or has-one
     * @return the row; empty where the relationship allows that
     */
    public <S, T> Mono<T> one(S owner, Relationship<S, T> relationship) {
        return new ToOneMono<>(resolver, lookups, lookups.here(false), owner, relationship);
    }

    /**
     * Finds a row by its id.
     *
     * @param id the value of the id's one component, or a list of the values of several
     * @param place where the call was assembled, or null
     * @return the row, empty where there is none
     */
    public <E> Mono<E> find(EntityType<E> type, Object id, @Nullable StackTraceElement place) {
        List<Object> key = Ids.parse(type, type.name(), id);
        Owner self = new Owner(Association.byKey(type, type.id()), key);
        CompiledSelection row = new CompiledSelection(type.name(), Query.of(type), self);
        return lookups.list(row, LookupKind.ROWS, type::instantiate, new Origin(place, false))
                .flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
    }

    /**
     * Reads what an owner's manager would read, so that a batch scope has it when the manager is asked.
     *
     * @return completes when it is there; a row that is missing or cannot be read is no error here: the manager says so
     */
    public <S> Mono<Void> prefetch(S owner, Relationship<S, ?> relationship) {
        return Mono.defer(() -> prefetch(owner, resolver.relationship(relationship)))
                .onErrorComplete(Loader::unreadable);
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
        if (relationship.kind().toOne()) {
            return lookups.target(relationship, key, null, relationship.target()::instantiate, Origin.PLANNED)
                    .then();
        }
        CompiledSelection all = resolver.related(relationship);
        CompiledSelection rows =
                new CompiledSelection(all.label(), all.rows(), new Owner(relationship.association(), key)).ordered();
        return rows.matchesNothing()
                ? Mono.empty()
                : lookups.list(rows, LookupKind.ROWS, relationship.target()::instantiate, Origin.PLANNED)
                        .then();
    }

    /**
     * Reads the related rows of many owners.
     *
     * @param relationship a to-many; its limit is per owner
     * @return for each owner, in the order given, its rows in the relation's order; an empty list where there are none
     */
    public <S, T> Mono<Map<S, List<T>>> many(Iterable<? extends S> owners, Relationship<S, T> relationship) {
        return Mono.defer(() -> {
            RelationshipType<S, T> resolved =
                    resolver.relationship(RefusedException.unlessNull(relationship, "load", "the relationship"));
            Map<S, List<T>> lists = new LinkedHashMap<>();
            List<List<T>> byPosition = new ArrayList<>();
            List<List<Object>> keys = new ArrayList<>();
            for (S owner : owners) {
                List<Object> key = lists.containsKey(owner) ? null : PredicateBuilder.complete(resolved.keyOf(owner));
                List<T> targets = lists.computeIfAbsent(owner, any -> new ArrayList<>());
                if (key != null) {
                    keys.add(key);
                    byPosition.add(targets);
                }
            }
            return rows(resolved, keys)
                    .collect(
                            () -> lists,
                            (all, row) -> byPosition.get(position(row)).add(target(resolved, row)));
        });
    }

    private Flux<@Nullable Object[]> rows(RelationshipType<?, ?> relationship, List<List<Object>> keys) {
        CompiledSelection related = resolver.related(relationship).ordered();
        if (keys.isEmpty() || related.matchesNothing()) {
            return Flux.empty();
        }
        Select select =
                Select.rows(related.label(), related.rows()).forEach(new KeyBatch(relationship.association(), keys));
        return sessions.in(Access.READ, Requests.select(select));
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

    /**
     * Reads the related row of many owners.
     *
     * @param relationship a to-one or has-one
     * @return for each owner that has one, in the order given, its row; a required one that is missing is an error
     */
    public <S, T> Mono<Map<S, T>> single(Iterable<? extends S> owners, Relationship<S, T> relationship) {
        return many(owners, relationship).map(lists -> {
            RelationshipType<S, T> resolved = resolver.relationship(relationship);
            Map<S, T> single = new LinkedHashMap<>();
            lists.forEach((owner, targets) -> {
                checkOne(resolved, owner, targets.size());
                targets.forEach(target -> single.put(owner, target));
            });
            return single;
        });
    }

    private static <S> void checkOne(RelationshipType<S, ?> relationship, S owner, int found) {
        if (found > 1) {
            throw ToOneErrors.notUnique(relationship, relationship.keyOf(owner), Ids.of(relationship.owner(), owner));
        }
        if (found == 0 && relationship.required()) {
            throw PredicateBuilder.complete(relationship.keyOf(owner)) == null
                    ? ToOneErrors.noKey(relationship)
                    : ToOneErrors.missing(relationship, relationship.keyOf(owner), Ids.of(relationship.owner(), owner));
        }
    }
}

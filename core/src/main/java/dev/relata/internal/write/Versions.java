package dev.relata.internal.write;

import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Compares the versions of rows at hand with those that are stored; for types without a version it asks for the id alone.
 * Stores count versions up, this only compares.
 *
 * @param <E> the record
 */
final class Versions<E> {

    private final Sessions sessions;
    private final EntityType<E> type;
    private final @Nullable Attribute version;

    Versions(Sessions sessions, EntityType<E> type) {
        this.sessions = sessions;
        this.type = type;
        this.version = type.version().orElse(null);
    }

    /** The attributes that find a row as it was read: its id, and its version where it has one. */
    List<Attribute> key() {
        List<Attribute> key = new ArrayList<>(type.id());
        if (version != null) {
            key.add(version);
        }
        return key;
    }

    /** The values of {@link #key()}. */
    List<Object> keyOf(List<Object> id, E entity) {
        List<Object> key = new ArrayList<>(id);
        if (version != null) {
            key.add(numberOf(entity));
        }
        return key;
    }

    private Object numberOf(E entity) {
        Attribute counted = Objects.requireNonNull(version, "only types with a version are compared");
        Object number = type.value(entity, counted);
        if (number == null) {
            throw new RefusedException(counted.qualifiedName()
                    + " is null, which marks a row that is not stored: insert(…) it, or read it before it is changed");
        }
        return number;
    }

    /** The row, where it is stored in the version at hand. */
    Predicate at(List<Object> id, E entity) {
        return PredicateBuilder.keyEquals(key(), keyOf(id, entity));
    }

    /** The row as it is stored after one change, but for a version that only the store knows. */
    E next(E entity) {
        return version == null || !version.counts() ? entity : ahead(type, version, entity, 1);
    }

    /** The row with its version counted up. */
    static <E> E ahead(EntityType<E> type, Attribute version, E row, long by) {
        @Nullable Object[] values = type.values(row);
        long number = number(values[version.index()]) + by;
        values[version.index()] = version.valueClass() == Integer.class ? (Object) (int) number : (Object) number;
        return type.copy(values);
    }

    static long number(@Nullable Object version) {
        return version instanceof Number number ? number.longValue() : 0;
    }

    /** Fails for rows that were not found: some are gone, or are there in another version. */
    <R> Mono<R> lost(String label, List<List<Object>> ids, String gone) {
        RowNotFoundException notFound = new RowNotFoundException(gone);
        if (version == null) {
            return Mono.error(notFound);
        }
        Query there = Query.of(type).where(PredicateBuilder.idIn(type, ids));
        Select select = Select.of(label, there, List.of(Path.of(type.id().get(0))));
        return sessions.in(Access.WRITE, session -> session.select(select))
                .count()
                .flatMap(rows -> Mono.error(rows == ids.size() ? stale(label, ids) : notFound));
    }

    StaleRowException stale(String label, List<List<Object>> ids) {
        String first = Ids.begin(label, type, ids.get(0));
        return new StaleRowException(first + (ids.size() == 1 ? " has" : " or others of " + ids.size() + " rows have")
                + " been changed since read here, nothing was written; read again and repeat the change");
    }

    /**
     * A write of rows that is carried out only where none is stored in another version: they are locked first, in one
     * statement.
     */
    <R> Mono<R> guarded(String label, Collection<? extends E> entities, Mono<R> write) {
        if (version == null) {
            return write;
        }
        List<E> rows = List.copyOf(entities);
        List<List<Object>> ids =
                rows.stream().map(row -> Ids.require(type, row, label)).toList();
        if (ids.isEmpty()) {
            return write;
        }
        Select locked = Select.of(label, Query.of(type), List.of(Path.of(version)))
                .forEach(new KeyBatch(Association.byKey(type, type.id()), ids))
                .lock();
        return sessions.atomically(session -> session.select(locked)
                .collect(ArrayList<List<Object>>::new, (stale, row) -> {
                    if (row[0] instanceof Integer at && !Objects.equals(numberOf(rows.get(at)), row[1])) {
                        stale.add(ids.get(at));
                    }
                })
                .flatMap(stale -> stale.isEmpty() ? write : Mono.error(stale(label, stale))));
    }
}

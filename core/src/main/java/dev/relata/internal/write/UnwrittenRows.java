package dev.relata.internal.write;

import dev.relata.error.Reason;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.error.ValueText;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Finds out why a store has left rows of an overwriting insert alone: they are there in another version, or the store has rules
 * of its own.
 *
 * @param sessions chooses where requests go
 * @param keys the type's keys
 * @param rule the policy of the insert
 */
record UnwrittenRows<E>(Sessions sessions, UniqueKeys<E> keys, ConflictRule rule) {

    private EntityType<E> type() {
        return keys.type();
    }

    private String label() {
        return keys.label();
    }

    /** The error for one row, after the statement that did not write it. */
    Mono<E> ofOne(E row) {
        if (!rule.compares(type())) {
            return Mono.error(() -> leftOut(row));
        }
        Predicate there = PredicateBuilder.keyEquals(rule.key(), keys.values(row, rule.key()));
        Select version = Select.of(
                label(),
                Query.of(type()).where(there),
                List.of(Path.of(type().version().orElseThrow())));
        return sessions.in(Access.WRITE, session -> session.select(version))
                .filter(stored -> !Objects.equals(
                        stored[0], type().value(row, type().version().orElseThrow())))
                .hasElements()
                .flatMap(changed -> Mono.error(changed ? stale(row) : leftOut(row)));
    }

    private StaleRowException stale(E row) {
        return new StaleRowException(label() + ": the row that is there has been changed since read here, "
                + ValueText.of(row) + " was not written; read again and repeat the change");
    }

    private StoreException leftOut(E row) {
        return failed(ValueText.of(row) + " was not written, and neither was anything else: a trigger or a rule of "
                + type().table() + " leaves it out, or puts it elsewhere; let the trigger return the row");
    }

    private StoreException failed(String why) {
        return new StoreException(label() + ": " + why, Reason.OTHER, null, false, null);
    }

    /** Fails, so that nothing is written, unless the rows that were left out share their keys with those written: the database compares keys. */
    Mono<Void> check(InsertPlan<E> plan, int written) {
        int given = plan.rows().size();
        if (written == given) {
            return Mono.empty();
        }
        List<List<Object>> keys = plan.keys(rule.key());
        Query there = Query.of(type()).where(new Predicate.KeyIn(rule.key(), keys));
        return sessions.in(
                        Access.WRITE,
                        session -> session.select(Select.of(label(), there, List.of(Aggregate.countRows()))))
                .map(row -> row[0] instanceof Long rows ? rows + given - keys.size() : 0L)
                .single()
                .flatMap(rows -> rows > written ? Mono.error(stale(rows - written, rows)) : checkAllThere(keys));
    }

    /** Of fewer rows written than given some may share a key, as the store compares keys; each has to be there. */
    private Mono<Void> checkAllThere(List<List<Object>> keys) {
        Select there = Select.of(
                        label(), Query.of(type()), List.of(Path.of(type().id().get(0))))
                .forEach(new KeyBatch(Association.byKey(type(), rule.key()), keys));
        return sessions.in(Access.WRITE, session -> session.select(there))
                .map(row -> Objects.requireNonNull(row[0]))
                .distinct()
                .count()
                .flatMap(found -> found < keys.size() ? Mono.error(leftOut(keys.size() - found)) : Mono.empty());
    }

    private StoreException leftOut(long rows) {
        return failed(rows + " rows were not stored: a trigger or a rule of " + type().table()
                + " leaves them out, or puts them elsewhere; nothing was written. Let the trigger return the row");
    }

    private StaleRowException stale(long changed, long rows) {
        return new StaleRowException(label() + ": " + changed + " of " + rows
                + " rows have been changed since read here, or a trigger or a rule leaves them out; nothing was written;"
                + " read again and repeat the change");
    }
}

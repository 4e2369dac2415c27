package dev.relata.internal.cascade;

import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Locks the rows of one type that several ways lead to, all of them together in the order of their ids: two deletes that come by
 * different ways would else hold rows that the other waits for. The ids are read first, as no index finds rows by one or
 * another way; the lock looks again whether a way still leads to them.
 */
final class RowLocks {

    private RowLocks() {}

    /**
     * What was locked.
     *
     * @param parts those of the ways that lead to rows
     * @param ids the rows; none where there is only one way, whose rows are not held
     */
    record Locked(List<RowSet> parts, List<List<Object>> ids) {}

    static Mono<Locked> lock(Session session, List<RowSet> parts) {
        if (parts.size() > 1) {
            return together(session, parts);
        }
        return Flux.fromIterable(parts)
                .filterWhen(part -> part.lock(session).map(rows -> rows > 0), 1)
                .collectList()
                .map(there -> new Locked(there, List.of()));
    }

    private static Mono<Locked> together(Session session, List<RowSet> parts) {
        IdSet found = new IdSet();
        return Flux.fromIterable(parts)
                .filterWhen(part -> read(session, part, found), 1)
                .collectList()
                .flatMap(there -> there.isEmpty()
                        ? Mono.just(new Locked(there, List.of()))
                        : lock(session, there, found.ids()).map(ids -> new Locked(there, ids)));
    }

    private static Mono<Boolean> read(Session session, RowSet part, IdSet found) {
        return session.select(Select.of(part.label(), part.query(), RowSet.id(part.type())))
                .map(row -> found.add(Ids.ofRow(row)))
                .count()
                .map(rows -> rows > 0);
    }

    private static Mono<List<List<Object>>> lock(Session session, List<RowSet> parts, List<List<Object>> ids) {
        EntityType<?> type = parts.get(0).type();
        List<Predicate> ways = new ArrayList<>();
        parts.forEach(part -> ways.add(part.rows()));
        Query rows = Query.of(type).where(new KeyIn(type.id(), ids)).where(new Predicate.Any(ways));
        return session.select(Select.of(parts.get(0).label(), RowSet.inOrder(rows), RowSet.id(type))
                        .lock())
                .map(Ids::ofRow)
                .collectList();
    }
}

package dev.relata.manager;

import dev.relata.engine.EntityRows;
import dev.relata.engine.Ids;
import dev.relata.engine.Owned;
import dev.relata.engine.Verdict;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.model.Association;
import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The links of one owner in a junction: how they come and go.
 *
 * @param owned the owner's relationship
 */
record LinkWriter<S, T>(Owned<S, T> owned) {

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final int NAMED = 5;

    private Junction junction() {
        return owned.relationship().junctionOrThrow();
    }

    /** The ids of stored rows, each once. */
    List<List<Object>> ids(Iterable<? extends T> targets, String operation) {
        LinkedHashSet<List<Object>> ids = new LinkedHashSet<>();
        for (T target : targets) {
            ids.add(Ids.require(owned.target(), target, owned.label() + "." + operation));
        }
        return List.copyOf(ids);
    }

    /** Ids as users give them, each once. */
    List<List<Object>> parse(Object[] given) {
        LinkedHashSet<List<Object>> ids = new LinkedHashSet<>();
        for (Object id : given) {
            ids.add(Ids.parse(owned.target(), owned.label(), id));
        }
        return List.copyOf(ids);
    }

    /** Refuses rows outside the relation's filter; tells whether the store has to be asked. */
    boolean unverified(Iterable<? extends T> targets) {
        boolean unverified = false;
        for (T target : targets) {
            Verdict verdict = owned.check(target);
            if (verdict == Verdict.FAILS) {
                throw owned.outside("add");
            }
            unverified |= verdict == Verdict.UNKNOWN;
        }
        return unverified;
    }

    /** Links rows; answers how many links are new. */
    Mono<Long> link(List<List<Object>> ids) {
        if (ids.isEmpty()) {
            return Mono.just(0L);
        }
        List<@Nullable Object[]> rows = new ArrayList<>(ids.size());
        for (List<Object> id : Ids.inOneOrder(ids)) {
            List<Object> row = new ArrayList<>(owned.key());
            row.addAll(id);
            rows.add(row.toArray());
        }
        Insert insert = new Insert(
                owned.label(),
                junction().type(),
                junction().type().attributes(),
                inTypeOrder(rows),
                Conflict.ignore(junction().type().id()),
                List.of());
        return owned.engine()
                .sessions()
                .many(session -> session.insert(insert))
                .count()
                .onErrorMap(LinkWriter::endMissing, this::missing);
    }

    /** Seen from the other side a junction's columns come in the other order. */
    private List<@Nullable Object[]> inTypeOrder(List<@Nullable Object[]> rows) {
        int[] position = new int[junction().type().attributes().size()];
        int next = 0;
        for (Attribute attribute : junction().ownerColumns()) {
            position[next++] = attribute.index();
        }
        for (Attribute attribute : junction().targetColumns()) {
            position[next++] = attribute.index();
        }
        return rows.stream().map(row -> arranged(row, position)).toList();
    }

    private static @Nullable Object[] arranged(@Nullable Object[] row, int[] position) {
        @Nullable Object[] arranged = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            arranged[position[i]] = row[i];
        }
        return arranged;
    }

    static boolean endMissing(Throwable error) {
        return error instanceof ConstraintViolationException violation
                && FOREIGN_KEY_VIOLATION.equals(violation.sqlState());
    }

    RelatedNotFoundException missing(Throwable cause) {
        RelatedNotFoundException error = new RelatedNotFoundException(owned.label() + ".add: the "
                + owned.relationship().owner().name() + " or a "
                + owned.target().name()
                + " is not stored (any more), nothing was written; insert it first");
        error.initCause(cause);
        return error;
    }

    /** Fails, naming them, where rows with some of the ids do not exist or do not pass the relation's filter. */
    Mono<Void> exist(List<List<Object>> ids) {
        EntityType<T> target = owned.target();
        Query query = Query.of(target).where(owned.filter());
        // Answered by position: whether a key is there is the database's to say, not equals'.
        Select there = Select.of(
                        owned.label(), query, List.of(Path.of(target.id().get(0))))
                .forEach(new KeyBatch(Association.byKey(target, target.id()), ids));
        return owned.engine()
                .sessions()
                .many(session -> session.select(there))
                .collect(BitSet::new, (found, row) -> found.set(position(row)))
                .flatMap(found -> found.cardinality() == ids.size() ? Mono.empty() : Mono.error(absent(ids, found)));
    }

    private static int position(@Nullable Object[] row) {
        if (row[0] instanceof Integer position) {
            return position;
        }
        throw new IllegalStateException("a batch is answered with the position of the key first");
    }

    private RelatedNotFoundException absent(List<List<Object>> ids, BitSet found) {
        String named = IntStream.range(0, ids.size())
                .filter(i -> !found.get(i))
                .limit(NAMED)
                .mapToObj(i -> Ids.describe(owned.target(), ids.get(i)))
                .collect(Collectors.joining(", no "));
        int absent = ids.size() - found.cardinality();
        return new RelatedNotFoundException(owned.label() + ".addIds: no " + named
                + (absent > NAMED ? " … (" + absent + " in all)" : "")
                + "; nothing was written, insert them first or leave their ids out");
    }

    Query linksTo(List<List<Object>> ids) {
        return owned.allLinks().where(new Predicate.KeyIn(junction().targetColumns(), ids));
    }

    Query linksToOthers(List<List<Object>> ids) {
        return ids.isEmpty()
                ? owned.links()
                : owned.links()
                        .where(new Predicate.Not(new Predicate.KeyIn(junction().targetColumns(), ids)));
    }

    /** Takes links away, and with those that are records what refers to them; answers how many there were. */
    Mono<Long> unlink(Query links) {
        if (junction().hasRecord()) {
            return new EntityRows<>(owned.engine(), junction().type()).deleteRows(owned.label(), links);
        }
        Delete delete = new Delete(owned.label(), links);
        return owned.engine().sessions().one(session -> session.delete(delete));
    }
}

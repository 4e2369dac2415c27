package dev.relata.internal.engine;

import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Inserts many rows of one type, whole or not at all, a chunk at a time. Immutable, thread-safe; cold, every subscription
 * writes anew.
 *
 * <p>Rows are answered as stored, after the commit: under the policy ERROR one for each given, in their order; under the
 * others those that were written, in the order of the rows they come from.
 *
 * @param <E> the record
 */
public final class BulkWriter<E> {

    private final Engine engine;
    private final EntityType<E> type;
    private final String label;
    private final Bulk<?> bulk;
    private final Supplier<ConflictRule<E>> rule;

    BulkWriter(Engine engine, EntityType<E> type, String label, Bulk<?> bulk, Supplier<ConflictRule<E>> rule) {
        this.engine = engine;
        this.type = type;
        this.label = label;
        this.bulk = bulk;
        this.rule = rule;
    }

    static <E> BulkWriter<E> insert(Engine engine, EntityType<E> type, String label, Bulk<? super E> bulk) {
        RefusedException.unlessNull(bulk, label, "the Bulk that says how");
        UniqueKeys<E> keys = new UniqueKeys<>(engine, type, label);
        return new BulkWriter<>(engine, type, label, bulk, () -> ConflictRule.of(keys, type, bulk.conflict()));
    }

    /** Overwrites what is there already, by the key that is named or the id. */
    static <E> BulkWriter<E> upsert(Engine engine, EntityType<E> type, String label, Bulk<? super E> bulk) {
        return switch (RefusedException.unlessNull(bulk, label, "the Bulk that says how")
                .conflict()
                .policy()) {
            case ERROR -> insert(engine, type, label, bulk.onConflict(OnConflict.<E>update()));
            case UPDATE -> insert(engine, type, label, bulk);
            case IGNORE ->
                throw new RefusedException(label
                        + ".upsertMany: OnConflict.ignore leaves rows that are there as they are; use insertMany, or"
                        + " OnConflict.update");
        };
    }

    /**
     * Inserts rows.
     *
     * @param chunks the rows
     * @return the rows as stored, after the commit
     */
    public Flux<E> rows(Chunks<E> chunks) {
        return Flux.defer(() -> inTransaction(chunks));
    }

    /**
     * Inserts rows; a single statement where one suffices.
     *
     * @param entities the rows
     * @return the rows as stored, after the commit
     */
    public Flux<E> rows(Iterable<? extends E> entities) {
        return Flux.defer(() -> {
            Chunks<E> chunks = Chunks.of(entities, bulk);
            if (!(entities instanceof Collection<? extends E> all) || !Chunks.one(all.size(), bulk)) {
                return inTransaction(chunks);
            }
            ConflictRule<E> resolved = rule.get();
            List<E> rows = List.copyOf(all);
            RowPlan<E> whole = plan(resolved, rows);
            if (whole.groups().size() > 1 || compares(resolved)) {
                return inTransaction(chunks);
            }
            return engine.sessions()
                    .many(session -> chunks.write(same -> planned(resolved, whole)
                            .flatMap(plan -> placed(session, resolved, plan, true))
                            .flatMapIterable(this::written)))
                    .collectList()
                    .flatMapIterable(stored -> stored);
        });
    }

    private Flux<E> inTransaction(Chunks<E> chunks) {
        ConflictRule<E> resolved = rule.get();
        OwnVersions<E> own = new OwnVersions<>(engine::read, label, type, resolved.key());
        return engine.sessions()
                .atomically(session -> chunks.write(
                                chunk -> stored(session, resolved, own, chunk).flatMapIterable(rows -> rows))
                        .collectList())
                .flatMapIterable(rows -> rows);
    }

    /**
     * Inserts rows and holds no more than a chunk of them.
     *
     * @param chunks the rows
     * @return how many were written
     */
    public Mono<Long> count(Chunks<E> chunks) {
        return Mono.defer(() -> {
            ConflictRule<E> resolved = rule.get();
            OwnVersions<E> own = new OwnVersions<>(engine::read, label, type, resolved.key());
            return engine.sessions()
                    .atomically(session -> chunks.sum(chunk -> compares(resolved)
                            ? stored(session, resolved, own, chunk).map(rows -> (long) rows.size())
                            : planned(resolved, chunk).flatMap(plan -> counted(session, resolved, plan))));
        });
    }

    /** Whether rows that are there in another version are left alone. */
    private boolean compares(ConflictRule<E> resolved) {
        return resolved.overwrites() && type.version().isPresent();
    }

    private Mono<Long> counted(Session session, ConflictRule<E> resolved, RowPlan<E> plan) {
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> session.insert(plan.insert(label, group, resolved.of(group), false)))
                .count();
    }

    private Mono<List<E>> stored(Session session, ConflictRule<E> resolved, OwnVersions<E> own, List<E> chunk) {
        if (!compares(resolved)) {
            return planned(resolved, chunk)
                    .flatMap(plan -> placed(session, resolved, plan, false))
                    .map(this::written);
        }
        return own.caughtUp(chunk)
                .flatMap(rows -> planned(resolved, rows))
                .flatMap(plan -> placed(session, resolved, plan, false)
                        .delayUntil(inOrder -> checkVersions(session, resolved, plan, size(inOrder)))
                        .doOnNext(inOrder -> own.stored(plan.entities(), inOrder))
                        .map(this::written));
    }

    private static int size(@Nullable Object[] inOrder) {
        return (int) Stream.of(inOrder).filter(Objects::nonNull).count();
    }

    private List<E> written(@Nullable Object[] inOrder) {
        return Stream.of(inOrder)
                .filter(Objects::nonNull)
                .<E>map(type.javaType()::cast)
                .toList();
    }

    /**
     * The rows as stored, each at the place of the one that it comes from; null where none was written. What is alone is not
     * undone where its answer cannot be read.
     */
    private Mono<@Nullable Object[]> placed(Session session, ConflictRule<E> resolved, RowPlan<E> plan, boolean alone) {
        @Nullable Object[] inOrder = new @Nullable Object[plan.size()];
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> {
                    Insert insert = plan.insert(label, group, resolved.of(group), true);
                    AnsweredRows<E> answered = new AnsweredRows<>(type, group, insert);
                    Mono<List<@Nullable Object[]>> rows = session.insert(insert).collectList();
                    return alone
                            ? rows.flatMap(all -> Written.of(engine, () -> answered.place(all, inOrder)))
                            : rows.map(all -> answered.place(all, inOrder));
                })
                .then(Mono.just(inOrder));
    }

    /** Of rows that are left out the database says whether they are others than those written: it compares their keys. */
    private Mono<Void> checkVersions(Session session, ConflictRule<E> resolved, RowPlan<E> plan, int written) {
        if (written == plan.size()) {
            return Mono.empty();
        }
        List<List<Object>> keys = plan.keys(resolved.key());
        Query there = Query.of(type).where(new Predicate.KeyIn(resolved.key(), keys));
        return session.select(Select.of(label, there, List.of(Aggregate.countRows())))
                .map(row -> row[0] instanceof Long rows ? rows + plan.size() - keys.size() : 0L)
                .single()
                .flatMap(rows -> rows > written
                        ? Mono.error(stale(rows - written, rows))
                        : checkAllThere(session, resolved.key(), keys));
    }

    /** Of fewer rows written than given some may share a key, as the store compares keys; each has to be there. */
    private Mono<Void> checkAllThere(Session session, List<Attribute> key, List<List<Object>> keys) {
        Select there = Select.of(
                        label, Query.of(type), List.of(Path.of(type.id().get(0))))
                .forEach(new KeyBatch(Association.byKey(type, key), keys));
        return session.select(there)
                .map(row -> Objects.requireNonNull(row[0]))
                .distinct()
                .count()
                .flatMap(found -> found < keys.size() ? Mono.error(leftOut(keys.size() - found)) : Mono.empty());
    }

    private StoreException leftOut(long rows) {
        return new StoreException(
                label + ": " + rows + " rows were not stored: a trigger or a rule of " + type.table()
                        + " leaves them out, or puts them elsewhere; nothing was written. Let the trigger return the row",
                Reason.OTHER,
                null,
                false,
                null);
    }

    private StaleRowException stale(long changed, long rows) {
        return new StaleRowException(label + ": " + changed + " of " + rows
                + " rows have been changed since read here, or a trigger or a rule leaves them out; nothing was written;"
                + " read again and repeat the change");
    }

    /** The rows, each key once where one statement does not see to that. */
    private Mono<RowPlan<E>> planned(ConflictRule<E> resolved, List<E> rows) {
        return planned(resolved, plan(resolved, rows));
    }

    private Mono<RowPlan<E>> planned(ConflictRule<E> resolved, RowPlan<E> all) {
        List<E> rows = all.entities();
        return resolved.tellsApart(all)
                ? KeyIdentity.firsts(engine.sessions(), label, type, resolved.key(), rows)
                        .map(firsts -> resolved.once(rows, firsts))
                        .map(once -> once.size() == rows.size() ? all : plan(resolved, once))
                : Mono.just(all);
    }

    private RowPlan<E> plan(ConflictRule<E> resolved, List<E> rows) {
        resolved.check(rows);
        RowPlan<E> plan = new RowPlan<>(type, engine.clock(), resolved.ordered());
        rows.forEach(plan::add);
        return plan;
    }
}

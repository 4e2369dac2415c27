package dev.relata.internal.write;

import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.session.Access;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Inserts rows of one type under one policy, a chunk at a time; a row is a chunk of one. Immutable, thread-safe; cold, every
 * subscription writes anew.
 *
 * <p>Rows are answered as stored, after the commit: under the policy ERROR one for each given, in their order; under the others
 * those that were written, in the order of the rows they come from.
 */
public final class Inserts<E> {

    /** A row that is there when it is inserted and gone when it is read was deleted between; seldom twice in a row. */
    private static final int ATTEMPTS = 5;

    private final Writes writes;
    private final EntityType<E> type;
    private final String label;
    private final ConflictRule rule;

    Inserts(Writes writes, EntityType<E> type, String label, ConflictRule rule) {
        this.writes = writes;
        this.type = type;
        this.label = label;
        this.rule = rule;
    }

    /**
     * Inserts rows under another policy.
     *
     * @param other the policy, resolved
     * @return the inserts
     */
    public Inserts<E> under(ConflictRule other) {
        return new Inserts<>(writes, type, label, other);
    }

    /**
     * Inserts rows under another policy.
     *
     * @param conflict the policy as a user gives it; refused where its properties are no unique key
     * @return the inserts
     */
    public Inserts<E> under(OnConflict<? super E> conflict) {
        return under(keys().rule(conflict));
    }

    /**
     * Inserts a row, or overwrites the one with the same key.
     *
     * @param row the row
     * @return the row as stored, after it is
     */
    public Mono<E> one(E row) {
        return Mono.defer(() -> alone(plan(List.of(row)))
                .flatMap(stored -> stored.isEmpty() ? unwritten().ofOne(row) : Mono.just(stored.get(0))));
    }

    /**
     * Returns the row with the same key, or inserts this one; of many at the same time one inserts, all get the row.
     *
     * @param row the row
     * @param key a unique key
     * @return the row as stored
     */
    public Mono<E> getOrCreate(E row, List<Property<E, ?>> key) {
        return Mono.defer(() -> {
            ConflictRule unlessThere =
                    keys().rule(new OnConflict<>(Policy.IGNORE, key)).asWhole();
            Inserts<E> inserts = under(unlessThere);
            InsertPlan<E> plan = inserts.plan(List.of(row));
            List<Object> values = keys().values(row, unlessThere.key());
            Query there = Query.of(type).where(PredicateBuilder.keyEquals(unlessThere.key(), values));
            return inserts.attempt(plan, Select.rows(label, there), ATTEMPTS);
        });
    }

    private Mono<E> attempt(InsertPlan<E> plan, Select there, int left) {
        Mono<E> found = writes.sessions()
                .in(Access.WRITE, session -> session.select(there))
                .singleOrEmpty()
                .map(type::instantiate)
                .switchIfEmpty(
                        Mono.defer(() -> left > 1 ? attempt(plan, there, left - 1) : Mono.error(this::undecided)));
        return alone(plan).flatMap(stored -> stored.isEmpty() ? found : Mono.just(stored.get(0)));
    }

    private StoreException undecided() {
        return new StoreException(
                label + ": a row with this key came and went " + ATTEMPTS + " times; try again",
                Reason.OTHER,
                null,
                true,
                null);
    }

    /**
     * Inserts rows, whole or not at all; in a single statement, and no transaction, where one suffices.
     *
     * @param rows the rows
     * @param bulk the size of a chunk, and the listener
     * @return the rows as stored
     */
    public Flux<E> many(Iterable<? extends E> rows, Bulk<?> bulk) {
        return Flux.defer(() -> {
            if (rows instanceof Collection<? extends E> all && Chunks.one(all.size(), bulk) && !compares()) {
                InsertPlan<E> plan = plan(List.copyOf(all));
                if (plan.groups().size() <= 1) {
                    return alone(plan).flatMapIterable(stored -> stored);
                }
            }
            return many(Chunks.of(rows, bulk));
        });
    }

    /**
     * Inserts rows in one transaction.
     *
     * @param chunks the rows
     * @return the rows as stored
     */
    public Flux<E> many(Chunks<E> chunks) {
        return all(chunks).flatMapIterable(rows -> rows);
    }

    /**
     * Inserts rows in one transaction, as {@link #many(Chunks)} does.
     *
     * @param chunks the rows
     * @return all rows as stored
     */
    public Mono<List<E>> all(Chunks<E> chunks) {
        return Mono.defer(() -> {
            VersionTracker<E> own = writes.ownVersions(type, label, rule.key());
            return writes.sessions().atomically(session -> chunks.collectLater(chunk -> stored(own, chunk)));
        });
    }

    /**
     * Inserts rows in one transaction, and holds no more than two chunks of them.
     *
     * @param chunks the rows
     * @return how many were written
     */
    public Mono<Long> count(Chunks<E> chunks) {
        return Mono.defer(() -> {
            VersionTracker<E> own = writes.ownVersions(type, label, rule.key());
            return writes.sessions()
                    .atomically(session -> chunks.sum(chunk -> compares()
                            ? stored(own, chunk).map(rows -> (long) rows.get().size())
                            : distinct(chunk).flatMap(this::counted)));
        });
    }

    /**
     * Inserts rows of distinct keys; where they leave different attributes to the database, in several statements, which the
     * caller's transaction makes one.
     *
     * @param rows the rows
     * @return how many were written
     */
    public Mono<Long> count(Collection<? extends E> rows) {
        return Mono.defer(() -> counted(plan(List.copyOf(rows))));
    }

    /**
     * The way of a chunk: from the rows given to the rows stored, in their order. They are made of an answer when the next chunk
     * is on its way.
     */
    private Mono<Supplier<List<E>>> stored(VersionTracker<E> own, List<E> chunk) {
        if (!compares()) {
            return distinct(chunk).flatMap(plan -> answers(plan).map(sent -> () -> written(placed(plan, sent))));
        }
        return own.caughtUp(chunk)
                .flatMap(this::distinct)
                .flatMap(plan -> answers(plan)
                        .map(sent -> placed(plan, sent))
                        .delayUntil(stored ->
                                unwritten().check(plan, written(stored).size()))
                        .doOnNext(stored -> own.stored(plan.rows(), stored))
                        .map(stored -> () -> written(stored)));
    }

    /** The rows, each key once: a statement sees to that for its own rows, two have to know before. */
    private Mono<InsertPlan<E>> distinct(List<E> rows) {
        InsertPlan<E> all = plan(rows);
        if (rule.key().isEmpty() || all.groups().size() < 2) {
            return Mono.just(all);
        }
        return KeyIdentity.firsts(writes.sessions(), label, type, rule.key(), rows)
                .map(firsts -> rule.once(rows, firsts))
                .map(once -> once.size() == rows.size() ? all : plan(once));
    }

    /** The rows filled in, checked, and grouped by the attributes that they leave to the database. */
    private InsertPlan<E> plan(List<E> rows) {
        type.version()
                .filter(version -> compares() && version.writes() == Attribute.Writability.NEVER)
                .ifPresent(this::refuseCompared);
        if (rule.keyRequired()) {
            rows.forEach(row -> keys().values(row, rule.key()));
        }
        return InsertPlan.of(type, writes.clock(), rows, rule.ordered());
    }

    private void refuseCompared(Attribute version) {
        throw new RefusedException(label + ": an upsert cannot compare " + version.qualifiedName()
                + ", which the store itself sets: update(…) the row that is there, or insert it");
    }

    /** An insert and its answer. */
    private record Sent(InsertPlan.InsertGroup group, Insert insert, List<@Nullable Object[]> answer) {}

    private Mono<List<Sent>> answers(InsertPlan<E> plan) {
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> {
                    Insert insert = plan.insert(label, group, rule, true);
                    return sent(insert)
                            .collectList()
                            .doOnNext(answer -> InsertPlan.checkAll(insert, answer.size()))
                            .map(answer -> new Sent(group, insert, answer));
                })
                .collectList();
    }

    /** The rows as stored, each at the place of the one that it comes from; null where none was written. */
    private static <E> @Nullable Object[] placed(InsertPlan<E> plan, List<Sent> sent) {
        @Nullable Object[] stored = new @Nullable Object[plan.rows().size()];
        sent.forEach(one -> plan.place(one.group(), one.insert(), one.answer(), stored));
        return stored;
    }

    /** The same of a plan with one group: its statement is whole by itself, and not undone where its answer cannot be read. */
    private Mono<List<E>> alone(InsertPlan<E> plan) {
        if (plan.groups().isEmpty()) {
            return Mono.just(List.of());
        }
        InsertPlan.InsertGroup group = plan.groups().get(0);
        Insert insert = plan.insert(label, group, rule, true);
        return sent(insert)
                .collectList()
                .flatMap(answer -> writes.stored(() -> {
                    InsertPlan.checkAll(insert, answer.size());
                    @Nullable Object[] stored = new @Nullable Object[plan.rows().size()];
                    plan.place(group, insert, answer, stored);
                    return written(stored);
                }));
    }

    private Mono<Long> counted(InsertPlan<E> plan) {
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> rows(sent(plan.insert(label, group, rule, false))))
                .reduce(0L, Long::sum);
    }

    /** Counts rows; count() would look up the context for each, to discard it. */
    private static Mono<Long> rows(Flux<@Nullable Object[]> answer) {
        return answer.collect(LongAdder::new, (rows, row) -> rows.increment()).map(LongAdder::sum);
    }

    private Flux<@Nullable Object[]> sent(Insert insert) {
        return writes.sessions().in(Access.WRITE, session -> session.insert(insert));
    }

    private List<E> written(@Nullable Object[] stored) {
        List<E> rows = new ArrayList<>(stored.length);
        for (Object row : stored) {
            if (row != null) {
                rows.add(type.javaType().cast(row));
            }
        }
        return rows;
    }

    /** Whether rows that are there in another version are left alone. */
    private boolean compares() {
        return rule.compares(type);
    }

    private UniqueKeys<E> keys() {
        return new UniqueKeys<>(writes.model(), type, label);
    }

    private UnwrittenRows<E> unwritten() {
        return new UnwrittenRows<>(writes.sessions(), keys(), rule);
    }
}

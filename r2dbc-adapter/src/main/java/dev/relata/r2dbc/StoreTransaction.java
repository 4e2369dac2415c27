package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.exec.SqlTransaction;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Insert;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Transaction;
import dev.relata.spi.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests on the connection of a transaction. */
final class StoreTransaction extends StoreSession implements Transaction {

    private final SqlTransaction transaction;
    private final @Nullable StoreTransaction outer;
    private final Set<EntityType<?>> clashed = ConcurrentHashMap.newKeySet();
    private final Map<List<Attribute>, List<Integer>> copied = new ConcurrentHashMap<>();

    StoreTransaction(SqlTransaction transaction, StoreSession session) {
        this(transaction, session, null);
    }

    private StoreTransaction(SqlTransaction transaction, StoreSession session, @Nullable StoreTransaction outer) {
        super(transaction, session);
        this.transaction = transaction;
        this.outer = outer;
    }

    @Override
    public boolean isExclusive() {
        return !transaction.isJoined();
    }

    /**
     * What is written meanwhile, by this transaction or, where it does not see one moment, by others, could come on a later page, again and
     * again: there all rows are read at once.
     */
    @Override
    Flux<@Nullable Object[]> pages(Select select, Iteration iteration) {
        return transaction.isSnapshot() ? super.pages(select, iteration) : KeysetStream.atOnce(select, this::selected);
    }

    /** Large numbers of rows are copied, if that stores the same. */
    @Override
    Mono<List<@Nullable Object[]>> store(Insert insert) {
        return Mono.defer(() -> {
            CopyInsert copy = server().has(SqlFeature.BINARY_COPY) ? CopyInsert.of(insert, this) : null;
            return copy == null ? insertAgain(insert) : copy.run();
        });
    }

    /** Refused where it would commit what the transaction has written so far. */
    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return dialect().undoesSchemaChanges()
                ? super.createSchema(part)
                : Mono.error(
                        () -> new RefusedException(
                                "schema: " + dialect().name()
                                        + " commits a transaction when a table is created in it: create the schema outside transactions"));
    }

    /** In a transaction of somebody else's a write is kept although its answer cannot be read. */
    @Override
    Mono<List<@Nullable Object[]>> written(String label, Sql sql) {
        Mono<List<@Nullable Object[]>> rows = super.written(label, sql);
        return transaction.isJoined()
                ? rows.onErrorMap(UnreadableRowException.class, error -> Unreadable.written(error.error(), true))
                : rows;
    }

    /**
     * Whether columns are known to be copied as they are, texts up to these lengths. The lock on their table keeps it from
     * being altered by others as long as the transaction lasts.
     */
    boolean copies(List<Attribute> columns, List<Integer> longest) {
        List<Integer> known = copied.getOrDefault(columns, List.of());
        boolean fits = !known.isEmpty();
        for (int i = 0; fits && i < known.size(); i++) {
            fits = longest.get(i) <= known.get(i);
        }
        return fits || outer != null && outer.copies(columns, longest);
    }

    /** Nothing is kept for a transaction of somebody else's, whose statements alter tables unseen. */
    void mayCopy(List<Attribute> columns, List<Integer> longest) {
        boolean unseen = outer == null && transaction.isJoined();
        if (!unseen && !copies(columns, longest)) {
            copied.put(columns, longest);
        }
    }

    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        return super.rows(statement).doFirst(this::forgetCopied).doOnTerminate(this::forgetCopied);
    }

    @Override
    public Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return super.stream(statement, iteration).doFirst(this::forgetCopied).doOnTerminate(this::forgetCopied);
    }

    @Override
    public Mono<Long> count(NativeStatement statement) {
        return super.count(statement).doFirst(this::forgetCopied).doOnTerminate(this::forgetCopied);
    }

    /**
     * A statement of the user's own, even a SELECT by a function, may create a trigger or change what table a name means. It is
     * forgotten before, and again after it: what was asked before may be answered meanwhile.
     */
    private void forgetCopied() {
        for (StoreTransaction each = this; each != null; each = each.outer) {
            each.copied.clear();
        }
    }

    /** Whether a row that was to be left out where it is there already has been there. */
    boolean clashed(EntityType<?> type) {
        return clashed.contains(type) || outer != null && outer.clashed(type);
    }

    void clash(EntityType<?> type) {
        clashed.add(type);
    }

    @Override
    public Mono<Transaction> nested() {
        return unit().cast(Transaction.class);
    }

    @Override
    Mono<StoreTransaction> unit() {
        return transaction.nested().map(inner -> new StoreTransaction(inner, this, this));
    }

    /** What an inner transaction has learned holds for the outer one, which keeps its locks; after a rollback it does not. */
    @Override
    public Mono<Void> commit() {
        return outer == null ? transaction.commit() : transaction.commit().doOnSuccess(done -> outer.learn(this));
    }

    private void learn(StoreTransaction inner) {
        if (!transaction.isJoined()) {
            inner.copied.forEach(this::mayCopy);
        }
        clashed.addAll(inner.clashed);
    }

    @Override
    public Mono<Void> rollback() {
        return transaction.rollback();
    }
}

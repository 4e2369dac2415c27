package dev.relata.internal.explain;

import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RowNotFoundException;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Explanation;
import dev.relata.query.Iteration;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SetLinks;
import dev.relata.spi.Transaction;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A session that explains the reads that it is asked for. Where no plans are wanted it sends nothing, and answers no rows; else it
 * reads some rows of each, for the reads that follow on them. Writes are refused. It stands for a transaction too, so that pipelines
 * with transactions of their own can be explained. One explanation's. Thread-safe.
 */
public final class ExplainedSession implements Transaction {

    private static final int FIRST_ROWS = 256;
    private static final int BATCH_ROWS = 4096;

    private final Session session;
    private final Explain how;
    private final ExplainedReads reads = new ExplainedReads();

    /**
     * Makes a session.
     *
     * @param session knows the statements, and sends them where plans are wanted
     * @param how what is wanted
     */
    public ExplainedSession(Session session, Explain how) {
        this.session = session;
        this.how = how;
    }

    /**
     * Lets a session know a plan before its first request, where it explains.
     *
     * @param session any session
     * @param plan makes the plan: the first request, and those that its rows will lead to
     * @return the session
     */
    public static Session expecting(Session session, Supplier<List<PlannedRead>> plan) {
        if (session instanceof ExplainedSession explained) {
            explained.reads.expect(plan.get());
        }
        return session;
    }

    /**
     * Tells whether the end of a pipeline is no error of the explanation: rows that were looked for are missing where none are read.
     *
     * @param error how the pipeline has ended
     * @return true where what has been explained so far is the answer
     */
    public boolean isTolerable(Throwable error) {
        boolean missing = error instanceof RowNotFoundException || error instanceof RelatedNotFoundException;
        return !how.sends() && !reads.isEmpty() && (missing || !(error instanceof RelataException));
    }

    /**
     * Completes the explanation when its pipeline has ended.
     *
     * @return the explanation, with the statements that were planned and for which there were no rows
     */
    public Mono<Explanation> explanation() {
        return Mono.defer(() -> {
            Throwable failure = reads.failure();
            return failure != null
                    ? Mono.error(failure)
                    : Flux.fromIterable(reads.missing())
                            .concatMap(this::toCome)
                            .then(Mono.fromSupplier(() -> reads.explanation(how)));
        });
    }

    private Mono<Void> toCome(ExplainedRead read) {
        Select request = read.missing();
        return request == null
                ? Mono.empty()
                : session.explain(request, null, statements())
                        .doOnNext(statement -> reads.explained(read, statement))
                        .then();
    }

    private Explain statements() {
        return new Explain(Explain.Depth.STATEMENTS, how.values());
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return read(select, null);
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return read(select, iteration);
    }

    private Flux<@Nullable Object[]> read(Select select, @Nullable Iteration iteration) {
        return explained(select, session.explain(select, iteration, statements()))
                .flatMapMany(statement -> {
                    ExplainedRead read = reads.sent(select, iteration != null, statement);
                    Mono<Void> planned = read == null || !how.sends() ? Mono.empty() : planned(read, select, iteration);
                    return planned.thenMany(how.sends() ? rows(read, select) : Flux.empty());
                });
    }

    private Mono<ExplainedStatement> explained(Select select, Mono<ExplainedStatement> statement) {
        if (select.locked() && how.sends()) {
            return Mono.error(refused(new RefusedException(select.label()
                    + ": a plan is asked for in a transaction that only reads, which locks no rows: explain the statements alone,"
                    + " or leave the lock out")));
        }
        return statement.doOnError(reads::fail);
    }

    private Throwable refused(Throwable error) {
        reads.fail(error);
        return error;
    }

    private Mono<Void> planned(ExplainedRead read, Select select, @Nullable Iteration iteration) {
        return session.explain(select, iteration, how)
                .doOnNext(statement -> reads.explained(read, statement))
                .doOnError(reads::fail)
                .then();
    }

    /** The first rows of a read, which others follow on; values that are computed over rows lead nowhere. */
    private Flux<@Nullable Object[]> rows(@Nullable ExplainedRead read, Select select) {
        if (select.distinct()
                || !select.groupBy().isEmpty()
                || select.columns().stream().anyMatch(Aggregate.class::isInstance)) {
            return Flux.empty();
        }
        boolean alone = select.batch() == null;
        int most = alone ? FIRST_ROWS : BATCH_ROWS;
        Flux<@Nullable Object[]> rows =
                alone ? session.select(first(select)) : session.select(select).take(most);
        if (read == null) {
            return rows;
        }
        reads.bounded(read, most);
        return rows.doOnNext(row -> reads.row(read));
    }

    private static Select first(Select select) {
        return Select.of(select.label(), select.query().limit(FIRST_ROWS), select.columns());
    }

    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        return Flux.error(() -> refused(own(statement.label())));
    }

    @Override
    public Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return Flux.error(() -> refused(own(statement.label())));
    }

    @Override
    public Mono<Long> count(NativeStatement statement) {
        return Mono.error(() -> refused(own(statement.label())));
    }

    private static RefusedException own(String label) {
        return new RefusedException(label
                + ": a statement of your own is what is sent, and needs no explanation: ask the store for its plan in its"
                + " own language");
    }

    private RefusedException writing(String label) {
        RefusedException error = new RefusedException(
                label + " would write, and reads alone are explained: leave the write out of what is explained");
        reads.fail(error);
        return error;
    }

    @Override
    public Flux<Integer> same(SameKeys keys) {
        return Flux.error(() -> writing(keys.label()));
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return Flux.error(() -> writing(insert.label()));
    }

    @Override
    public Mono<Long> update(Update update) {
        return Mono.error(() -> writing(update.label()));
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return Mono.error(() -> writing(update.label()));
    }

    @Override
    public Mono<Void> update(Updates updates) {
        return Mono.error(() -> writing(updates.label()));
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return Mono.error(() -> writing(delete.label()));
    }

    @Override
    public Mono<Long> set(SetLinks links) {
        return Mono.error(() -> writing(links.label()));
    }

    @Override
    public Mono<Transaction> nested() {
        return Mono.just(this);
    }

    @Override
    public Mono<Void> commit() {
        return Mono.empty();
    }

    @Override
    public Mono<Void> rollback() {
        return Mono.empty();
    }
}

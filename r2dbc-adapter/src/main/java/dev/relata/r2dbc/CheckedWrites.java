package dev.relata.r2dbc;

import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.r2dbc.exec.Command;
import dev.relata.r2dbc.sql.Sql;
import dev.relata.r2dbc.sql.SqlRenderer;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Conflict.Policy;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Transaction;
import dev.relata.spi.Update;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes that happen whole or not at all, though triggers and rules of the table leave rows out or put them elsewhere: the
 * statement counts what it has written and fails by itself. Where the database refuses such statements, as for tables with
 * certain rules, the write is counted before the end of a transaction of its own.
 */
final class CheckedWrites {

    private static final String INVALID_TEXT = "22P02";
    private static final String NOT_SUPPORTED = "0A000";
    private static final Pattern WRITTEN = Pattern.compile(SqlRenderer.LEFT_OUT + "([0-9]+)");

    /** Rows that others have written since the statement began look as if they had been left out. */
    private static final int ATTEMPTS = 3;

    private final StoreSession session;

    CheckedWrites(StoreSession session) {
        this.session = session;
    }

    Flux<@Nullable Object[]> insert(Insert insert) {
        if (unchecked(insert)) {
            return plain(session, insert);
        }
        Mono<List<@Nullable Object[]>> rows = checkedOrPlain(
                insert.type().table(),
                Mono.defer(() -> checked(insert)).retryWhen(repeated(insert.conflict().policy() == Policy.IGNORE)),
                () -> counted(insert));
        Mono<List<@Nullable Object[]>> answer = compares(insert)
                ? rows.onErrorResume(RowsLeftOutException.class, left -> Mono.just(List.of()))
                : rows;
        return answer.flatMapIterable(all -> all);
    }

    /** Rows that may be left out: whether one is there, or there in another version, is for the caller to ask. */
    private static boolean unchecked(Insert insert) {
        return switch (insert.conflict().policy()) {
            case ERROR -> false;
            case UPDATE -> compares(insert) && insert.rows().size() > 1;
            case IGNORE ->
                !insert.whole()
                        || insert.conflict().key().isEmpty()
                        || !insert.columns().containsAll(insert.conflict().key());
        };
    }

    private static boolean compares(Insert insert) {
        return insert.conflict().policy() == Policy.UPDATE
                && insert.type().version().filter(insert.conflict().update()::contains).isPresent();
    }

    private Mono<List<@Nullable Object[]>> checked(Insert insert) {
        Sql sql = session.renderer().checked(insert);
        Flux<@Nullable Object[]> rows = session.rows(insert.label(), sql, Command.Kind.WRITE);
        return (insert.returning().isEmpty() ? rows.flatMap(row -> StoreSession.emptyRows(number(row))) : rows)
                .collectList()
                .onErrorMap(CheckedWrites::failed, error -> RowsLeftOutException.of(insert, written(error), error));
    }

    private Mono<List<@Nullable Object[]>> counted(Insert insert) {
        boolean ignored = insert.conflict().policy() == Policy.IGNORE;
        return inTransaction(own -> plain(own, insert).collectList().flatMap(rows -> {
            boolean all = ignored || rows.size() == insert.rows().size();
            return all ? Mono.just(rows) : Mono.error(() -> RowsLeftOutException.of(insert, rows.size(), null));
        }));
    }

    private static Flux<@Nullable Object[]> plain(StoreSession session, Insert insert) {
        return Flux.defer(() -> {
            Sql sql = session.renderer().insert(insert);
            return insert.returning().isEmpty()
                    ? session.update(insert.label(), sql).flatMapMany(StoreSession::emptyRows)
                    : session.rows(insert.label(), sql, Command.Kind.WRITE);
        });
    }

    Mono<Long> update(Update update) {
        return all(
                update.label(),
                update.query(),
                "update",
                () -> session.renderer().checked(update),
                own -> own.update(new Update(update.label(), update.query(), update.changes())));
    }

    Mono<Long> delete(Delete delete) {
        return all(
                delete.label(),
                delete.query(),
                "delete",
                () -> session.renderer().checked(delete),
                own -> own.delete(new Delete(delete.label(), delete.query())));
    }

    /** Writes in parts cannot be counted otherwise: where the database refuses that, its own constraints have to do. */
    Mono<Long> updates(String label, String table, Supplier<Sql> checked, Mono<Long> plain) {
        return checkedOrPlain(table, counting(label, table, "update", checked), () -> plain);
    }

    private Mono<Long> all(
            String label, Query query, String verb, Supplier<Sql> checked, Function<StoreSession, Mono<Long>> plain) {
        String table = query.type().table();
        Select there = Select.of(label, query, List.of(Aggregate.countRows()));
        return checkedOrPlain(
                table,
                counting(label, table, verb, checked),
                () -> inTransaction(own -> own.select(there)
                        .map(CheckedWrites::number)
                        .single()
                        .flatMap(rows -> plain.apply(own)
                                .flatMap(written -> written >= rows
                                        ? Mono.just(written)
                                        : Mono.error(() -> RowsLeftOutException.of(label, table, verb, null))))));
    }

    private Mono<Long> counting(String label, String table, String verb, Supplier<Sql> checked) {
        return Flux.defer(() -> session.rows(label, checked.get(), Command.Kind.WRITE))
                .single()
                .map(CheckedWrites::number)
                .onErrorMap(CheckedWrites::failed, error -> RowsLeftOutException.of(label, table, verb, error))
                .retryWhen(repeated(true));
    }

    private <R> Mono<R> checkedOrPlain(String table, Mono<R> checked, Supplier<Mono<R>> plain) {
        return Mono.defer(() -> session.uncheckable().contains(table)
                ? plain.get()
                : checked.onErrorResume(CheckedWrites::notSupported, refused -> plain.get()
                        .doOnNext(answer -> session.uncheckable().add(table))));
    }

    private static Retry repeated(boolean races) {
        return Retry.max(races ? ATTEMPTS - 1 : 0)
                .filter(RowsLeftOutException.class::isInstance)
                .onRetryExhaustedThrow((policy, signal) -> signal.failure());
    }

    private <R> Mono<R> inTransaction(Function<StoreTransaction, Mono<R>> work) {
        return session.unit()
                .flatMap(begun -> Mono.usingWhen(
                        Mono.just(begun),
                        work,
                        Transaction::commit,
                        (transaction, error) -> transaction.rollback(),
                        Transaction::rollback))
                .onErrorMap(CheckedWrites::wrapped, Throwable::getCause);
    }

    /** {@code usingWhen} wraps the error of a commit. */
    private static boolean wrapped(Throwable error) {
        return !(error instanceof RelataException) && error.getCause() instanceof RelataException;
    }

    private static long number(@Nullable Object[] row) {
        return row[0] instanceof Long number ? number : 0;
    }

    private static boolean notSupported(Throwable error) {
        return error instanceof StoreException refused && NOT_SUPPORTED.equals(refused.sqlState());
    }

    private static boolean failed(Throwable error) {
        return error instanceof StoreException store
                && INVALID_TEXT.equals(store.sqlState())
                && String.valueOf(store.getMessage()).contains(SqlRenderer.LEFT_OUT);
    }

    private static long written(Throwable error) {
        Matcher number = WRITTEN.matcher(String.valueOf(error.getMessage()));
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }
}

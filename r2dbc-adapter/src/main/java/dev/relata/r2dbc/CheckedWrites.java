package dev.relata.r2dbc;

import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Conflict.Policy;
import dev.relata.spi.Insert;
import dev.relata.spi.Select;
import dev.relata.spi.StatementKind;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.TransactionRunner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends writes that happen whole or not at all, although triggers and rules of the table leave rows out or put them elsewhere:
 * the statement counts the rows that it has written and fails by itself. If the database refuses such a statement, as for tables
 * with certain rules, the write is counted before the end of a transaction of its own.
 */
final class CheckedWrites implements Writes {

    private static final String INVALID_TEXT = "22P02";
    private static final String NOT_SUPPORTED = "0A000";
    private static final Pattern WRITTEN = Pattern.compile(SqlRenderer.LEFT_OUT + "([0-9]+)");

    /** Rows that others have written since the statement began look as if they had been left out. */
    private static final int ATTEMPTS = 12;

    private final StoreSession session;

    CheckedWrites(StoreSession session) {
        this.session = session;
    }

    @Override
    public Mono<List<@Nullable Object[]>> insert(Insert insert) {
        if (unchecked(insert)) {
            return plain(session, insert);
        }
        Mono<List<@Nullable Object[]>> rows = checkedOrPlain(
                insert.type().table(),
                Mono.defer(() -> checked(insert))
                        .retryWhen(repeated(insert.conflict().policy() == Policy.IGNORE)),
                () -> counted(insert));
        return compares(insert) ? rows.onErrorResume(RowsLeftOutException.class, left -> Mono.just(List.of())) : rows;
    }

    /** Whether rows may be left out: the caller asks whether one is there, or there in another version. */
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

    /** Whether rows that are there in another version are left alone. */
    static boolean compares(Insert insert) {
        return insert.conflict().policy() == Policy.UPDATE
                && insert.type()
                        .version()
                        .filter(insert.conflict().update()::contains)
                        .isPresent();
    }

    private Mono<List<@Nullable Object[]>> checked(Insert insert) {
        Sql sql = session.renderer().checked(insert);
        Mono<List<@Nullable Object[]>> rows = session.written(insert.label(), sql);
        return (insert.returning().isEmpty() ? rows.map(count -> StoreSession.emptyRows(number(count))) : rows)
                .onErrorMap(CheckedWrites::failed, error -> RowsLeftOutException.of(insert, written(error), error));
    }

    private Mono<List<@Nullable Object[]>> counted(Insert insert) {
        boolean ignored = insert.conflict().policy() == Policy.IGNORE;
        return inTransaction(own -> plain(own, insert).flatMap(rows -> {
            boolean all = ignored || rows.size() == insert.rows().size();
            return all ? Mono.just(rows) : Mono.error(() -> RowsLeftOutException.of(insert, rows.size(), null));
        }));
    }

    /** Sends new rows, of which triggers may leave some out. */
    static Mono<List<@Nullable Object[]>> plain(StoreSession session, Insert insert) {
        return session.sent(
                sql -> sql.insert(insert),
                sql -> insert.returning().isEmpty()
                        ? number(session, insert.label(), sql).map(StoreSession::emptyRows)
                        : session.written(insert.label(), sql));
    }

    /** Where a server reports the rows that it was given, the statement returns those that it has written. */
    private static Mono<Long> number(StoreSession session, String label, Sql sql) {
        return sql.columns().isEmpty()
                ? session.update(label, sql)
                : session.written(label, sql).map(rows -> (long) rows.size());
    }

    /**
     * Writes rows one by one that turn out to be one only while they are written, as when a trigger or an undeclared precision
     * changes their keys: PostgreSQL changes a row once in a statement. In their order the last wins.
     */
    Mono<List<@Nullable Object[]>> oneByOne(Insert insert) {
        EntityType<?> type = insert.type();
        List<Attribute> answered = Stream.concat(insert.returning().stream(), type.id().stream())
                .distinct()
                .toList();
        return inTransaction(own -> Flux.range(0, insert.rows().size())
                .concatMap(i -> own.insertAgain(row(insert, i, answered))
                        .flatMapIterable(rows -> rows)
                        .map(row -> new Placed(i, id(type, answered, row), row)))
                .collect(LinkedHashMap<List<Object>, Placed>::new, (last, row) -> {
                    last.remove(row.id());
                    last.put(row.id(), row);
                })
                .map(last -> last.values().stream()
                        .<@Nullable Object[]>map(row -> row.as(insert))
                        .toList()));
    }

    private static Insert row(Insert insert, int row, List<Attribute> answered) {
        return new Insert(
                insert.label(),
                insert.type(),
                insert.columns(),
                List.<@Nullable Object[]>of(insert.rows().get(row)),
                insert.conflict(),
                answered,
                insert.whole());
    }

    /** The row at a position, with its id and its returned values. */
    private record Placed(
            int position, List<Object> id, @Nullable Object[] values) {

        @Nullable
        Object[] as(Insert insert) {
            @Nullable Object[] asked = Arrays.copyOf(values, insert.returning().size());
            return insert.positioned()
                    ? Stream.concat(Stream.of(position), Arrays.stream(asked)).toArray()
                    : asked;
        }
    }

    private static List<Object> id(EntityType<?> type, List<Attribute> answered, @Nullable Object[] row) {
        return type.id().stream()
                .map(attribute -> Objects.requireNonNull(row[answered.indexOf(attribute)]))
                .map(value -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value)
                .toList();
    }

    @Override
    public Mono<Long> count(WriteRequest request) {
        return checkedOrPlain(
                request.types().get(0).table(),
                checked(request).map(CheckedWrites::number),
                () -> inTransaction(own -> countedBefore(own, request)));
    }

    /** The rows of a table with rules are read again: a trigger may have changed them. */
    @Override
    public Mono<List<@Nullable Object[]>> answer(WriteRequest request) {
        return checkedOrPlain(
                request.types().get(0).table(),
                checked(request),
                () -> inTransaction(own -> readAgain(own, request)
                        .map(row -> request.positioned() ? row : Arrays.copyOfRange(row, 1, row.length))
                        .collectList()));
    }

    private Mono<List<@Nullable Object[]>> checked(WriteRequest request) {
        return session.sent(sql -> sql.checked(request), sql -> session.written(request.label(), sql))
                .onErrorMap(CheckedWrites::failed, error -> RowsLeftOutException.of(request, error))
                .retryWhen(repeated(true));
    }

    /** The rows that are found before the write, by id and perhaps by version, are found by their id after it. */
    private static Flux<@Nullable Object[]> readAgain(StoreTransaction own, WriteRequest request) {
        return ChangedRows.found(own, request, false)
                .flatMapMany(found ->
                        countedBefore(own, request).thenMany(Flux.defer(() -> ChangedRows.read(own, request, found))));
    }

    private static Mono<Long> countedBefore(StoreTransaction own, WriteRequest request) {
        Select there = Select.of(request.label(), request.query(), List.of(Aggregate.countRows()));
        return own.select(there)
                .collectList()
                .map(CheckedWrites::number)
                .delayUntil(rows -> rows == 0 ? Mono.empty() : notElsewhere(own, request))
                .flatMap(rows -> own.write(request)
                        .filter(written -> written >= rows)
                        .switchIfEmpty(Mono.error(() -> RowsLeftOutException.of(request, null))));
    }

    /** Fails if a rule would do something to another table in place of this one, and report it as done to this one. */
    private static Mono<Void> notElsewhere(StoreTransaction own, WriteRequest request) {
        Sql rules = own.renderer().rules(request.types(), request.verb());
        return own.rows(request.label(), rules, StatementKind.CONTROL)
                .collectList()
                .flatMap(count ->
                        number(count) == 0 ? Mono.empty() : Mono.error(() -> RowsLeftOutException.of(request, null)));
    }

    private <R> Mono<R> checkedOrPlain(String table, Mono<R> checked, Supplier<Mono<R>> plain) {
        return Mono.defer(() -> session.uncheckable().contains(table)
                ? plain.get()
                : checked.onErrorResume(
                        CheckedWrites::notSupported,
                        refused -> plain.get()
                                .doOnNext(answer -> session.uncheckable().add(table))));
    }

    private static Retry repeated(boolean races) {
        return ConflictRetry.immediately(races ? ATTEMPTS - 1 : 0, RowsLeftOutException.class::isInstance);
    }

    private <R> Mono<R> inTransaction(Function<StoreTransaction, Mono<R>> work) {
        return new TransactionRunner<>(session.unit(), StoreTransaction::commit, StoreTransaction::rollback).one(work);
    }

    /** Returns the number that is the only value of an answer, 0 if there is none. */
    private static long number(List<@Nullable Object[]> rows) {
        return !rows.isEmpty() && rows.get(0)[0] instanceof Long number ? number : 0;
    }

    private static boolean notSupported(Throwable error) {
        return error instanceof StoreException refused && NOT_SUPPORTED.equals(refused.code());
    }

    private static boolean failed(Throwable error) {
        return error instanceof StoreException store
                && INVALID_TEXT.equals(store.code())
                && store.messageWithValues().contains(SqlRenderer.LEFT_OUT);
    }

    private static long written(Throwable error) {
        String message = error instanceof RelataException known ? known.messageWithValues() : error.getMessage();
        Matcher number = WRITTEN.matcher(String.valueOf(message));
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }
}

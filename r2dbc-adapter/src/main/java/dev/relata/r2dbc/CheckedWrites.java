package dev.relata.r2dbc;

import dev.relata.error.StoreException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.exec.Command;
import dev.relata.r2dbc.internal.sql.Sql;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Conflict.Policy;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
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
 * Writes that happen whole or not at all, though triggers and rules of the table leave rows out or put them elsewhere: the
 * statement counts what it has written and fails by itself. Where the database refuses such statements, as for tables with
 * certain rules, the write is counted before the end of a transaction of its own.
 */
final class CheckedWrites {

    private static final String INVALID_TEXT = "22P02";
    private static final String NOT_SUPPORTED = "0A000";
    private static final Pattern WRITTEN = Pattern.compile(SqlRenderer.LEFT_OUT + "([0-9]+)");

    /** Rows that others have written since the statement began look as if they had been left out. */
    private static final int ATTEMPTS = 12;

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
                Mono.defer(() -> checked(insert))
                        .retryWhen(repeated(insert.conflict().policy() == Policy.IGNORE)),
                () -> counted(insert));
        Mono<List<@Nullable Object[]>> answer =
                compares(insert) ? rows.onErrorResume(RowsLeftOutException.class, left -> Mono.just(List.of())) : rows;
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

    /**
     * Rows that turn out to be one only while they are written, as where a trigger or an undeclared precision changes their
     * keys: PostgreSQL changes a row once in a statement. One by one in their order the last wins.
     */
    Flux<@Nullable Object[]> oneByOne(Insert insert) {
        EntityType<?> type = insert.type();
        List<Attribute> answered = Stream.concat(insert.returning().stream(), type.id().stream())
                .distinct()
                .toList();
        return inTransaction(own -> Flux.range(0, insert.rows().size())
                        .concatMap(i -> own.statementAgain(row(insert, i, answered))
                                .map(row -> new Placed(i, id(type, answered, row), row)))
                        .collect(LinkedHashMap<List<Object>, Placed>::new, (last, row) -> {
                            last.remove(row.id());
                            last.put(row.id(), row);
                        }))
                .flatMapIterable(last -> last.values().stream()
                        .<@Nullable Object[]>map(row -> row.as(insert))
                        .toList());
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

    /** The row at a position, with its id and the values that it was answered with. */
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

    private static Flux<@Nullable Object[]> plain(StoreSession session, Insert insert) {
        return session.sent(
                        sql -> sql.insert(insert),
                        sql -> (insert.returning().isEmpty()
                                        ? session.update(insert.label(), sql).flatMapMany(StoreSession::emptyRows)
                                        : session.rows(insert.label(), sql, Command.Kind.WRITE))
                                .collectList())
                .flatMapIterable(rows -> rows);
    }

    /**
     * A write of the rows of a query.
     *
     * @param label what it is for
     * @param query the rows
     * @param types the types whose tables are written
     * @param verb what is done to them
     * @param checked the statement that counts by itself
     * @param plain the same where the database refuses to count
     */
    private record Change(
            String label,
            Query query,
            List<EntityType<?>> types,
            String verb,
            Function<SqlRenderer, Sql> checked,
            Function<SqlRenderer, Sql> plain) {

        String table() {
            return query.type().table();
        }

        RowsLeftOutException failure(@Nullable Throwable cause) {
            return RowsLeftOutException.of(label, table(), verb, cause);
        }
    }

    private Change of(Update update, List<Attribute> returning) {
        return new Change(
                update.label(),
                update.query(),
                List.of(update.query().type()),
                "update",
                sql -> sql.checked(update, returning),
                sql -> sql.update(update));
    }

    private Change of(UpdateRows update, List<Attribute> returning) {
        return new Change(
                update.label(),
                update.query(),
                List.of(update.type()),
                "update",
                sql -> sql.checked(update, returning),
                sql -> sql.update(update));
    }

    Mono<Long> update(Update update) {
        return counted(of(update, List.of()));
    }

    Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return answered(of(update, returning), returning, false);
    }

    Mono<Long> update(UpdateRows update) {
        return counted(of(update, List.of()));
    }

    Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return answered(of(update, returning), returning, true);
    }

    Mono<Long> delete(Delete delete) {
        return counted(new Change(
                delete.label(),
                delete.query(),
                List.of(delete.query().type()),
                "delete",
                sql -> sql.checked(delete),
                sql -> sql.delete(delete)));
    }

    /** Of several tables PostgreSQL takes no statement at all where one has rules that keep it from being counted. */
    Mono<Long> update(Updates updates) {
        return counted(new Change(
                updates.label(),
                updates.parts().get(0).update().query(),
                updates.parts().stream()
                        .<EntityType<?>>map(part -> part.update().query().type())
                        .toList(),
                "update",
                sql -> sql.checked(updates),
                sql -> sql.update(updates)));
    }

    private Mono<Long> counted(Change change) {
        return checkedOrPlain(
                change.table(),
                rows(change).map(rows -> rows.isEmpty() ? 0 : number(rows.get(0))),
                () -> inTransaction(own -> countedBefore(own, change)));
    }

    /** The rows of a table with rules are read again: a trigger may have changed them. */
    private Flux<@Nullable Object[]> answered(Change change, List<Attribute> returning, boolean positioned) {
        return checkedOrPlain(
                        change.table(),
                        rows(change),
                        () -> inTransaction(own -> readAgain(own, change, returning)
                                .map(row -> positioned ? row : Arrays.copyOfRange(row, 1, row.length))
                                .collectList()))
                .flatMapIterable(rows -> rows);
    }

    /** The rows that are found before the write, by id and perhaps by version, are found by their id behind it. */
    private static Flux<@Nullable Object[]> readAgain(StoreTransaction own, Change change, List<Attribute> returning) {
        EntityType<?> type = change.query().type();
        if (!(change.query().filter() instanceof Predicate.KeyIn key)) {
            throw new IllegalArgumentException(change.label() + ": rows that are answered are found by id");
        }
        return own.select(byKey(change, key.attributes(), key.keys(), type.id()))
                .map(row -> Objects.requireNonNull(row[0]))
                .ofType(Integer.class)
                .collectList()
                .flatMapMany(found -> {
                    List<List<Object>> ids = found.stream()
                            .map(position -> key.keys()
                                    .get(position)
                                    .subList(0, type.id().size()))
                            .toList();
                    return ids.isEmpty()
                            ? Flux.empty()
                            : countedBefore(own, change)
                                    .thenMany(Flux.defer(() -> own.select(byKey(change, type.id(), ids, returning))))
                                    .map(row -> {
                                        row[0] = row[0] instanceof Integer place ? found.get(place) : null;
                                        return row;
                                    });
                });
    }

    private static Select byKey(
            Change change, List<Attribute> key, List<List<Object>> keys, List<Attribute> returning) {
        EntityType<?> type = change.query().type();
        List<Path> columns = returning.stream().map(Path::of).toList();
        return Select.of(change.label(), Query.of(type), columns)
                .forEach(new KeyBatch(Association.byKey(type, key), keys));
    }

    private Mono<List<@Nullable Object[]>> rows(Change change) {
        return session.sent(
                        change.checked(),
                        sql -> session.rows(change.label(), sql, Command.Kind.WRITE)
                                .collectList())
                .onErrorMap(CheckedWrites::failed, change::failure)
                .retryWhen(repeated(true));
    }

    private static Mono<Long> countedBefore(StoreTransaction own, Change change) {
        Select there = Select.of(change.label(), change.query(), List.of(Aggregate.countRows()));
        return own.select(there)
                .map(CheckedWrites::number)
                .single()
                .delayUntil(rows -> rows == 0 ? Mono.empty() : notElsewhere(own, change))
                .flatMap(rows -> own.sent(change.plain(), sql -> own.update(change.label(), sql))
                        .flatMap(written ->
                                written >= rows ? Mono.just(written) : Mono.error(() -> change.failure(null))));
    }

    /** What a rule does to another table in place of this one is told as if it had been done to this one. */
    private static Mono<Void> notElsewhere(StoreTransaction own, Change change) {
        Sql rules = own.renderer().rules(change.types(), change.verb());
        return own.rows(change.label(), rules, Command.Kind.CONTROL)
                .filter(row -> number(row) > 0)
                .flatMap(row -> Mono.<Void>error(() -> change.failure(null)))
                .then();
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

    private static long number(@Nullable Object[] row) {
        return row[0] instanceof Long number ? number : 0;
    }

    private static boolean notSupported(Throwable error) {
        return error instanceof StoreException refused && NOT_SUPPORTED.equals(refused.code());
    }

    private static boolean failed(Throwable error) {
        return error instanceof StoreException store
                && INVALID_TEXT.equals(store.code())
                && String.valueOf(store.getMessage()).contains(SqlRenderer.LEFT_OUT);
    }

    private static long written(Throwable error) {
        Matcher number = WRITTEN.matcher(String.valueOf(error.getMessage()));
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }
}

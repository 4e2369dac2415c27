package dev.relata.r2dbc;

import dev.relata.spi.StatementKind;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.copy.CopyColumn;
import dev.relata.r2dbc.internal.copy.CopyRows;
import dev.relata.r2dbc.internal.exec.Command;
import dev.relata.r2dbc.internal.exec.CopyUnavailableException;
import dev.relata.r2dbc.internal.row.RecordReader;
import dev.relata.r2dbc.internal.sql.CopyQuestion;
import dev.relata.r2dbc.internal.sql.Sql;
import dev.relata.r2dbc.internal.sql.ValueType;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * New rows by COPY: their ids are drawn first, so that they can be answered. Two statements, for one subscription; where the
 * table or a value does not allow it the rows go by INSERT after all. Rows that are to be left out where they are there
 * already are copied in the hope that none is; after the first that was, the transaction hopes no more.
 */
final class CopyInsert {

    /** Below this a statement less is worth more. */
    private static final int FEWEST = 500;

    private static final @Nullable Object[] NOTHING = {};

    private final Insert insert;
    private final StoreTransaction session;
    private final List<Attribute> attributes;
    private final List<CopyColumn> columns;
    private final @Nullable Attribute drawn;
    private final CopyRows rows;

    private CopyInsert(
            Insert insert, StoreTransaction session, List<Attribute> attributes, List<CopyColumn> columns, int drawn) {
        this.insert = insert;
        this.session = session;
        this.attributes = attributes;
        this.columns = columns;
        this.drawn = drawn == 0 ? null : attributes.get(attributes.size() - 1);
        this.rows = new CopyRows(columns, drawn, insert.rows());
    }

    /** Null where the request is none to copy, whatever the table. */
    static @Nullable CopyInsert of(Insert insert, StoreTransaction session) {
        boolean hopeful = switch (insert.conflict().policy()) {
            case ERROR -> true;
            case IGNORE -> !session.clashed(insert.type());
            case UPDATE -> false;
        };
        if (insert.rows().size() < FEWEST || !hopeful) {
            return null;
        }
        List<Attribute> attributes = new ArrayList<>(insert.columns());
        insert.returning().stream()
                .filter(attribute -> !insert.columns().contains(attribute))
                .forEach(attributes::add);
        int drawn = attributes.size() - insert.columns().size();
        List<CopyColumn> columns = columns(attributes, session);
        boolean known = columns.size() == attributes.size() && !insert.columns().isEmpty();
        boolean one = drawn == 0
                || drawn == 1 && known && columns.get(columns.size() - 1).drawable();
        return known && one ? new CopyInsert(insert, session, attributes, columns, drawn) : null;
    }

    private static List<CopyColumn> columns(List<Attribute> attributes, StoreSession session) {
        List<CopyColumn> columns = new ArrayList<>();
        for (Attribute attribute : attributes) {
            ValueType type = session.renderer().type(attribute);
            CopyColumn column = CopyColumn.of(type.javaType(), type.pgType());
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    Mono<List<@Nullable Object[]>> run() {
        return ask().onErrorResume(CopyInsert::unanswerable, refused -> Mono.empty())
                .<List<@Nullable Object[]>>flatMap(this::copy)
                .onErrorResume(CopyUnavailableException.class, unavailable -> Mono.empty())
                .onErrorResume(this::thereAlready, clash -> Mono.fromRunnable(() -> session.clash(insert.type())))
                .switchIfEmpty(session.statement(insert));
    }

    /** A database that is PostgreSQL's in its protocol, not in its catalogue; where the table is at fault the INSERT says so. */
    private static boolean unanswerable(Throwable error) {
        return error instanceof StoreException refused && !refused.retryable();
    }

    /** Its savepoint has undone the COPY: now as the statement that leaves out what is there. */
    private boolean thereAlready(Throwable error) {
        return insert.conflict().policy() == Conflict.Policy.IGNORE
                && error instanceof ConstraintViolationException violation
                && violation.reason() == Reason.UNIQUE;
    }

    /** The ids; nothing where the rows have to go another way. One answer is good for a transaction, but for the ids. */
    private Mono<List<Long>> ask() {
        List<Integer> longest =
                IntStream.range(0, columns.size()).mapToObj(rows::longest).toList();
        boolean known = session.copies(attributes, longest);
        if (drawn == null && known) {
            return Mono.just(List.of());
        }
        int count = insert.rows().size();
        Sql sql = drawn != null && known
                ? session.renderer().draw(insert.type(), drawn, count)
                : session.renderer().question(question(longest));
        RecordReader reader = session.codecs().reader(sql);
        Command command = session.codecs().command(insert.label(), sql, StatementKind.READ);
        return session.session()
                .rows(command, reader::read)
                .singleOrEmpty()
                .map(CopyInsert::ids)
                .doOnNext(ids -> session.mayCopy(attributes, longest));
    }

    private CopyQuestion question(List<Integer> longest) {
        List<Integer> oids = columns.stream().map(CopyColumn::oid).toList();
        return new CopyQuestion(
                insert.type(), attributes, oids, longest, drawn, insert.rows().size());
    }

    private static List<Long> ids(@Nullable Object[] record) {
        return record[0] instanceof Long[] ids ? List.of(ids) : List.of();
    }

    private Mono<List<@Nullable Object[]>> copy(List<Long> ids) {
        byte[] data = rows.encode(ids);
        if (data == null) {
            return Mono.empty();
        }
        Sql sql = session.renderer().copy(insert, attributes);
        Command command = session.codecs().command(insert.label(), sql, StatementKind.WRITE);
        return session.session().copy(command, data).map(stored -> answer(stored, ids));
    }

    private List<@Nullable Object[]> answer(long stored, List<Long> ids) {
        if (insert.returning().isEmpty()) {
            return Collections.nCopies(Math.toIntExact(stored), NOTHING);
        }
        if (stored != insert.rows().size()) {
            throw RowsLeftOutException.of(insert, stored, null);
        }
        int[] order = insert.returning().stream().mapToInt(attributes::indexOf).toArray();
        List<@Nullable Object[]> answer = new ArrayList<>(insert.rows().size());
        for (int row = 0; row < insert.rows().size(); row++) {
            @Nullable Object[] values = rows.stored(row, ids);
            int first = insert.positioned() ? 1 : 0;
            @Nullable Object[] answered = new @Nullable Object[order.length + first];
            if (insert.positioned()) {
                answered[0] = row;
            }
            for (int i = 0; i < order.length; i++) {
                answered[first + i] = values[order[i]];
            }
            answer.add(answered);
        }
        return answer;
    }
}

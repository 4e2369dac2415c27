package dev.relata.r2dbc;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.copy.CopyColumn;
import dev.relata.r2dbc.internal.copy.CopyRows;
import dev.relata.r2dbc.internal.exec.connection.CopyUnavailableException;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.write.CopyPreconditions;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.StatementKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Stores new rows by COPY: their ids are drawn first, so that they can be returned. Two statements, for one subscription; if the
 * table or a value does not allow it, the rows go by INSERT. Rows that are to be left out if they exist are copied in the hope
 * that none does; after the first that did, the transaction uses INSERT for that type.
 */
final class CopyInsert {

    /** Below this number one statement less saves more than COPY does. */
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

    /** Returns null if the request cannot be copied, whatever the table. */
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
        boolean computed = attributes.stream().anyMatch(attribute -> attribute.writes() == Attribute.Writability.NEVER);
        boolean one = drawn == 0
                || drawn == 1 && known && columns.get(columns.size() - 1).drawable();
        return known && one && !computed ? new CopyInsert(insert, session, attributes, columns, drawn) : null;
    }

    private static List<CopyColumn> columns(List<Attribute> attributes, StoreSession session) {
        List<CopyColumn> columns = new ArrayList<>();
        for (Attribute attribute : attributes) {
            SqlType type = session.renderer().type(attribute);
            CopyColumn column = CopyColumn.of(type.javaType(), type.pgType());
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    Mono<List<@Nullable Object[]>> run() {
        return draw().onErrorResume(CopyInsert::unanswerable, refused -> Mono.empty())
                .<List<@Nullable Object[]>>flatMap(this::copy)
                .onErrorResume(CopyUnavailableException.class, unavailable -> Mono.empty())
                .onErrorResume(this::thereAlready, clash -> Mono.fromRunnable(() -> session.clash(insert.type())))
                .switchIfEmpty(session.statement(insert));
    }

    /** Whether the database speaks PostgreSQL's protocol but has not its catalogue; if the table is at fault the INSERT says so. */
    private static boolean unanswerable(Throwable error) {
        return error instanceof StoreException refused && !refused.retryable();
    }

    /** Whether a row exists already: the savepoint has undone the COPY, and an INSERT leaves the row out. */
    private boolean thereAlready(Throwable error) {
        return insert.conflict().policy() == Conflict.Policy.IGNORE
                && error instanceof ConstraintViolationException violation
                && violation.reason() == Reason.UNIQUE;
    }

    /** Emits the ids; nothing if the rows have to go by INSERT. The rest of the answer holds for the whole transaction. */
    private Mono<List<Long>> draw() {
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
        return session.rows(insert.label(), sql, StatementKind.READ)
                .singleOrEmpty()
                .map(record -> ids(record, count))
                .doOnNext(ids -> session.mayCopy(attributes, longest));
    }

    private CopyPreconditions question(List<Integer> longest) {
        List<Integer> oids = columns.stream().map(CopyColumn::oid).toList();
        return new CopyPreconditions(
                insert.type(), attributes, oids, longest, drawn, insert.rows().size());
    }

    private static List<Long> ids(@Nullable Object[] record, int count) {
        if (!(record[0] instanceof Long[] ids)) {
            return List.of();
        }
        boolean withoutGap = ids.length == 1;
        return withoutGap ? LongStream.range(ids[0], ids[0] + count).boxed().toList() : Arrays.asList(ids);
    }

    private Mono<List<@Nullable Object[]>> copy(List<Long> ids) {
        ByteBuffer data = rows.encode(ids);
        if (data == null) {
            return Mono.empty();
        }
        Sql sql = session.renderer().copy(insert, attributes);
        return session.copy(insert.label(), sql, data).map(stored -> answer(stored, ids));
    }

    private List<@Nullable Object[]> answer(long stored, List<Long> ids) {
        if (insert.returning().isEmpty()) {
            return Collections.nCopies(Math.toIntExact(stored), NOTHING);
        }
        if (stored != insert.rows().size()) {
            throw RowsLeftOutException.of(insert, stored, null);
        }
        int[] order = insert.returning().stream().mapToInt(attributes::indexOf).toArray();
        int first = insert.positioned() ? 1 : 0;
        List<@Nullable Object[]> answer = new ArrayList<>(insert.rows().size());
        for (int row = 0; row < insert.rows().size(); row++) {
            @Nullable Object[] answered = new @Nullable Object[order.length + first];
            if (insert.positioned()) {
                answered[0] = row;
            }
            for (int i = 0; i < order.length; i++) {
                answered[first + i] = rows.stored(row, order[i], ids);
            }
            answer.add(answered);
        }
        return answer;
    }
}

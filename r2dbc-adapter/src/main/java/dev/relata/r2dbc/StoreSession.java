package dev.relata.r2dbc;

import dev.relata.error.StoreException;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.exec.Command;
import dev.relata.r2dbc.exec.CursorOptions;
import dev.relata.r2dbc.exec.SqlSession;
import dev.relata.r2dbc.row.RecordReader;
import dev.relata.r2dbc.row.UnreadableRowException;
import dev.relata.r2dbc.sql.Positions;
import dev.relata.r2dbc.sql.Sql;
import dev.relata.r2dbc.sql.SqlRenderer;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Unreadable;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import io.r2dbc.spi.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests as statements: rendered, bound and sent on subscribe, read as they answer. */
class StoreSession implements Session {

    private final SqlSession session;
    private final SqlRenderer renderer;
    private final Codecs codecs;
    private final StoreSchema schema;
    private final Views views;

    StoreSession(SqlSession session, SqlRenderer renderer, Codecs codecs, StoreSchema schema, Views views) {
        this.session = session;
        this.renderer = renderer;
        this.codecs = codecs;
        this.schema = schema;
        this.views = views;
    }

    /** The same requests elsewhere. */
    StoreSession(SqlSession session, StoreSession other) {
        this(session, other.renderer, other.codecs, other.schema, other.views);
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return Flux.defer(() -> {
            Sql sql = renderer.select(select);
            Command command = codecs.command(select.label(), sql, Command.Kind.READ);
            return session.<@Nullable Object[]>rows(command, placed(sql, named(select, codecs.reader(sql)::read)));
        });
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return Flux.defer(() -> {
            Sql sql = renderer.select(select);
            Command command = codecs.command(select.label(), sql, Command.Kind.READ);
            return session.<@Nullable Object[]>cursor(
                    command, fetches(iteration), placed(sql, named(select, codecs.reader(sql)::readBinary)));
        });
    }

    /** A row that cannot be read is named, and fails the request or its owner alone. */
    private static Function<Row, @Nullable Object[]> named(Select select, Function<Row, @Nullable Object[]> reader) {
        return row -> {
            try {
                return reader.apply(row);
            } catch (UnreadableRowException e) {
                List<@Nullable Object> values = Arrays.asList(e.values());
                int first = select.batch() == null ? 0 : 1;
                return Unreadable.row(select, values.get(0), values.subList(first, values.size()), e.error());
            }
        };
    }

    private static CursorOptions fetches(Iteration iteration) {
        Integer rows = iteration.rows();
        return rows == null ? CursorOptions.adaptive(RecordReader::size) : CursorOptions.fixed(rows);
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return statement(insert);
    }

    final SqlSession session() {
        return session;
    }

    final SqlRenderer renderer() {
        return renderer;
    }

    final Codecs codecs() {
        return codecs;
    }

    /** As one statement with parameters. */
    final Flux<@Nullable Object[]> statement(Insert insert) {
        return Flux.defer(() -> {
            Sql sql = renderer.insert(insert);
            if (insert.returning().isEmpty()) {
                return update(insert.label(), sql).flatMapMany(StoreSession::emptyRows);
            }
            Flux<@Nullable Object[]> rows = rows(insert.label(), sql, Command.Kind.WRITE);
            boolean byPosition = insert.conflict().policy() == Conflict.Policy.ERROR;
            return byPosition ? rows.collectList().flatMapIterable(stored -> checked(insert, stored)) : rows;
        });
    }

    static Flux<@Nullable Object[]> emptyRows(long count) {
        return Flux.range(0, Math.toIntExact(count)).map(row -> new Object[0]);
    }

    /** Rows are told apart by their position, so a trigger that leaves one out would shift all that follow. */
    private static List<@Nullable Object[]> checked(Insert insert, List<@Nullable Object[]> stored) {
        check(insert, stored.size());
        return stored;
    }

    static void check(Insert insert, long stored) {
        if (stored != insert.rows().size()) {
            throw new StoreException(
                    insert.label() + ": " + insert.rows().size() + " rows were inserted into "
                            + insert.type().table() + ", " + stored
                            + " were stored: a trigger or a rule left some out; "
                            + (insert.rows().size() == 1 ? "" : "insert them one by one, or ")
                            + "write under a conflict policy, which counts what is stored",
                    null,
                    false,
                    null);
        }
    }

    @Override
    public Mono<Long> update(Update update) {
        return Mono.defer(() -> update(update.label(), renderer.update(update)));
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return Mono.defer(() -> update(update.label(), renderer.update(update)));
    }

    @Override
    public Mono<Void> update(Updates updates) {
        return Mono.defer(() -> update(updates.label(), renderer.update(updates)))
                .then();
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return Mono.defer(() -> update(delete.label(), renderer.delete(delete)));
    }

    @Override
    public Mono<Set<String>> views(Set<String> tables) {
        return views.among(session, tables);
    }

    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return schema.create(session, part);
    }

    @Override
    public Flux<SchemaDifference> compareSchema() {
        return schema.compare(session);
    }

    private Mono<Long> update(String label, Sql sql) {
        return session.update(codecs.command(label, sql, Command.Kind.WRITE));
    }

    private Flux<@Nullable Object[]> rows(String label, Sql sql, Command.Kind kind) {
        return session.<@Nullable Object[]>rows(
                codecs.command(label, sql, kind), placed(sql, codecs.reader(sql)::read));
    }

    private static Function<Row, @Nullable Object[]> placed(Sql sql, Function<Row, @Nullable Object[]> reader) {
        Positions positions = sql.positions();
        return positions == null ? reader : row -> positions.placed(reader.apply(row));
    }
}

package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.exec.CursorOptions;
import dev.relata.r2dbc.internal.exec.RangeSelect;
import dev.relata.r2dbc.internal.exec.SqlSession;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.r2dbc.internal.row.ArrayReader;
import dev.relata.r2dbc.internal.row.RowReader;
import dev.relata.r2dbc.internal.row.UnreadableRowException;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.query.NativeSql;
import dev.relata.r2dbc.internal.sql.query.PageRange;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Capability;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.RowTarget;
import dev.relata.spi.SameKeys;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SourceFile;
import dev.relata.spi.StatementKind;
import dev.relata.spi.Unreadable;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import dev.relata.spi.stream.FetchSize;
import io.r2dbc.spi.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests as statements: rendered, bound and sent on subscribe; their rows are read as they arrive. */
abstract class StoreSession implements Session {

    private static final String CARDINALITY_VIOLATION = "21000";
    /** Begins the text of a page behind another one. */
    private static final String NEXT_PAGE = "/* next page */ ";

    private static final @Nullable Object[] NO_VALUES = {};
    private static final Set<String> UNLOCKABLE = Set.of("42501", "0A000", "42809");

    private final SqlSession session;
    private final SqlRenderer renderer;
    private final Codecs codecs;
    private final StoreSchema schema;
    private final @Nullable Integer fetchSize;
    private final Views views;
    private final Set<String> uncheckable;

    StoreSession(
            SqlSession session, SqlRenderer renderer, Codecs codecs, StoreSchema schema, @Nullable Integer fetchSize) {
        this(session, renderer, codecs, schema, fetchSize, new Views(), ConcurrentHashMap.newKeySet());
    }

    private StoreSession(
            SqlSession session,
            SqlRenderer renderer,
            Codecs codecs,
            StoreSchema schema,
            @Nullable Integer fetchSize,
            Views views,
            Set<String> uncheckable) {
        this.session = session;
        this.renderer = renderer;
        this.codecs = codecs;
        this.schema = schema;
        this.fetchSize = fetchSize;
        this.views = views;
        this.uncheckable = uncheckable;
    }

    /** Creates a session of the same store on another connection. */
    StoreSession(SqlSession session, StoreSession other) {
        this(session, other.renderer, other.codecs, other.schema, other.fetchSize, other.views, other.uncheckable);
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return rendered(
                select.label(),
                () -> select.rowLock() == null || server().has(SqlFeature.LOCKS_OF_MANY_KEYS)
                        ? selected(select)
                        : Flux.fromIterable(DividedLocks.of(select)).concatMap(this::selected));
    }

    final Flux<@Nullable Object[]> selected(Select select) {
        return Flux.defer(() -> {
            Sql sql = renderer.select(select);
            Flux<@Nullable Object[]> rows =
                    Flux.defer(() -> OwnerTotals.complete(select, session.server(), rows(select, sql)));
            return CursorErrors.hasCursor(sql)
                    ? rows.onErrorMap(RelataException.class, error -> CursorErrors.of(select.label(), error))
                    : rows;
        });
    }

    /** Defers a request until it is known what the server can do, on which its text depends. */
    final <R> Flux<R> rendered(String label, Supplier<Flux<R>> request) {
        return Flux.defer(() -> session.isServerKnown()
                ? request.get()
                : session.findServer(label).thenMany(Flux.defer(request)));
    }

    private <R> Mono<R> rendered(String label, Mono<R> request) {
        return Mono.defer(() ->
                session.isServerKnown() ? request : session.findServer(label).then(request));
    }

    private Flux<@Nullable Object[]> rows(Select select, Sql sql) {
        Command command = codecs.command(select.label(), sql, StatementKind.READ);
        return session.rows(command, placed(sql, named(select, codecs.reader(sql)::read)));
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return rendered(select.label(), () -> streamsByCursor() ? cursor(select, iteration) : pages(select, iteration));
    }

    /** Streams without a cursor: what cannot be divided into pages is read whole. */
    Flux<@Nullable Object[]> pages(Select select, Iteration iteration) {
        return KeysetStream.canRead(select)
                ? KeysetStream.of(select, () -> fetchSize(iteration), this::selected, this::nextPage)
                : selected(select);
    }

    /** Every page but the first one is a fetch. */
    private Flux<@Nullable Object[]> nextPage(Select select) {
        return Flux.defer(() -> {
            Sql sql = renderer.select(select);
            Command page = codecs.command(select.label(), sql, StatementKind.FETCH);
            Command told = new Command(page.label(), NEXT_PAGE + page.sql(), page.binds(), page.kind());
            return session.rows(told, placed(sql, named(select, codecs.reader(sql)::read)));
        });
    }

    private Flux<@Nullable Object[]> cursor(Select select, Iteration iteration) {
        return Flux.defer(() -> {
            Sql sql = renderer.cursor(select);
            Command command = codecs.command(select.label(), sql, StatementKind.READ);
            RowReader reader = codecs.cursorReader(sql);
            return session.<@Nullable Object[]>cursor(
                    command, fetches(iteration, reader), placed(sql, named(select, reader::read)));
        });
    }

    /** Renders the statement of a stream, as far as it can be told without a question. */
    Sql rendering(Select select, Iteration iteration) {
        return renderer.cursor(select);
    }

    /** Streams the rows of a whole table, of which each row of the answer holds many. */
    final Flux<@Nullable Object[]> arrays(Select select, Runnable onRowsAlone) {
        return this.<@Nullable Object[]>arrays(select, named(select, ArrayReader::next), onRowsAlone);
    }

    /** Streams the rows of a whole table into a target, of which each row of the answer holds many. */
    final <R> Flux<R> arrays(Select select, RowTarget<R> target, Runnable onRowsAlone) {
        return arrays(select, arrays -> passed(select, () -> arrays.next(target)), onRowsAlone);
    }

    private <R> Flux<R> arrays(Select select, Function<ArrayReader, R> next, Runnable onRowsAlone) {
        return Flux.defer(() -> {
            Sql sql = renderer.wholeTable(select);
            return session.cursor(
                    codecs.command(select.label(), sql, StatementKind.READ),
                    CursorOptions.adaptive(),
                    new ArrayAnswerReader<>(codecs.arrayReader(sql), next, onRowsAlone));
        });
    }

    /** Whether fetches grow: neither the store nor the iteration says how many rows each has. */
    final boolean fetchesGrow(Iteration iteration) {
        return iteration.rows() == null && fetchSize == null;
    }

    /** Makes the read of a part of the rows. */
    final RangeSelect<@Nullable Object[]> range(Select select, PageRange pages) {
        Sql sql = renderer.cursor(select, pages);
        Command command = codecs.command(select.label(), sql, StatementKind.READ);
        RowReader reader = codecs.cursorReader(sql);
        return RangeSelect.of(command, placed(sql, named(select, reader::read)), reader::size);
    }

    final FetchSize fetchSize(Iteration iteration) {
        Integer rows = iteration.rows() == null ? fetchSize : iteration.rows();
        return rows == null ? FetchSize.growing(1) : FetchSize.fixed(rows);
    }

    @Override
    public Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return rendered(select.label(), Mono.defer(() -> {
            boolean whole = iteration == null || !streamsByCursor();
            boolean declared = !whole && dialect().hasCursors();
            Sql sql = iteration == null || whole
                    ? renderer.select(first(select, iteration))
                    : rendering(select, iteration);
            String text = declared ? ServerCursor.declaration(0, sql.text()) : sql.text();
            ExplainedSql explained = new ExplainedSql(sql, text, select.batch());
            return how.sends()
                    ? explained.planned(how, session, codecs.command(select.label(), sql, StatementKind.READ))
                    : Mono.just(explained.statement(how, null));
        }));
    }

    /** The first page of a stream that is read in pages, else the request as it is. */
    private Select first(Select select, @Nullable Iteration iteration) {
        return iteration == null || !KeysetStream.canRead(select)
                ? select
                : KeysetStream.first(select, fetchSize(iteration));
    }

    @Override
    public <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return rendered(select.label(), () -> {
            Sql sql = renderer.cursor(select);
            if (sql.positions() != null || !streamsByCursor()) {
                return Session.super.stream(select, iteration, target);
            }
            Command command = codecs.command(select.label(), sql, StatementKind.READ);
            RowReader reader = codecs.cursorReader(sql);
            return session.cursor(
                    command, fetches(iteration, reader), row -> passed(select, () -> reader.read(row, target)));
        });
    }

    /** Names a row that cannot be read, which fails the stream. */
    private static <R> R passed(Select select, Supplier<R> row) {
        try {
            return row.get();
        } catch (UnreadableRowException e) {
            named(select, e);
            throw e;
        }
    }

    /** Names a row that cannot be read, which fails the request or its owner alone. */
    private static <S> Function<S, @Nullable Object[]> named(Select select, Function<S, @Nullable Object[]> reader) {
        return row -> {
            try {
                return reader.apply(row);
            } catch (UnreadableRowException e) {
                return named(select, e);
            }
        };
    }

    private static @Nullable Object[] named(Select select, UnreadableRowException unreadable) {
        List<@Nullable Object> values = Arrays.asList(unreadable.values());
        int first = select.batch() == null ? 0 : 1;
        return Unreadable.row(select, values.get(0), values.subList(first, values.size()), unreadable.error());
    }

    private CursorOptions fetches(Iteration iteration, RowReader reader) {
        Integer rows = iteration.rows() == null ? fetchSize : iteration.rows();
        return rows == null ? CursorOptions.adaptive(reader::size) : CursorOptions.fixed(rows);
    }

    @Override
    public final Flux<Integer> same(SameKeys keys) {
        return rendered(keys.label(), () -> rows(keys.label(), renderer.same(keys), StatementKind.READ))
                .map(row -> row[0] instanceof Integer first ? first : 0);
    }

    @Override
    public final Flux<@Nullable Object[]> insert(Insert insert) {
        return rendered(insert.label(), whole(store(insert))).flatMapIterable(rows -> rows);
    }

    @Override
    public final Mono<Long> update(Update update) {
        WriteRequest request = WriteRequest.of(update, List.of());
        return update.whole() ? count(request) : rendered(request.label(), whole(write(request)));
    }

    @Override
    public final Mono<Long> update(UpdateRows update) {
        return count(WriteRequest.of(update, List.of()));
    }

    @Override
    public final Mono<Void> update(Updates updates) {
        return count(WriteRequest.of(updates)).then();
    }

    @Override
    public final Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return answer(WriteRequest.of(update, returning));
    }

    @Override
    public final Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return answer(WriteRequest.of(update, returning));
    }

    @Override
    public final Mono<Long> delete(Delete delete) {
        if (!dialect().checksWhenAllAreWritten()) {
            return whole(new ConnectedRows(this).delete(delete));
        }
        WriteRequest request = WriteRequest.of(delete);
        return delete.whole() ? count(request) : rendered(request.label(), whole(write(request)));
    }

    private Mono<Long> count(WriteRequest request) {
        return rendered(request.label(), whole(writes().count(request)));
    }

    private Flux<@Nullable Object[]> answer(WriteRequest request) {
        return rendered(request.label(), whole(writes().answer(request))).flatMapIterable(rows -> rows);
    }

    private Writes writes() {
        return dialect().countsItsRows() ? new CheckedWrites(this) : new PlainWrites(this);
    }

    /** Whether rows come as they are asked for, by a cursor of the server's or from the driver; else they come in pages. */
    private boolean streamsByCursor() {
        return server().has(SqlFeature.BINARY_CURSORS)
                || !dialect().hasCursors() && dialect().givesRowsByDemand();
    }

    /** Returns how the database writes what is sent. */
    final Dialect dialect() {
        return renderer.dialect();
    }

    /** Returns a write that has stored all of it, or nothing; every write passes here. */
    <R> Mono<R> whole(Mono<R> write) {
        return write;
    }

    /** Stores new rows. */
    Mono<List<@Nullable Object[]>> store(Insert insert) {
        return insertAgain(insert);
    }

    /** Stores new rows by one statement with parameters. */
    final Mono<List<@Nullable Object[]>> statement(Insert insert) {
        return Mono.defer(() -> writes().insert(insert));
    }

    /**
     * As {@link #statement}; an upsert of a row that somebody else inserts at the same moment may meet another unique key of it
     * before its own, and finds the row when it is sent again.
     */
    final Mono<List<@Nullable Object[]>> insertAgain(Insert insert) {
        boolean ignored = insert.conflict().policy() == Conflict.Policy.IGNORE;
        if (ignored && dialect().conflicts().looksFirst()) {
            // Whether a row is there is asked before it is written, not while it is.
            return statement(insert).retryWhen(ConflictRetries.onceOnUniqueViolation());
        }
        if (insert.conflict().policy() != Conflict.Policy.UPDATE) {
            return statement(insert);
        }
        Mono<List<@Nullable Object[]>> written = statement(insert).retryWhen(ConflictRetries.onceOnUniqueViolation());
        return insert.rows().size() == 1 || CheckedWrites.compares(insert)
                ? written
                : written.onErrorResume(StoreSession::twice, error -> new CheckedWrites(this).oneByOne(insert));
    }

    /** Whether two rows of one statement have met one stored row. */
    private static boolean twice(Throwable error) {
        return error instanceof StoreException store && CARDINALITY_VIOLATION.equals(store.code());
    }

    static List<@Nullable Object[]> emptyRows(long count) {
        return Collections.nCopies(Math.toIntExact(count), NO_VALUES);
    }

    /** Sends an update or a delete that does not count its rows by itself. */
    final Mono<Long> write(WriteRequest request) {
        return sent(sql -> sql.write(request), sql -> update(request.label(), sql));
    }

    /** Sends a write, once more without locks if its rows may not be locked. */
    final <R> Mono<R> sent(Function<SqlRenderer, Sql> rendering, Function<Sql, Mono<R>> sending) {
        return Mono.defer(() -> {
            Sql sql = rendering.apply(renderer);
            return sending.apply(sql).onErrorResume(StoreSession::cannotLock, refused -> {
                Sql unlocked = rendering.apply(renderer.withoutLocks());
                return unlocked.text().equals(sql.text()) ? Mono.error(refused) : sending.apply(unlocked);
            });
        });
    }

    /** Locks take a privilege that a delete does not, and tables; a view or a shard may have none. */
    private static boolean cannotLock(Throwable error) {
        return error instanceof StoreException store && store.code() != null && UNLOCKABLE.contains(store.code());
    }

    /** Sends a write and reads the rows that it returns. */
    Mono<List<@Nullable Object[]>> written(String label, Sql sql) {
        return rows(label, sql, StatementKind.WRITE).collectList();
    }

    final Mono<Long> copy(String label, Sql sql, ByteBuffer data) {
        return session.copy(codecs.command(label, sql, StatementKind.WRITE), data);
    }

    final Mono<Long> update(String label, Sql sql) {
        return session.update(codecs.command(label, sql, StatementKind.WRITE));
    }

    final Flux<@Nullable Object[]> rows(String label, Sql sql, StatementKind kind) {
        return session.<@Nullable Object[]>rows(
                codecs.command(label, sql, kind), placed(sql, codecs.reader(sql)::read));
    }

    private static Function<Row, @Nullable Object[]> placed(Sql sql, Function<Row, @Nullable Object[]> reader) {
        Positions positions = sql.positions();
        return positions == null ? reader : row -> positions.placed(reader.apply(row));
    }

    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        Flux<@Nullable Object[]> rows = rendered(
                        statement.label(), () -> rows(statement.label(), sql(statement), kind(statement)))
                .onErrorMap(UnreadableRowException.class, UnreadableRowException::error);
        return statement.writes() ? whole(rows.collectList()).flatMapIterable(written -> written) : rows;
    }

    @Override
    public Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return rendered(statement.label(), () -> {
            if (!streamsByCursor()) {
                return rows(statement);
            }
            Sql sql = renderer.ownCursor(own(statement), statement.columns());
            Command command = codecs.command(statement.label(), sql, StatementKind.READ);
            RowReader reader = codecs.cursorReader(sql);
            return session.<@Nullable Object[]>cursor(command, fetches(iteration, reader), reader::read)
                    .onErrorMap(UnreadableRowException.class, UnreadableRowException::error);
        });
    }

    @Override
    public Mono<Long> count(NativeStatement statement) {
        return rendered(statement.label(), whole(Mono.defer(() -> update(statement.label(), sql(statement)))));
    }

    private Sql sql(NativeStatement statement) {
        return renderer.own(own(statement), statement.columns());
    }

    private static NativeSql own(NativeStatement statement) {
        if (statement.command() instanceof NativeSql own) {
            return own;
        }
        throw new RefusedException(statement.label() + ": this store takes SQL, made by R2dbcStore.sql(…), not "
                + statement.command().getClass().getSimpleName());
    }

    private static StatementKind kind(NativeStatement statement) {
        return statement.writes() ? StatementKind.WRITE : StatementKind.READ;
    }

    @Override
    public final Mono<Set<String>> views(Set<String> tables) {
        return views.among(dialect(), session, tables);
    }

    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return rendered("schema", schema.create(session, part));
    }

    @Override
    public final Flux<SchemaDifference> compareSchema() {
        return rendered("schema", () -> schema.compare(session));
    }

    @Override
    public final Flux<String> missingSchema(SchemaFilter filter) {
        return rendered("schema", () -> schema.missing(session, filter));
    }

    @Override
    public final Flux<SourceFile> records(String packageName, SchemaFilter filter) {
        return dialect().lacks().contains(Capability.CATALOGUE)
                ? Session.super.records(packageName, filter)
                : StoreSchema.records(dialect(), session, packageName, filter);
    }

    final StoreSchema schema() {
        return schema;
    }

    /** Returns what the server can do. */
    final ServerProfile server() {
        return session.server();
    }

    final SqlRenderer renderer() {
        return renderer;
    }

    final Codecs codecs() {
        return codecs;
    }

    /** Returns the tables for which the database refuses statements that count their rows. */
    final Set<String> uncheckable() {
        return uncheckable;
    }

    /** Begins a transaction of several statements that are undone together; the caller ends it. */
    abstract Mono<StoreTransaction> unit();
}

package dev.relata.mongo;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.mongo.internal.command.DeleteCommand;
import dev.relata.mongo.internal.command.LinkCommand;
import dev.relata.mongo.internal.command.ReadCommand;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.mongo.internal.exec.Commands;
import dev.relata.mongo.internal.exec.IdCounters;
import dev.relata.mongo.internal.exec.IndexKeeper;
import dev.relata.mongo.internal.exec.MongoServer;
import dev.relata.mongo.internal.query.MongoRenderer;
import dev.relata.mongo.internal.query.NativePipeline;
import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Iteration;
import dev.relata.spi.Burst;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.SameKeys;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SetLinks;
import dev.relata.spi.Unreadable;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests as commands: translated and sent on subscribe, read as they answer. */
abstract class StoreSession implements Session {

    /**
     * What sessions of one store share.
     *
     * @param server the server
     * @param atomicity what happens to writes of several documents where there are no transactions
     * @param renderer what translates
     * @param types the types of values
     * @param indexes what creates indexes before first writes
     * @param counters what gives numbers
     * @param schema what creates and compares collections
     */
    record Shared(
            MongoServer server,
            Atomicity atomicity,
            MongoRenderer renderer,
            BsonMappings types,
            IndexKeeper indexes,
            IdCounters counters,
            StoreSchema schema) {}

    private final Shared shared;
    private final @Nullable Commands own;

    /** Reads through the given commands, or, where there are none, each on its own. */
    StoreSession(Shared shared, @Nullable Commands own) {
        this.shared = shared;
        this.own = own;
    }

    /**
     * Carries out a write, so that it happens whole or is refused.
     *
     * @param label what the write is for
     * @param single whether it changes one document at the most, which MongoDB does whole by itself
     * @param write the write, in terms of where its commands are sent
     */
    abstract <R> Mono<R> write(String label, boolean single, Function<Commands, Mono<R>> write);

    /** Readies what a read may not be followed by; nothing by default. */
    <R> Flux<R> prepared(Flux<R> rows) {
        return rows;
    }

    final Shared shared() {
        return shared;
    }

    private Commands commands() {
        return own == null ? shared.server().direct() : own;
    }

    @Override
    public final Flux<@Nullable Object[]> select(Select select) {
        return Flux.defer(() -> {
            ReadCommand command = shared.renderer().select(select);
            Flux<@Nullable Object[]> rows = prepared(
                            lock(select).thenMany(commands().read(select.label(), command)))
                    .map(row -> named(select, command, row));
            KeyBatch batch = select.batch();
            if (batch != null) {
                BatchRowMatcher matcher = new BatchRowMatcher(shared.types(), batch, command);
                return rows.collectList().flatMapIterable(matcher::byPosition);
            }
            return orNone(rows, command);
        });
    }

    /** The command in MongoDB's shell; a stream sends the same. */
    @Override
    public final Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return how.sends()
                ? Session.super.explain(select, iteration, how)
                : Mono.fromSupplier(() -> {
                    ReadCommand command = shared.renderer().select(select);
                    return new ExplainedStatement(how.values() ? command.explain() : command.shape(), List.of(), null);
                });
    }

    private static Flux<@Nullable Object[]> orNone(Flux<@Nullable Object[]> rows, ReadCommand command) {
        List<@Nullable Object> whenNone = command.whenNone();
        return whenNone == null ? rows : rows.switchIfEmpty(Flux.<@Nullable Object[]>just(whenNone.toArray()));
    }

    /** A row that cannot be read is named, and fails the request or its owner alone. */
    private static @Nullable Object[] named(Select select, ReadCommand command, @Nullable Object[] row) {
        int keys = command.keys().size();
        int width = keys + command.columns().size();
        if (row.length == width || !(row[width] instanceof InvalidValueException error)) {
            return row;
        }
        List<@Nullable Object> values = Arrays.asList(row).subList(keys, width);
        @Nullable Object[] unreadable = Unreadable.row(select, null, values, error);
        @Nullable Object[] named = Arrays.copyOf(row, keys + 1);
        named[keys] = unreadable[1];
        return named;
    }

    /** Only a transaction holds a lock; rows that are read by keys are locked by the write that follows. */
    private Mono<Long> lock(Select select) {
        Commands transaction = own;
        boolean needed = select.locked() && transaction != null && select.batch() == null;
        return needed && transaction != null
                ? transaction.lock(select.label(), shared.renderer().lock(select))
                : Mono.empty();
    }

    @Override
    public final Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return Flux.defer(() -> {
            ReadCommand command = shared.renderer().select(select);
            Integer rows = iteration.rows();
            int batch = rows == null ? 0 : rows;
            Flux<@Nullable Object[]> stream = own == null
                    ? shared.server().snapshot(commands -> commands.stream(select.label(), command, batch))
                    : prepared(own.stream(select.label(), command, batch));
            return orNone(stream.map(row -> named(select, command, row)), command);
        });
    }

    @Override
    public final Flux<@Nullable Object[]> rows(NativeStatement statement) {
        return Flux.defer(() ->
                prepared(commands().read(statement.label(), command(statement))).map(row -> readable(statement, row)));
    }

    @Override
    public final Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return Flux.defer(() -> {
            ReadCommand command = command(statement);
            Integer rows = iteration.rows();
            int batch = rows == null ? 0 : rows;
            Flux<@Nullable Object[]> stream = own == null
                    ? shared.server().snapshot(commands -> commands.stream(statement.label(), command, batch))
                    : prepared(own.stream(statement.label(), command, batch));
            return stream.map(row -> readable(statement, row));
        });
    }

    private ReadCommand command(NativeStatement statement) {
        if (statement.command() instanceof NativePipeline pipeline) {
            return shared.renderer().own(pipeline, statement.type(), statement.columns());
        }
        throw new RefusedException(
                statement.label() + ": this store takes pipelines, made by MongoStore.aggregate(…), not "
                        + statement.command().getClass().getSimpleName());
    }

    private static @Nullable Object[] readable(NativeStatement statement, @Nullable Object[] row) {
        int width = statement.columns().size();
        if (row.length > width && row[width] instanceof InvalidValueException error) {
            throw error;
        }
        return row;
    }

    @Override
    public final Flux<Integer> same(SameKeys keys) {
        return Flux.defer(() -> Flux.fromIterable(shared.renderer().same(keys)));
    }

    @Override
    public final Flux<@Nullable Object[]> insert(Insert insert) {
        return Burst.around(Flux.defer(() -> {
            if (insert.type().idArray().isPresent()) {
                return linked(insert.label(), shared.renderer().link(insert)).flatMapMany(StoreSession::emptyRows);
            }
            String collection = insert.type().table();
            return written(
                            insert.label(),
                            insert.rows().size() == 1,
                            collection,
                            commands -> new InsertDefaults(shared.counters(), insert)
                                    .rows()
                                    .map(rows -> shared.renderer().insert(insert, rows))
                                    .flatMap(command -> commands.insert(
                                            insert.label(),
                                            command,
                                            shared.indexes().unique(collection))))
                    .flatMapIterable(rows -> rows);
        }));
    }

    private Mono<Long> linked(String label, LinkCommand command) {
        return written(label, command.single(), command.collection(), commands -> commands.link(label, command));
    }

    /** A row without a value for each link that is new. */
    private static Flux<@Nullable Object[]> emptyRows(long links) {
        return Flux.range(0, Math.toIntExact(links)).map(any -> new @Nullable Object[0]);
    }

    /** The collection has its indexes before the first write. */
    private <R> Mono<R> written(String label, boolean single, String collection, Function<Commands, Mono<R>> send) {
        return write(
                label, single, commands -> shared.indexes().ready(collection).then(send.apply(commands)));
    }

    @Override
    public final Mono<Long> update(Update update) {
        return Mono.defer(() -> update(update.label(), shared.renderer().update(update)));
    }

    @Override
    public final Mono<Long> update(UpdateRows update) {
        return Mono.defer(() -> update(update.label(), shared.renderer().update(update)));
    }

    /** All find their rows before any is changed. */
    @Override
    public final Mono<Void> update(Updates updates) {
        return Mono.defer(() -> {
            List<UpdateCommand> commands = updates.parts().stream()
                    .map(part -> command(updates.label(), part))
                    .toList();
            boolean single = commands.size() == 1 && commands.get(0).single();
            return write(
                    updates.label(),
                    single,
                    sent -> Flux.fromIterable(commands)
                            .concatMap(sent::resolved)
                            .collectList()
                            .flatMapMany(Flux::fromIterable)
                            .concatMap(command -> shared.indexes()
                                    .ready(command.collection())
                                    .then(sent.update(updates.label(), command)))
                            .then());
        });
    }

    private UpdateCommand command(String label, Updates.UpdatePart part) {
        if (!part.own().isEmpty()) {
            throw new RefusedException(label + ": keys of many rows that others follow cannot change together here (the"
                    + " store lacks Capability.KEY_CHANGES): update the rows one by one");
        }
        return shared.renderer().update(part.update());
    }

    private Mono<Long> update(String label, UpdateCommand command) {
        return written(label, command.single(), command.collection(), commands -> commands.update(label, command));
    }

    @Override
    public final Mono<Long> set(SetLinks links) {
        return Mono.defer(() -> update(links.label(), shared.renderer().set(links)));
    }

    @Override
    public final Mono<Long> delete(Delete delete) {
        return Mono.defer(() -> {
            if (delete.query().type().idArray().isPresent()) {
                return linked(delete.label(), shared.renderer().unlink(delete));
            }
            DeleteCommand command = shared.renderer().delete(delete);
            return write(
                    delete.label(), command.target().single(), commands -> commands.delete(delete.label(), command));
        });
    }

    /** Asks outside any transaction: what is a view is no part of one. */
    @Override
    public final Mono<Set<String>> views(Set<String> tables) {
        return shared.schema().views(tables);
    }

    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return Mono.defer(() -> shared.schema().create(part));
    }

    /** Sees what is there now, also in a transaction: collections are no part of it. */
    @Override
    public final Flux<SchemaDifference> compareSchema() {
        return Flux.defer(() -> shared.schema().compare());
    }

    @Override
    public final Flux<String> missingSchema(SchemaFilter filter) {
        return Flux.defer(() -> shared.schema().missing(filter));
    }
}

package dev.relata.mongo.internal.exec;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.mongo.internal.command.DeleteCommand;
import dev.relata.mongo.internal.command.InsertCommand;
import dev.relata.mongo.internal.command.LinkCommand;
import dev.relata.mongo.internal.command.MongoCommand;
import dev.relata.mongo.internal.command.ReadCommand;
import dev.relata.mongo.internal.command.RowTarget;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.spi.StatementKind;
import dev.relata.spi.stream.SerialQueue;
import dev.relata.spi.stream.StatementReports;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where commands are sent: each on its own, or one after another in a session. Thread-safe; every answer is cold.
 */
public final class Commands {

    private final DriverCollections collections;
    private final StatementReports reports;
    private final @Nullable SerialQueue turns;

    private Commands(DriverCollections collections, StatementReports reports, @Nullable SerialQueue turns) {
        this.collections = collections;
        this.reports = reports;
        this.turns = turns;
    }

    /**
     * Each command on its own.
     *
     * @param database the database
     * @param reports the reports of what is sent
     * @return the commands
     */
    public static Commands direct(MongoDatabase database, StatementReports reports) {
        return new Commands(new DriverCollections(database, null, () -> false), reports, null);
    }

    /** The same database in a session, one command at a time. */
    Commands in(ClientSession session, SerialQueue oneAtATime) {
        return new Commands(new DriverCollections(collections.database(), session, () -> false), reports, oneAtATime);
    }

    /** The same database in a session of somebody else's; refused once its transaction is over. */
    Commands in(JoinedSession joined) {
        DriverCollections inside = new DriverCollections(collections.database(), joined.session(), joined::over);
        return new Commands(inside, reports, joined.turns());
    }

    DriverCollections collections() {
        return collections;
    }

    /** Sends what does not count as a statement: ids that are taken, indexes, the ends of transactions. */
    <R> Mono<R> control(String label, String text, Mono<R> sent) {
        return sent(label, () -> text, StatementKind.CONTROL, sent, answer -> 0);
    }

    private Mono<Long> count(String label, MongoCommand command, StatementKind kind, Supplier<Mono<Long>> work) {
        return sent(label, command::shape, kind, turn(work), rows -> rows);
    }

    private <R> Mono<R> sent(
            String label, Supplier<String> text, StatementKind kind, Mono<R> sent, ToLongFunction<? super R> rows) {
        Mono<R> exchange = sent.onErrorMap(
                error -> kind == StatementKind.WRITE ? Errors.ofWrite(label, error) : Errors.of(label, error));
        return Mono.deferContextual(context -> reports.in(context).one(label, text, kind, exchange, rows));
    }

    private Flux<@Nullable Object[]> rows(String label, ReadCommand command, RowDecoder decoder) {
        Flux<@Nullable Object[]> sent = Flux.defer(() -> Flux.from(collections.read(command, decoder)));
        Flux<@Nullable Object[]> exchange = sent.onErrorMap(error -> Errors.of(label, error));
        return Flux.deferContextual(
                context -> reports.in(context).rows(label, command::shape, StatementKind.READ, exchange));
    }

    /** Waits for its turn where commands take turns. */
    private <R> Mono<R> turn(Supplier<Mono<R>> work) {
        return turns == null ? Mono.defer(work) : turns.runToItsEnd(work);
    }

    /**
     * Reads rows, all at once.
     *
     * @param label the label of the request
     * @param command the read
     * @return the rows, each its owner's key before its columns; delivered as one burst
     */
    public Flux<@Nullable Object[]> read(String label, ReadCommand command) {
        RowDecoder decoder = RowDecoder.of(command.keys(), command.columns());
        return BurstDelivery.of(
                turn(() -> rows(label, command, decoder).collectList()).flux());
    }

    /**
     * Reads rows as they are demanded, a batch at a time: the next one is requested when half of the last has been delivered
     * and there is demand, so that at most two are held. Cancel closes the cursor on the server; inside a session after the
     * batch that is under way. Every subscription has a cursor of its own, opened with its first demand.
     *
     * @param label the label of the request
     * @param command the read
     * @param fetchSize rows of every batch, two at the least, or 0 for 64 at first and up to 4,096 or about 1 MiB later
     * @return the rows
     */
    public Flux<@Nullable Object[]> stream(String label, ReadCommand command, int fetchSize) {
        Supplier<String> text = () -> "getMore of " + command.collection();
        return Flux.deferContextual(context -> {
            StatementReports told = reports.in(context);
            return MongoCursorSource.rows(
                    RowDecoder.of(command.columns()),
                    fetchSize,
                    turns,
                    (rows, started) -> told.report(label, text, StatementKind.FETCH, rows, started),
                    decoder -> rows(label, command, decoder));
        });
    }

    /**
     * Changes documents.
     *
     * @param label the label of the request
     * @param command the changes
     * @return how many were there to change
     */
    public Mono<Long> update(String label, UpdateCommand command) {
        return count(label, command, StatementKind.WRITE, () -> updated(command));
    }

    /**
     * Locks documents by writing them; counts apart, as what it serves is a read.
     *
     * @param label the label of the request
     * @param command the change of a field that nobody reads
     * @return how many were there to lock
     */
    public Mono<Long> lock(String label, UpdateCommand command) {
        return count(label, command, StatementKind.CONTROL, () -> updated(command));
    }

    private Mono<Long> updated(UpdateCommand command) {
        if (command.changes().size() > 1) {
            return bulk(command);
        }
        UpdateCommand.Change change = command.changes().get(0);
        return targeted(
                change.target(),
                filter -> Mono.from(updated(command, change, filter)).map(UpdateResult::getMatchedCount));
    }

    private Publisher<UpdateResult> updated(UpdateCommand command, UpdateCommand.Change change, BsonDocument filter) {
        return change.computed()
                ? collections.compute(command.collection(), command.single(), filter, List.of(change.update()))
                : collections.update(command.collection(), command.single(), filter, change.update());
    }

    /**
     * The same change of the documents that its filter means now, by their ids.
     *
     * @param command the change, of one target
     * @return the change
     */
    public Mono<UpdateCommand> resolved(UpdateCommand command) {
        UpdateCommand.Change change = command.changes().get(0);
        RowTarget target = change.target();
        List<BsonDocument> ids = target.indirect()
                ? target.ids()
                : List.of(
                        new BsonDocument("$match", target.filter()),
                        new BsonDocument("$project", new BsonDocument("_id", new BsonInt32(1))));
        RowTarget found = new RowTarget(new BsonDocument(), target.start(), ids, target.single());
        return turn(() -> ids(found)).map(values -> {
            RowTarget exact = new RowTarget(among(values), target.start(), List.of(), target.single());
            return new UpdateCommand(command.collection(), List.of(change.of(exact)), command.single());
        });
    }

    private Mono<List<BsonValue>> ids(RowTarget target) {
        return Flux.from(collections.documents(target.start(), target.ids()))
                .<BsonValue>map(document -> document.get("_id"))
                .collectList();
    }

    private Mono<Long> bulk(UpdateCommand command) {
        List<WriteModel<BsonDocument>> models = command.changes().stream()
                .<WriteModel<BsonDocument>>map(
                        change -> new UpdateOneModel<>(change.target().filter(), change.update()))
                .toList();
        return Mono.from(collections.write(command.collection(), models, new BulkWriteOptions().ordered(false)))
                .map(result -> (long) result.getMatchedCount());
    }

    /**
     * Deletes documents.
     *
     * @param label the label of the request
     * @param command the delete
     * @return how many went
     */
    public Mono<Long> delete(String label, DeleteCommand command) {
        RowTarget target = command.target();
        return count(
                label,
                command,
                StatementKind.WRITE,
                () -> targeted(
                        target,
                        filter -> Mono.from(collections.delete(command.collection(), target.single(), filter))
                                .map(DeleteResult::getDeletedCount)));
    }

    /** Writes by the filter, or by the ids that are read first. */
    private Mono<Long> targeted(RowTarget target, Function<BsonDocument, Mono<Long>> write) {
        if (!target.indirect()) {
            return write.apply(target.filter());
        }
        return ids(target).flatMap(ids -> ids.isEmpty() ? Mono.just(0L) : write.apply(among(ids)));
    }

    private static BsonDocument among(List<BsonValue> ids) {
        BsonValue condition = ids.size() == 1 ? ids.get(0) : new BsonDocument("$in", new BsonArray(ids));
        return new BsonDocument("_id", condition);
    }

    /**
     * Changes arrays of ids.
     *
     * @param label the label of the request
     * @param command the changes
     * @return how many links came, or went
     */
    public Mono<Long> link(String label, LinkCommand command) {
        return count(label, command, StatementKind.WRITE, () -> new IdArrayWriter(collections, command, label).send());
    }

    /**
     * Writes new documents.
     *
     * @param label the label of the request
     * @param command the documents
     * @param unique the fields of each unique key of the collection
     * @return for each that was written the values of the command's columns
     */
    public Mono<List<@Nullable Object[]>> insert(String label, InsertCommand command, List<List<String>> unique) {
        return sent(
                label,
                command::shape,
                StatementKind.WRITE,
                turn(() -> new InsertExecutor(collections, command, unique).send()),
                List::size);
    }
}

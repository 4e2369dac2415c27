package dev.relata.mongo.internal.exec;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.relata.error.InvalidValueException;
import dev.relata.mongo.internal.command.AnswerField;
import dev.relata.mongo.internal.command.InsertCommand;
import dev.relata.mongo.internal.query.SameDocuments;
import dev.relata.spi.Conflict;
import dev.relata.spi.Unreadable;
import dev.relata.spi.stream.ConflictRetry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends new documents under a policy, and works out what was written. Immutable. */
final class InsertExecutor {

    private static final int ATTEMPTS = 5;

    private final DriverCollections collections;
    private final InsertCommand command;
    private final List<List<String>> unique;

    InsertExecutor(DriverCollections collections, InsertCommand command, List<List<String>> unique) {
        this.collections = collections;
        this.command = command;
        this.unique = unique;
    }

    Mono<List<@Nullable Object[]>> send() {
        if (command.upserts().isEmpty()) {
            return command.policy() == Conflict.Policy.IGNORE ? insertNew() : insertAll();
        }
        Mono<List<@Nullable Object[]>> sent = command.policy() == Conflict.Policy.IGNORE ? insertAbsent() : upsert();
        // Two upserts at the same time may both try to insert; the one that comes second finds the document then.
        return sent.retryWhen(ConflictRetry.immediately(ATTEMPTS, this::metAnother));
    }

    /** Whether a document with the key came meanwhile; in a transaction the first error ends it, so nothing is repeated. */
    private boolean metAnother(Throwable error) {
        return collections.session() == null && Errors.duplicate(error);
    }

    private Mono<List<@Nullable Object[]>> insertAll() {
        return Mono.from(collections.insert(command.collection(), command.documents(), new InsertManyOptions()))
                .thenReturn(rowsWithout(Set.of()));
    }

    private Mono<List<@Nullable Object[]>> insertNew() {
        return collections.session() == null ? insertUnordered() : insertMissing();
    }

    /** A duplicate would end the transaction, so what is there already is looked for before anything is sent. */
    private Mono<List<@Nullable Object[]>> insertMissing() {
        TakenKeys keys = new TakenKeys(unique);
        BsonDocument match = new BsonDocument("$match", keys.anyOf(command.documents()));
        return Flux.from(collections.documents(command.collection(), List.of(match)))
                .doOnNext(keys::take)
                .then(Mono.defer(() -> {
                    Set<Integer> there = new HashSet<>();
                    List<BsonDocument> missing = new ArrayList<>();
                    for (int i = 0; i < command.documents().size(); i++) {
                        BsonDocument document = command.documents().get(i);
                        if (keys.take(document)) {
                            missing.add(document);
                        } else {
                            there.add(i);
                        }
                    }
                    Mono<List<@Nullable Object[]>> rows = Mono.fromSupplier(() -> rowsWithout(there));
                    return missing.isEmpty()
                            ? rows
                            : Mono.from(collections.insert(command.collection(), missing, new InsertManyOptions()))
                                    .then(rows);
                }));
    }

    private Mono<List<@Nullable Object[]>> insertUnordered() {
        InsertManyOptions options = new InsertManyOptions().ordered(false);
        return Mono.from(collections.insert(command.collection(), command.documents(), options))
                .thenReturn(rowsWithout(Set.of()))
                .onErrorResume(MongoBulkWriteException.class, this::withoutDuplicates);
    }

    private Mono<List<@Nullable Object[]>> withoutDuplicates(MongoBulkWriteException error) {
        if (!Errors.duplicate(error)) {
            return Mono.error(error);
        }
        Set<Integer> there =
                error.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
        return Mono.just(rowsWithout(there));
    }

    private List<@Nullable Object[]> rowsWithout(Set<Integer> left) {
        return IntStream.range(0, command.documents().size())
                .filter(i -> !left.contains(i))
                .mapToObj(i -> row(i, command.documents().get(i)))
                .toList();
    }

    private Mono<List<@Nullable Object[]>> insertAbsent() {
        return Mono.from(collections.write(command.collection(), models(), new BulkWriteOptions().ordered(false)))
                .map(result -> {
                    Set<Integer> there = new HashSet<>();
                    IntStream.range(0, command.documents().size()).forEach(there::add);
                    result.getUpserts().stream().map(BulkWriteUpsert::getIndex).forEach(there::remove);
                    return rowsWithout(there);
                });
    }

    private List<WriteModel<BsonDocument>> models() {
        UpdateOptions options = new UpdateOptions().upsert(true);
        return command.upserts().stream()
                .<WriteModel<BsonDocument>>map(
                        upsert -> new UpdateOneModel<>(upsert.filter(), upsert.update(), options))
                .toList();
    }

    private Mono<List<@Nullable Object[]>> upsert() {
        if (command.upserts().get(0).version() != null) {
            return Flux.range(0, command.upserts().size())
                    .concatMap(this::counted)
                    .collectList();
        }
        if (command.upserts().size() == 1) {
            InsertCommand.Upsert only = command.upserts().get(0);
            FindOneAndUpdateOptions options =
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
            return Mono.from(collections.findAndUpdate(command.collection(), only.filter(), only.update(), options))
                    .map(stored -> List.<@Nullable Object[]>of(row(0, stored)));
        }
        Mono<?> written = Mono.from(collections.write(command.collection(), models(), new BulkWriteOptions()));
        return command.returning().isEmpty() ? written.thenReturn(rowsWithout(Set.of())) : written.then(stored());
    }

    /** A version counts up from what is there, and a new document has the one that is given: two different writes. */
    private Mono<@Nullable Object[]> counted(int index) {
        InsertCommand.Upsert upsert = command.upserts().get(index);
        BsonDocument change = upsert.update().clone();
        change.remove("$setOnInsert");
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        BsonDocument document = command.documents().get(index);
        Mono<BsonDocument> inserted =
                there(document).flatMap(there -> there ? Mono.<BsonDocument>empty() : inserted(upsert, document));
        return Mono.from(collections.findAndUpdate(command.collection(), upsert.filter(), change, options))
                .switchIfEmpty(inserted)
                .map(stored -> row(index, stored));
    }

    private Mono<BsonDocument> inserted(InsertCommand.Upsert upsert, BsonDocument document) {
        return Mono.from(collections.insert(command.collection(), List.of(document), new InsertManyOptions()))
                .thenReturn(document)
                .onErrorResume(Errors::duplicate, error -> stale(upsert, error));
    }

    /** Asked only in a transaction, which a duplicate would end: whether the document is there in another version. */
    private Mono<Boolean> there(BsonDocument document) {
        if (collections.session() == null) {
            return Mono.just(false);
        }
        BsonDocument match = new BsonDocument("$match", new TakenKeys(unique).anyOf(List.of(document)));
        return Flux.from(collections.documents(command.collection(), List.of(match)))
                .hasElements();
    }

    /** A document with the key is there in another version: it stays as it is. Without a version asked for, it came just now. */
    private static Mono<BsonDocument> stale(InsertCommand.Upsert upsert, Throwable error) {
        String version = upsert.version();
        boolean versioned = version != null && upsert.filter().containsKey(version);
        return versioned ? Mono.empty() : Mono.error(error);
    }

    private Mono<List<@Nullable Object[]>> stored() {
        List<BsonValue> keys = new ArrayList<>();
        command.upserts().forEach(upsert -> keys.add(upsert.filter()));
        BsonDocument match = new BsonDocument("$match", new BsonDocument("$or", new BsonArray(keys)));
        SameDocuments filters = SameDocuments.of(
                command.upserts().stream().map(InsertCommand.Upsert::filter).toList());
        return Flux.from(collections.documents(command.collection(), List.of(match)))
                .map(stored -> row(filters.position(stored), stored))
                .collectList();
    }

    /** The values as stored, which may be less exact than those given, or none that Java has. */
    private @Nullable Object[] row(int document, BsonDocument stored) {
        try {
            return values(document, stored);
        } catch (InvalidValueException e) {
            throw Unreadable.written(e, collections.session() != null);
        }
    }

    private @Nullable Object[] values(int document, BsonDocument stored) {
        List<@Nullable Object> row = new ArrayList<>();
        if (command.positioned()) {
            row.add(document < 0 ? null : command.positions().get(document));
        }
        for (AnswerField column : command.returning()) {
            BsonValue value = stored.get(column.field());
            row.add(value == null ? null : column.type().fromBson(value));
        }
        return row.toArray();
    }
}

package dev.relata.mongo.internal.exec;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.mongo.internal.command.LinkCommand;
import dev.relata.mongo.internal.command.LinkCommand.Action;
import dev.relata.mongo.internal.command.LinkCommand.Change;
import dev.relata.mongo.internal.command.LinkCommand.Write;
import dev.relata.mongo.internal.value.Equality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends changes of arrays of ids, and works out how many links came or went: from the array as it was just before. Immutable. */
final class IdArrayWriter {

    private final DriverCollections collections;
    private final LinkCommand command;
    private final String label;

    IdArrayWriter(DriverCollections collections, LinkCommand command, String label) {
        this.collections = collections;
        this.command = command;
        this.label = label;
    }

    Mono<Long> send() {
        return command.changes().isEmpty()
                ? pullThoseRead()
                : Flux.fromIterable(command.changes()).concatMap(this::send).reduce(0L, Long::sum);
    }

    private Mono<Long> send(Change change) {
        List<Write> writes = command.writes(change);
        return change.one() ? sendOne(change, writes.get(0)) : sendMany(writes);
    }

    /** The document before the write says which ids are new, or were there. */
    private Mono<Long> sendOne(Change change, Write write) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions()
                .returnDocument(ReturnDocument.BEFORE)
                .projection(new BsonDocument(command.field(), new BsonInt32(1)));
        Mono<Long> changed = Mono.from(
                        collections.findAndUpdate(command.collection(), write.filter(), write.update(), options))
                .map(before -> changed(change, before));
        return change.action() == Action.ADD ? changed.switchIfEmpty(Mono.error(this::ownerMissing)) : changed;
    }

    private long changed(Change change, BsonDocument before) {
        Set<Object> there = canonical(before.getArray(command.field(), new BsonArray()));
        Set<Object> given = canonical(change.ids());
        return switch (change.action()) {
            case ADD -> given.stream().filter(id -> !there.contains(id)).count();
            case PULL -> given.stream().filter(there::contains).count();
            case KEEP -> there.stream().filter(id -> !given.contains(id)).count();
        };
    }

    private static Set<Object> canonical(List<BsonValue> ids) {
        return ids.stream().map(Equality::canonical).collect(Collectors.toSet());
    }

    private ConstraintViolationException ownerMissing() {
        return new ConstraintViolationException(
                label + ": there is no document in " + command.collection() + " to keep the links in; insert it first",
                Reason.FOREIGN_KEY,
                null,
                command.collection() + "." + command.field(),
                null);
    }

    /** Each update takes one id out, so that a link goes with each document that changes. */
    private Mono<Long> sendMany(List<Write> writes) {
        return bulk(writes.stream()
                .<WriteModel<BsonDocument>>map(write -> new UpdateManyModel<>(write.filter(), write.update()))
                .toList());
    }

    private Mono<Long> bulk(List<WriteModel<BsonDocument>> writes) {
        return Mono.from(collections.write(command.collection(), writes, new BulkWriteOptions().ordered(false)))
                .map(result -> (long) result.getModifiedCount());
    }

    private Mono<Long> pullThoseRead() {
        return Flux.from(collections.documents(command.collection(), command.links()))
                .collectList()
                .flatMap(links ->
                        links.isEmpty() ? Mono.just(0L) : bulk(pulls(links)).thenReturn((long) links.size()));
    }

    private List<WriteModel<BsonDocument>> pulls(List<BsonDocument> links) {
        Map<BsonValue, List<BsonValue>> byOwner = new LinkedHashMap<>();
        links.forEach(link -> byOwner.computeIfAbsent(link.get("_id"), any -> new ArrayList<>())
                .add(link.get(command.field())));
        List<WriteModel<BsonDocument>> pulls = new ArrayList<>();
        byOwner.forEach((owner, ids) -> pulls.add(new UpdateOneModel<>(
                new BsonDocument("_id", owner),
                new BsonDocument("$pullAll", new BsonDocument(command.field(), new BsonArray(ids))))));
        return pulls;
    }
}

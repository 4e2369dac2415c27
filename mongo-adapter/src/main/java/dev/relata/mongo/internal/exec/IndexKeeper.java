package dev.relata.mongo.internal.exec;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import dev.relata.mongo.internal.query.IndexSpec;
import dev.relata.mongo.internal.query.Indexes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates the indexes of a collection before its first write, once, for without them nothing is unique. Thread-safe.
 */
public final class IndexKeeper {

    private static final int NOT_SUPPORTED_ON_VIEW = 166;

    private final Commands commands;
    private final Indexes indexes;
    private final boolean enabled;
    private final Map<String, Mono<Void>> created = new ConcurrentHashMap<>();

    /**
     * Makes a keeper.
     *
     * @param commands where indexes are created, outside any session
     * @param indexes what the model asks for
     * @param enabled whether collections get them before their first write
     */
    public IndexKeeper(Commands commands, Indexes indexes, boolean enabled) {
        this.commands = commands;
        this.indexes = indexes;
        this.enabled = enabled;
    }

    /**
     * Creates the indexes of a collection where this has not been done.
     *
     * @param collection the collection
     * @return completes when they are there
     */
    public Mono<Void> ready(String collection) {
        return enabled
                ? created.computeIfAbsent(
                        collection,
                        any -> create(any, indexes.of(any))
                                .cache(
                                        done -> Duration.ofNanos(Long.MAX_VALUE),
                                        error -> Duration.ZERO,
                                        () -> Duration.ofNanos(Long.MAX_VALUE)))
                : Mono.empty();
    }

    /**
     * Answers what no two documents of a collection share.
     *
     * @param collection the collection
     * @return the fields of each unique key, {@code _id} first
     */
    public List<List<String>> unique(String collection) {
        List<List<String>> keys = new ArrayList<>(List.of(List.of("_id")));
        indexes.of(collection).stream()
                .filter(IndexSpec::unique)
                .map(IndexSpec::fields)
                .forEach(keys::add);
        return keys;
    }

    /**
     * Creates the indexes of every collection where this has not been done. A transaction that writes begins with it: an
     * index cannot be created while a transaction has its collection open, not even by that transaction.
     *
     * @return completes when they are there
     */
    public Mono<Void> allReady() {
        return Flux.fromIterable(indexes.all().keySet()).concatMap(this::ready).then();
    }

    /**
     * Creates all indexes of the model; those that are there stay.
     *
     * @return completes when they are there
     */
    public Mono<Void> createAll() {
        return Flux.fromIterable(indexes.all().entrySet())
                .concatMap(entry -> create(entry.getKey(), entry.getValue()))
                .then();
    }

    private Mono<Void> create(String collection, List<IndexSpec> specs) {
        if (specs.isEmpty()) {
            return Mono.empty();
        }
        List<IndexModel> models = specs.stream().map(IndexKeeper::model).toList();
        return commands.reports()
                .control(
                        collection,
                        "db." + collection + ".createIndexes",
                        Flux.from(commands.collections().createIndexes(collection, models))
                                .onErrorComplete(IndexKeeper::isOfView)
                                .then());
    }

    private static boolean isOfView(Throwable error) {
        return error instanceof MongoCommandException refused && refused.getErrorCode() == NOT_SUPPORTED_ON_VIEW;
    }

    private static IndexModel model(IndexSpec spec) {
        BsonDocument keys = new BsonDocument();
        spec.fields().forEach(field -> keys.put(field, new BsonInt32(1)));
        IndexOptions options = new IndexOptions().name(spec.name()).unique(spec.unique());
        if (spec.unique() && !spec.optional().isEmpty()) {
            return new IndexModel(keys, absentAllowed(spec, options));
        }
        return new IndexModel(keys, options);
    }

    /** A sparse index of several fields holds documents that have any of them; a partial one those that have all. */
    private static IndexOptions absentAllowed(IndexSpec spec, IndexOptions options) {
        if (spec.fields().size() == 1) {
            return options.sparse(true);
        }
        BsonDocument there = new BsonDocument();
        spec.optional().forEach(field -> there.put(field, new BsonDocument("$exists", BsonBoolean.TRUE)));
        return options.partialFilterExpression(there);
    }
}

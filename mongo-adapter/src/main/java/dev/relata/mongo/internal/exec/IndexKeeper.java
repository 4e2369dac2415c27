package dev.relata.mongo.internal.exec;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import dev.relata.mongo.internal.command.IndexSpec;
import dev.relata.mongo.internal.query.Indexes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.BsonDocument;
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
                        any -> create(any)
                                .cache(
                                        done -> Duration.ofNanos(Long.MAX_VALUE),
                                        error -> Duration.ZERO,
                                        () -> Duration.ofNanos(Long.MAX_VALUE)))
                : Mono.empty();
    }

    /**
     * Returns the unique keys of a collection.
     *
     * @param collection the collection
     * @return the fields of each unique key, {@code _id} first
     */
    public List<List<String>> unique(String collection) {
        Stream<List<String>> unique =
                indexes.of(collection).stream().filter(IndexSpec::unique).map(IndexSpec::fields);
        return Stream.concat(Stream.of(List.of("_id")), unique).toList();
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
        return Flux.fromIterable(indexes.all().keySet()).concatMap(this::create).then();
    }

    private Mono<Void> create(String collection) {
        List<IndexModel> models =
                indexes.of(collection).stream().map(IndexKeeper::model).toList();
        if (models.isEmpty()) {
            return Mono.empty();
        }
        return commands.control(
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
        IndexOptions options =
                new IndexOptions().name(spec.name()).unique(spec.unique()).sparse(spec.sparse());
        BsonDocument filter = spec.partialFilter();
        return new IndexModel(spec.key(), filter == null ? options : options.partialFilterExpression(filter));
    }
}

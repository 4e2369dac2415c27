package dev.relata.mongo.internal.exec;

import dev.relata.mongo.internal.schema.LiveCollection;
import dev.relata.mongo.internal.schema.SchemaCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks a database for its collections and changes them, outside any session. Thread-safe; every answer is cold. */
public final class Catalogue {

    private static final String LABEL = "schema";

    private final Commands commands;
    private final Map<String, Boolean> isView = new ConcurrentHashMap<>();

    /**
     * Makes a catalogue.
     *
     * @param commands where commands outside any session are sent
     */
    public Catalogue(Commands commands) {
        this.commands = commands;
    }

    /**
     * Returns the names of all collections; one command.
     *
     * @return the names
     */
    public Mono<Set<String>> names() {
        return options().map(Map::keySet);
    }

    /**
     * Returns some collections as they are; one command, and one for each of them.
     *
     * @param wanted their names
     * @return those that are there, by name
     */
    public Mono<Map<String, LiveCollection>> live(Set<String> wanted) {
        return options()
                .flatMap(there -> Flux.fromIterable(there.entrySet())
                        .filter(entry -> wanted.contains(entry.getKey()))
                        .concatMap(entry -> indexed(entry.getKey(), entry.getValue()))
                        .collectMap(LiveCollection::name));
    }

    /**
     * Finds the views among some names; one command where one of them is not known yet. A name that is not there is
     * taken for a collection's, since the first write makes one.
     *
     * @param wanted the names
     * @return those that are views
     */
    public Mono<Set<String>> views(Set<String> wanted) {
        return Mono.defer(() -> isView.keySet().containsAll(wanted) ? Mono.empty() : options())
                .doOnNext(there -> wanted.forEach(name -> isView.put(name, isView(there.get(name)))))
                .then(Mono.fromSupplier(() -> wanted.stream()
                        .filter(name -> isView.getOrDefault(name, false))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    private static boolean isView(@Nullable BsonDocument options) {
        return options != null && options.containsKey("viewOn");
    }

    private Mono<Map<String, BsonDocument>> options() {
        Mono<Map<String, BsonDocument>> sent = Flux.from(
                        commands.collections().database().listCollections(BsonDocument.class))
                .collectMap(
                        collection ->
                                collection.getString("name", new BsonString("")).getValue(),
                        collection -> collection.getDocument("options", new BsonDocument()));
        return commands.control(LABEL, "db.getCollectionInfos()", sent);
    }

    /** A view has no indexes to list. */
    private Mono<LiveCollection> indexed(String name, BsonDocument options) {
        if (isView(options)) {
            return Mono.just(new LiveCollection(name, options, List.of()));
        }
        Mono<LiveCollection> sent = Flux.from(
                        commands.collections().database().getCollection(name).listIndexes(BsonDocument.class))
                .collectList()
                .map(indexes -> new LiveCollection(name, options, indexes));
        return commands.control(LABEL, "db." + name + ".getIndexes()", sent);
    }

    /**
     * Sends a command.
     *
     * @param command the command
     * @return completes when it is done
     */
    public Mono<Void> send(SchemaCommand command) {
        Mono<BsonDocument> sent =
                Mono.from(commands.collections().database().runCommand(command.document(), BsonDocument.class));
        return commands.control(LABEL + " of " + command.collection(), command.text(), sent)
                .then();
    }
}

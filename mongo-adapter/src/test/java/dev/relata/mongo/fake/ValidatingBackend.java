package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * mongo-java-server with validators, which it forgets by itself: they are kept, answered by {@code listCollections}, and asked
 * about documents that are inserted. A collection becomes a view by {@code collMod} with {@code viewOn}: it keeps its documents,
 * which is what it shows. Thread-safe.
 */
public class ValidatingBackend extends MemoryBackend {

    private final Map<String, Document> validators = new ConcurrentHashMap<>();
    private final Map<String, Document> views = new ConcurrentHashMap<>();

    /** Makes one without any collection. */
    public ValidatingBackend() {}

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        String name = database + "." + query.get(command);
        switch (command) {
            case "create" -> {
                Document answer = super.handleCommand(channel, database, command, query);
                keep(name, query);
                return answer;
            }
            case "collMod" -> {
                if (resolveDatabase(database).resolveCollection(String.valueOf(query.get(command)), false) == null) {
                    throw new MongoServerError(26, "NamespaceNotFound", "ns does not exist: " + name);
                }
                keep(name, query);
                return ErrorTranslation.ok();
            }
            case "listCollections" -> {
                return described(database, super.handleCommand(channel, database, command, query));
            }
            case "dropDatabase" -> validators.keySet().removeIf(key -> key.startsWith(database + "."));
            case "drop" -> validators.remove(name);
            case "insert" -> {
                Document refused = refused(name, query);
                return refused == null ? super.handleCommand(channel, database, command, query) : refused;
            }
            case "update" -> {
                if (PipelineUpdates.any(query)) {
                    return PipelineUpdates.answer(this, database, String.valueOf(query.get(command)), query);
                }
            }
            default -> {}
        }
        return super.handleCommand(channel, database, command, query);
    }

    boolean isView(String database, Object name) {
        return views.containsKey(database + "." + name);
    }

    private void keep(String name, Document query) {
        if (query.get("validator") instanceof Document validator) {
            validators.put(name, validator.cloneDeeply());
        }
        if (query.get("viewOn") instanceof String source) {
            views.put(name, new Document("viewOn", source).append("pipeline", List.of()));
        }
    }

    @SuppressWarnings("unchecked")
    private Document described(String database, Document answer) {
        Document cursor = (Document) answer.getOrDefault("cursor", new Document());
        for (Document collection : (Iterable<Document>) cursor.getOrDefault("firstBatch", List.of())) {
            Document validator = validators.get(database + "." + collection.get("name"));
            if (validator != null) {
                collection.put("options", new Document("validator", validator));
            }
            Document view = views.get(database + "." + collection.get("name"));
            if (view != null) {
                collection.append("type", "view").put("options", view);
            }
        }
        return answer;
    }

    /** The error of the first document that its collection's validator does not take, or null. */
    @SuppressWarnings("unchecked")
    @Nullable
    Document refused(String name, Document query) {
        Document validator = validators.get(name);
        if (validator == null) {
            return null;
        }
        List<Document> errors = new ArrayList<>();
        int index = 0;
        for (Document row : (Iterable<Document>) query.getOrDefault("documents", List.of())) {
            String problem = JsonSchema.problem((Document) validator.getOrDefault("$jsonSchema", new Document()), row);
            if (problem != null && errors.isEmpty()) {
                errors.add(new Document("index", index)
                        .append("code", 121)
                        .append("errmsg", "Document failed validation: " + problem));
            }
            index++;
        }
        return errors.isEmpty() ? null : ErrorTranslation.ok().append("n", 0).append("writeErrors", errors);
    }
}

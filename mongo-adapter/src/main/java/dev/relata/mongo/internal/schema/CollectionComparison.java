package dev.relata.mongo.internal.schema;

import dev.relata.mongo.internal.command.IndexSpec;
import dev.relata.mongo.internal.command.ShellText;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Compares the collections that a model asks for with those that are there, by structure: names of indexes do not count, and
 * indexes that the model does not know are left alone. Immutable.
 */
public final class CollectionComparison {

    private final List<ExpectedCollection> expected;
    private final Map<List<String>, String> references;

    /**
     * Makes a comparison.
     *
     * @param expected what the model asks for
     * @param references for the collection and fields of a key that refers, the relationship that goes by it
     */
    public CollectionComparison(List<ExpectedCollection> expected, Map<List<String>, String> references) {
        this.expected = List.copyOf(expected);
        this.references = Map.copyOf(references);
    }

    /**
     * Compares.
     *
     * @param live the collections that are there, by name
     * @return every difference, in the order of the model; empty where they agree
     */
    public List<SchemaDifference> with(Map<String, LiveCollection> live) {
        List<SchemaDifference> differences = new ArrayList<>();
        for (ExpectedCollection collection : expected) {
            LiveCollection there = live.get(collection.name());
            if (there == null) {
                differences.add(missing(collection));
            } else if (!there.isView() && !collection.readOnly()) {
                new ValidatorComparison(collection, there, differences).run();
                collection.indexes().forEach(index -> compare(collection, index, there, differences));
            }
        }
        return List.copyOf(differences);
    }

    private static SchemaDifference missing(ExpectedCollection collection) {
        return new SchemaDifference(
                Kind.MISSING_TABLE,
                collection.name(),
                "",
                collection.name() + ": the collection is missing, where the rows of " + collection.entity()
                        + " belong: create it with its validator and indexes, or give the model another name for it");
    }

    private void compare(
            ExpectedCollection collection, IndexSpec index, LiveCollection there, List<SchemaDifference> differences) {
        if (index.unique()) {
            String problem = uniqueness(index, there.unique(index.fields()), collection.entity());
            if (problem != null) {
                differences.add(difference(Kind.UNIQUE_KEY, index, problem));
            }
        } else if (!there.serves(index.fields())) {
            List<String> key = new ArrayList<>(List.of(collection.name()));
            key.addAll(index.fields());
            String relationship = references.getOrDefault(key, collection.entity());
            differences.add(difference(
                    Kind.INDEX,
                    index,
                    "there is no index that begins with this key of " + relationship
                            + ", so that every lookup reads the whole collection: create one"));
        }
    }

    private static @Nullable String uniqueness(IndexSpec index, List<BsonDocument> there, String entity) {
        if (there.isEmpty()) {
            return "there is no unique index, " + entity + " says that no two documents share these values: create it";
        }
        return there.stream().anyMatch(live -> sameDocuments(index, live))
                ? null
                : "the unique index holds other documents than it should (" + ShellText.text(there.get(0)) + "), for "
                        + (index.optional().isEmpty()
                                ? "all have these fields: make it neither sparse nor partial"
                                : "some lack " + String.join(", ", index.optional())
                                        + " and are not alike for that: make it sparse or partial");
    }

    /** Whether an index leaves out just the documents that lack what may be missing. */
    private static boolean sameDocuments(IndexSpec index, BsonDocument live) {
        boolean sparse = LiveCollection.truthy(live.get("sparse"));
        BsonDocument partial = live.getDocument("partialFilterExpression", new BsonDocument());
        if (index.optional().isEmpty()) {
            return !sparse && partial.isEmpty();
        }
        return index.fields().size() == 1 && sparse
                || !partial.isEmpty() && partial.keySet().containsAll(index.optional());
    }

    private static SchemaDifference difference(Kind kind, IndexSpec index, String problem) {
        String fields = String.join(", ", index.fields());
        return new SchemaDifference(
                kind, index.collection(), fields, index.collection() + "(" + fields + "): " + problem);
    }
}

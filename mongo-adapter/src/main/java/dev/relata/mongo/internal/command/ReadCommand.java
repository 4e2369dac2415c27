package dev.relata.mongo.internal.command;

import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A read, translated. Immutable.
 *
 * <p>A read of one collection that neither looks up nor computes is a {@code find}; its stages are then at most one each of
 * {@code $match}, {@code $sort}, {@code $skip}, {@code $limit} and {@code $project}, in this order. Everything else is an
 * aggregation.
 *
 * @param collection the collection it starts in
 * @param find whether it is a find
 * @param stages the stages
 * @param keys the fields that hold the key of the owner whose row it is; empty where there is one owner, or none
 * @param columns the fields that are answered, in the request's order
 * @param given whether the stages are the user's own, so that any value in them may be one of a row
 * @param whenNone what is answered where no document is, or null for nothing
 */
public record ReadCommand(
        String collection,
        boolean find,
        List<BsonDocument> stages,
        List<String> keys,
        List<AnswerField> columns,
        boolean given,
        @Nullable List<@Nullable Object> whenNone)
        implements MongoCommand {

    /** Copies the lists. */
    public ReadCommand {
        stages = List.copyOf(stages);
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
    }

    /**
     * Returns the argument of a stage.
     *
     * @param name the stage's name, such as {@code $match}
     * @return the argument of the first such stage, or null where there is none
     */
    public @Nullable BsonValue stage(String name) {
        for (BsonDocument stage : stages) {
            if (stage.containsKey(name)) {
                return stage.get(name);
            }
        }
        return null;
    }

    @Override
    public String explain() {
        return find ? findText() : aggregateText();
    }

    private String findText() {
        StringBuilder text = new StringBuilder("db.").append(collection).append(".find(");
        BsonValue filter = stage("$match");
        text.append(filter == null ? "{}" : ShellText.text(filter));
        BsonValue projection = stage("$project");
        text.append(projection == null ? ")" : ", " + ShellText.text(projection) + ")");
        for (String name : List.of("sort", "skip", "limit")) {
            BsonValue argument = stage("$" + name);
            if (argument != null) {
                text.append('.')
                        .append(name)
                        .append('(')
                        .append(ShellText.text(argument))
                        .append(')');
            }
        }
        return text.toString();
    }

    private String aggregateText() {
        return "db." + collection + ".aggregate("
                + stages.stream().map(ShellText::text).collect(Collectors.joining(", ", "[", "]")) + ")";
    }

    @Override
    public String shape() {
        return "db." + collection + (find ? ".find" : ".aggregate")
                + (given ? ShellText.hidden(new BsonArray(stages)) : ShellText.shape(stages));
    }
}

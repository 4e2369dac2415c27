package dev.relata.mongo.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Small words of the language that commands are written in. Stateless. */
public final class Documents {

    /** The number 1. */
    public static final BsonInt32 ONE = new BsonInt32(1);
    /** The number 0. */
    public static final BsonInt32 ZERO = new BsonInt32(0);

    private Documents() {}

    /** A document with one field. */
    public static BsonDocument of(String name, BsonValue value) {
        return new BsonDocument(name, value);
    }

    /** A text. */
    public static BsonString text(String text) {
        return new BsonString(text);
    }

    /** The value of a field, in an expression. */
    public static BsonString value(String field) {
        return new BsonString("$" + field);
    }

    /** The value of a variable, in an expression. */
    public static BsonString variable(String name) {
        return new BsonString("$$" + name);
    }

    /** A whole number. */
    public static BsonInt64 number(long number) {
        return new BsonInt64(number);
    }

    /** An array of values. */
    public static BsonArray array(BsonValue... values) {
        return new BsonArray(List.of(values));
    }

    /** An array of the values in a list. */
    public static BsonArray array(List<? extends BsonValue> values) {
        return new BsonArray(values);
    }

    /** All of the conditions: one document where no field is asked for twice. */
    public static BsonDocument and(List<BsonDocument> conditions) {
        List<BsonDocument> asking =
                conditions.stream().filter(condition -> !condition.isEmpty()).toList();
        BsonDocument merged = new BsonDocument();
        for (BsonDocument condition : asking) {
            boolean apart = condition.keySet().stream().noneMatch(merged::containsKey);
            if (!apart) {
                return of("$and", array(asking));
            }
            merged.putAll(condition);
        }
        return merged;
    }

    /** Names with a number: {@code k0}, {@code k1}, … */
    public static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Some names with the values of some fields. */
    public static BsonDocument values(List<String> names, List<String> fields) {
        BsonDocument document = new BsonDocument();
        for (int i = 0; i < names.size(); i++) {
            document.put(names.get(i), value(fields.get(i)));
        }
        return document;
    }

    /** Two lists as one. */
    public static <T> List<T> concat(List<? extends T> one, List<? extends T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** A value that is neither null nor missing, as an expression. */
    public static BsonDocument present(BsonValue expression) {
        return of("$gt", array(expression, BsonNull.VALUE));
    }

    /** The document in a field of another, which gets an empty one where it has none. */
    public static BsonDocument part(BsonDocument update, String name) {
        return update.computeIfAbsent(name, any -> new BsonDocument()).asDocument();
    }

    /** Some fields of the sub-document that {@code $group} makes its id. */
    public static List<String> inId(List<String> names) {
        return names.stream().map(name -> "_id." + name).toList();
    }
}

package dev.relata.mongo.internal.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Small words of the language that commands are written in. Stateless. */
final class Documents {

    static final BsonInt32 ONE = new BsonInt32(1);
    static final BsonInt32 ZERO = new BsonInt32(0);

    private Documents() {}

    static BsonDocument of(String name, BsonValue value) {
        return new BsonDocument(name, value);
    }

    static BsonString text(String text) {
        return new BsonString(text);
    }

    /** The value of a field, in an expression. */
    static BsonString value(String field) {
        return new BsonString("$" + field);
    }

    /** The value of a variable, in an expression. */
    static BsonString variable(String name) {
        return new BsonString("$$" + name);
    }

    static BsonInt64 number(long number) {
        return new BsonInt64(number);
    }

    static BsonArray array(BsonValue... values) {
        return new BsonArray(List.of(values));
    }

    static BsonArray array(List<? extends BsonValue> values) {
        return new BsonArray(values);
    }

    /** All of the conditions: one document where no field is asked for twice. */
    static BsonDocument and(List<BsonDocument> conditions) {
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
    static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Some names with the values of some fields. */
    static BsonDocument values(List<String> names, List<String> fields) {
        BsonDocument document = new BsonDocument();
        for (int i = 0; i < names.size(); i++) {
            document.put(names.get(i), value(fields.get(i)));
        }
        return document;
    }

    /** Two lists as one. */
    static <T> List<T> concat(List<? extends T> one, List<? extends T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** A value that is neither null nor missing, as an expression. */
    static BsonDocument present(BsonValue expression) {
        return of("$gt", array(expression, org.bson.BsonNull.VALUE));
    }
}

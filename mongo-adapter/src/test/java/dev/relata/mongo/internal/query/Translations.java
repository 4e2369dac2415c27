package dev.relata.mongo.internal.query;

import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;

import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What requests become, for tests. */
final class Translations {

    static final MongoRenderer RENDERER =
            new MongoRenderer(new BsonMappings(JsonMapper.builder().build()));

    private Translations() {}

    static String explain(Select select) {
        return RENDERER.select(select).explain();
    }

    /** All rows of a query. */
    static String rows(Query query) {
        return explain(Select.rows("", query));
    }

    /** The filter of a find, for a condition that needs nothing but the document. */
    static String filter(Class<?> record, Predicate predicate) {
        String find = rows(query(record).where(predicate));
        String start = "db." + query(record).type().table() + ".find(";
        if (!find.startsWith(start)) {
            throw new AssertionError("no find: " + find);
        }
        return find.substring(start.length(), find.length() - 1);
    }

    /** The stages before the projection of the id alone. */
    static String stages(Class<?> record, Query query) {
        String id = query(record).type().id().get(0).name();
        String text = explain(Select.of("", query, List.of(path(record, id))));
        return text.substring(0, text.lastIndexOf(", {$project"));
    }
}

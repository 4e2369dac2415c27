package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.value;

import dev.relata.metamodel.EntityType;
import dev.relata.model.Aggregation;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Sorting. MongoDB takes a missing value for the smallest; where it must lie elsewhere, its place is a field. Stateless. */
final class Orders {

    private Orders() {}

    /**
     * One term of a sort.
     *
     * @param field what is sorted by
     * @param optional whether it may be missing
     * @param direction the direction
     * @param nulls where missing ones go
     */
    private record OrderTerm(String field, boolean optional, Direction direction, Nulls nulls) {

        static OrderTerm of(String field, EntityType<?> type, Ordering ordering) {
            boolean optional = optional(type, ordering.by());
            return new OrderTerm(field, optional, ordering.direction(), ordering.nulls());
        }

        private static boolean optional(EntityType<?> type, Expression by) {
            if (by instanceof Path path) {
                return !path.steps().isEmpty() || Fields.optional(type, path.attribute());
            }
            Aggregate aggregate = by instanceof RelatedValue related ? related.aggregate() : null;
            return aggregate == null || aggregate.function() != Aggregation.Function.COUNT;
        }

        private boolean needsPlace() {
            Nulls natural = direction == Direction.ASC ? Nulls.FIRST : Nulls.LAST;
            return optional && nulls != natural;
        }
    }

    /** Sorts by values of rows. */
    static void sort(StageLevel level, List<Ordering> order) {
        sort(level, order, by -> level.field((RowValue) by));
    }

    /** Sorts by fields that stand for what is ordered by. */
    static void sort(StageLevel level, List<Ordering> order, Function<Expression, String> field) {
        if (order.isEmpty()) {
            return;
        }
        List<OrderTerm> terms = order.stream()
                .map(term -> OrderTerm.of(field.apply(term.by()), level.type(), term))
                .toList();
        BsonDocument places = new BsonDocument();
        BsonDocument sort = new BsonDocument();
        for (OrderTerm term : terms) {
            if (term.needsPlace()) {
                String place = level.rendering().name("_n");
                places.put(place, place(term));
                sort.put(place, Documents.ONE);
            }
            sort.putIfAbsent(term.field(), new BsonInt32(term.direction() == Direction.ASC ? 1 : -1));
        }
        if (!places.isEmpty()) {
            level.add(of("$addFields", places));
        }
        level.add(of("$sort", sort));
    }

    private static BsonDocument place(OrderTerm term) {
        BsonInt32 there = new BsonInt32(term.nulls() == Nulls.LAST ? 0 : 1);
        BsonInt32 missing = new BsonInt32(term.nulls() == Nulls.LAST ? 1 : 0);
        return of("$cond", array(Documents.present(value(term.field())), there, missing));
    }
}

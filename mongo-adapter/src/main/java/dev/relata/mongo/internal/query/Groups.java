package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.value;

import dev.relata.model.Aggregation.Function;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What of each group is answered: values over its rows, and those it is grouped by. */
final class Groups {

    private static final String COUNT_OF = "n_";

    private final StageLevel level;
    private final Select select;
    private final List<String> groups;
    private final List<String> columns;

    Groups(StageLevel level, Select select, List<String> groups, List<String> columns) {
        this.level = level;
        this.select = select;
        this.groups = groups;
        this.columns = columns;
    }

    /** Whether a sum of 64 bits could be too small for its values; MongoDB would go on with a floating number, in means too. */
    private static boolean wide(Class<?> type) {
        return type == Long.class;
    }

    BsonDocument accumulators() {
        BsonDocument accumulators = new BsonDocument();
        for (int i = 0; i < columns.size(); i++) {
            if (select.columns().get(i) instanceof Aggregate aggregate) {
                add(accumulators, columns.get(i), aggregate);
            }
        }
        return accumulators;
    }

    private void add(BsonDocument accumulators, String column, Aggregate aggregate) {
        RowValue over = aggregate.operand();
        if (over == null) {
            accumulators.put(column, of("$sum", Documents.ONE));
            return;
        }
        BsonValue operand = operand(aggregate.function(), value(level.field(over)), over.valueClass());
        if (aggregate.distinct()) {
            accumulators.put(column, of("$addToSet", operand));
            return;
        }
        accumulators.put(column, accumulator(aggregate.function(), operand));
        if (aggregate.function() == Function.SUM) {
            accumulators.put(COUNT_OF + column, of("$sum", oneIfPresent(operand)));
        }
    }

    private static BsonValue operand(Function function, BsonValue value, Class<?> type) {
        boolean added = function == Function.SUM || function == Function.AVG;
        return added && wide(type) ? of("$multiply", array(value, RowValues.DECIMAL_ONE)) : value;
    }

    private static BsonDocument accumulator(Function function, BsonValue operand) {
        return switch (function) {
            case COUNT -> of("$sum", oneIfPresent(operand));
            case SUM -> of("$sum", operand);
            case MIN -> of("$min", operand);
            case MAX -> of("$max", operand);
            case AVG -> of("$avg", operand);
        };
    }

    private static BsonDocument oneIfPresent(BsonValue operand) {
        return of("$cond", array(Documents.present(operand), Documents.ONE, Documents.ZERO));
    }

    BsonDocument projection() {
        BsonDocument projection = new BsonDocument();
        for (int i = 0; i < columns.size(); i++) {
            projection.put(
                    columns.get(i), projected(columns.get(i), select.columns().get(i)));
        }
        return projection;
    }

    private BsonValue projected(String column, Expression expression) {
        if (!(expression instanceof Aggregate aggregate)) {
            return value("_id." + groups.get(select.groupBy().indexOf((RowValue) expression)));
        }
        BsonValue answer = aggregate.distinct() && aggregate.operand() != null
                ? ofSet(aggregate, value(column))
                : ofGroup(aggregate, column);
        return aggregate.function() == Function.AVG ? of("$toDouble", answer) : answer;
    }

    private static BsonValue ofGroup(Aggregate aggregate, String column) {
        return aggregate.function() == Function.SUM
                ? orNull(of("$gt", array(value(COUNT_OF + column), Documents.ZERO)), value(column))
                : value(column);
    }

    private static BsonValue ofSet(Aggregate aggregate, BsonValue set) {
        BsonDocument values = of("$setDifference", array(set, new BsonArray(List.of(BsonNull.VALUE))));
        BsonDocument size = of("$size", values);
        return switch (aggregate.function()) {
            case COUNT -> size;
            case SUM -> orNull(of("$gt", array(size, Documents.ZERO)), of("$sum", values));
            case MIN -> of("$min", values);
            case MAX -> of("$max", values);
            case AVG -> of("$avg", values);
        };
    }

    private static BsonDocument orNull(BsonDocument condition, BsonValue value) {
        return of("$cond", array(condition, value, BsonNull.VALUE));
    }

    /** What is answered over no rows at all, for which MongoDB makes no group. */
    List<@Nullable Object> overNothing() {
        List<@Nullable Object> values = new ArrayList<>();
        for (Expression column : select.columns()) {
            boolean count = column instanceof Aggregate aggregate && aggregate.function() == Function.COUNT;
            values.add(count ? 0L : null);
        }
        return values;
    }
}

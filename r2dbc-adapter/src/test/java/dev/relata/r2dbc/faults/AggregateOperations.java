package dev.relata.r2dbc.faults;

import static dev.relata.model.Aggregates.sum;
import static dev.relata.r2dbc.faults.Operation.read;

import dev.relata.Relata;
import dev.relata.query.Grouping;
import dev.relata.query.Selection;
import dev.relata.r2dbc.faults.Goods.Line;
import java.util.List;

/** Aggregates of all lines, and of the lines of each product. */
record AggregateOperations(Relata relata) {

    private Selection<Line> lines() {
        return relata.from(Line.class);
    }

    private Grouping<Line, Long> grouped() {
        return lines().group(Line::productId);
    }

    List<Operation> all() {
        return List.of(
                read("sum", () -> lines().sum(Line::amount)),
                read("min", () -> lines().min(Line::amount)),
                read("max", () -> lines().max(Line::amount)),
                read("avg", () -> lines().avg(Line::amount)),
                read("countDistinct", () -> lines().countDistinct(Line::productId)),
                read("aggregate", () -> lines().aggregate(sum(Line::amount))),
                read("group count", () -> grouped().count()),
                read("group countDistinct", () -> grouped().countDistinct(Line::orderId)),
                read("group sum", () -> grouped().sum(Line::amount)),
                read("group min", () -> grouped().min(Line::amount)),
                read("group max", () -> grouped().max(Line::amount)),
                read("group avg", () -> grouped().avg(Line::amount)),
                read("group aggregate", () -> grouped().aggregate(sum(Line::amount))));
    }
}

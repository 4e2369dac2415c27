package dev.relata.r2dbc.faults;

import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.r2dbc.faults.Operation.read;

import dev.relata.Relata;
import dev.relata.export.Csv;
import dev.relata.export.JsonArray;
import dev.relata.export.Ndjson;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Event;
import dev.relata.r2dbc.faults.Goods.Line;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.OrderView;
import dev.relata.r2dbc.faults.Goods.Product;
import java.util.List;

/** Reads by a cursor. */
record StreamOperations(Relata relata) {

    List<Operation> all() {
        Customer customer = new Customer(3L, "customer 3", 3, 1);
        return List.of(
                read(
                        "iterate",
                        () -> relata.from(Line.class).orderBy(asc(Line::id)).iterate()),
                read("iterate a table", () -> relata.from(Event.class).iterate()),
                read(
                        "iterate in small fetches",
                        () -> relata.from(Line.class).orderBy(asc(Line::id)).iterate(Iteration.fetchSize(50))),
                read(
                        "iterate slowly",
                        () -> relata.from(Line.class)
                                .iterate(Iteration.fetchSize(50))
                                .limitRate(10)),
                read(
                        "iterate and take",
                        () -> relata.from(Line.class)
                                .iterate(Iteration.fetchSize(50))
                                .take(120)),
                read("iterate in parallel", () -> relata.from(Event.class).iterate(Iteration.parallel(3))),
                read("iterate, resumable", () -> relata.from(Line.class).iterate(Iteration.resumable())),
                read(
                        "iterate a relationship",
                        () -> relata.on(customer, Customer.LINES).iterate()),
                read(
                        "iterate links",
                        () -> relata.on(customer, Customer.FAVOURITES).links().iterate()),
                read(
                        "iterateGraphs",
                        () -> relata.from(Order.class)
                                .fetch(
                                        Order.LINES,
                                        lines -> lines.fetch(Line.PRODUCT, products -> products.fetch(Product.TAGS)))
                                .iterateGraphs()),
                read(
                        "iterateGraphs in small chunks",
                        () -> relata.from(Order.class).fetch(Order.LINES).iterateGraphs(Iteration.fetchSize(25))),
                read(
                        "iterate views",
                        () -> relata.from(Order.class).into(OrderView.class).iterate()),
                read(
                        "iterate sql",
                        () -> R2dbcStore.sql(relata, "SELECT * FROM lines").iterate(Line.class)),
                read("NDJSON", () -> Ndjson.of(relata.from(Line.class))),
                read(
                        "NDJSON of graphs",
                        () -> Ndjson.of(relata.from(Order.class)
                                .where(Order::id, lt(100L))
                                .fetch(Order.LINES)
                                .iterateGraphs())),
                read("CSV", () -> Csv.of(relata.from(Line.class))),
                read("JSON array", () -> JsonArray.of(relata.from(Line.class))));
    }
}

package dev.relata.r2dbc.faults;

import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.r2dbc.faults.Operation.read;
import static dev.relata.r2dbc.faults.Operation.write;

import dev.relata.Relata;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Line;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.Product;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lookups that go together, and look-ahead. */
record ScopeOperations(Relata relata) {

    private Mono<Product> productOf(Line line) {
        return relata.on(line, Line.PRODUCT).get();
    }

    List<Operation> all() {
        Line seventh = new Line(7L, 8, 8, 0);
        return List.of(
                read(
                        "batched lookups",
                        () -> relata.from(Order.class)
                                .all()
                                .flatMap(order ->
                                        relata.on(order, Order.CUSTOMER).get())
                                .as(relata::batched)),
                read(
                        "batched lookups of lookups",
                        () -> relata.from(Line.class)
                                .iterate(Iteration.fetchSize(200))
                                .flatMap(line -> relata.on(line, Line.PRODUCT).get())
                                .flatMap(product ->
                                        relata.on(product, Product.TAGS).all())
                                .as(relata::batched)),
                read(
                        "batched counts",
                        () -> relata.from(Order.class)
                                .all()
                                .flatMap(order -> relata.on(order, Order.LINES).count())
                                .as(relata::batched)),
                read(
                        "several streams of a scope",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::id))
                                .iterate(Iteration.fetchSize(50))
                                .zipWith(relata.from(Line.class)
                                        .orderBy(asc(Line::id))
                                        .iterate(Iteration.fetchSize(50)))
                                .as(relata::batched)),
                write(
                        "a write in a scope",
                        () -> relata.from(Customer.class)
                                .iterate(Iteration.fetchSize(20))
                                .take(3)
                                .concatMap(customer -> relata.on(customer, Customer.ORDERS)
                                        .all()
                                        .collectList())
                                .then(relata.update(new Customer(9L, "customer 9", 99, 1)))
                                .as(relata::batched)),
                read(
                        "with",
                        () -> relata.from(Line.class)
                                .iterate(Iteration.fetchSize(100))
                                .transform(relata.batching().with(Line.PRODUCT, (line, product) -> product.name()))),
                read(
                        "with many",
                        () -> Flux.range(1, 100)
                                .map(id -> new Order((long) id, 1, "open"))
                                .transform(relata.batching().with(Order.LINES, (order, lines) -> lines.size()))),
                read(
                        "prefetch",
                        () -> relata.from(Order.class)
                                .prefetch(Order.LINES)
                                .iterate(Iteration.fetchSize(50))
                                .flatMap(order -> relata.on(order, Order.LINES).all())
                                .as(relata::batched)),
                read(
                        "refresh",
                        () -> productOf(seventh)
                                .then(relata.batching().refresh(Line.PRODUCT, seventh))
                                .then(productOf(seventh))
                                .as(relata::batched)),
                read(
                        "prime",
                        () -> relata.from(Product.class)
                                .first()
                                .flatMap(product -> relata.batching().prime(product))
                                .then(productOf(seventh))
                                .as(relata::batched)),
                read(
                        "statistics",
                        () -> productOf(seventh)
                                .then(relata.batching().statistics())
                                .as(relata::batched)),
                read(
                        "outside",
                        () -> relata.from(Line.class)
                                .where(Line::id, lt(20L))
                                .all()
                                .flatMap(each -> relata.batching().outside(productOf(each)))
                                .as(relata::batched)),
                read(
                        "lookAhead",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::id))
                                .lookAhead()
                                .iterate(Iteration.fetchSize(50))
                                .concatMap(order ->
                                        relata.on(order, Order.LINES).all().collectList())
                                .as(relata::batched)),
                read(
                        "lookAhead of rows at hand",
                        () -> Flux.range(1, 100)
                                .map(id -> new Order((long) id, 1 + id % 40, "open"))
                                .as(relata.batching()::lookAhead)
                                .concatMap(order ->
                                        relata.on(order, Order.CUSTOMER).get())
                                .as(relata::batched)));
    }
}

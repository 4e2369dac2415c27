package dev.relata.r2dbc.faults;

import static dev.relata.model.Sort.asc;
import static dev.relata.r2dbc.faults.Operation.write;

import dev.relata.Relata;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Line;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.Tag;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pipelines in transactions. */
record TransactionOperations(Relata relata) {

    List<Operation> all() {
        Customer customer = new Customer(3L, "customer 3", 3, 1);
        return List.of(
                write(
                        "transactional",
                        () -> relata.insert(new Tag(null, "a"))
                                .then(relata.update(customer.withPoints(50)))
                                .as(relata::transactional)),
                write(
                        "transactional, nested",
                        () -> relata.insert(new Tag(null, "a"))
                                .then(relata.insert(new Tag(null, "b"))
                                        .then(relata.delete(customer))
                                        .as(relata::transactional))
                                .then(relata.insert(new Tag(null, "c")))
                                .as(relata::transactional)),
                write(
                        "transactional, an inner one undone",
                        () -> relata.insert(new Tag(null, "a"))
                                .then(relata.insert(new Tag(null, "b"))
                                        .then(Mono.<Tag>error(new IllegalStateException("undo")))
                                        .as(relata::transactional)
                                        .onErrorResume(IllegalStateException.class, undone -> Mono.empty()))
                                .then(relata.insert(new Tag(null, "c")))
                                .as(relata::transactional)),
                write(
                        "transactional with a stream",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::id))
                                .iterate(Iteration.fetchSize(50))
                                .take(120)
                                .flatMap(order -> relata.on(order, Order.LINES).count())
                                .reduce(0L, Long::sum)
                                .flatMap(sum -> relata.insert(new Tag(null, "sum " + sum)))
                                .as(relata::transactional)),
                write(
                        "transactional, several at once",
                        () -> Flux.range(0, 8)
                                .flatMap(i -> relata.insert(new Line(null, 5, 1 + i, i)))
                                .as(relata::transactional)),
                write(
                        "transactional with bulk",
                        () -> relata.bulk()
                                .insert(IntStream.range(0, 600)
                                        .mapToObj(i -> new Line(null, 5, 1 + i % 30, i))
                                        .toList())
                                .then(relata.from(Line.class).count())
                                .as(relata::transactional)));
    }
}

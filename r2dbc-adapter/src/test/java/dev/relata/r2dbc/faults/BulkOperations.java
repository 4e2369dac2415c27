package dev.relata.r2dbc.faults;

import static dev.relata.r2dbc.faults.Operation.write;

import dev.relata.Relata;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Line;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.Tag;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;

/** Writes of many rows. */
record BulkOperations(Relata relata) {

    private static final Bulk<Object> CHUNKS = Bulk.chunkSize(60);

    private static List<Line> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Line(null, 5, 1 + i % 30, i))
                .toList();
    }

    private static List<Order> orders() {
        return LongStream.rangeClosed(1, 200)
                .mapToObj(i -> new Order(i, 1 + i % 40, "late"))
                .toList();
    }

    List<Operation> all() {
        Customer customer = new Customer(3L, "customer 3", 3, 1);
        return List.of(
                write("bulk insert", () -> relata.bulk().insert(lines(100))),
                write("bulk insert by COPY", () -> relata.bulk().insert(lines(1500))),
                write("bulk insert in chunks", () -> relata.bulk(CHUNKS).insert(lines(300))),
                write(
                        "bulk insert of a publisher",
                        () -> relata.bulk(CHUNKS).insert(Line.class, Flux.fromIterable(lines(300)))),
                write(
                        "bulk insert, conflicts ignored",
                        () -> relata.bulk(Bulk.chunkSize(5).<Tag>onConflict(OnConflict.ignore(Tag::text)))
                                .insert(IntStream.range(1, 20)
                                        .mapToObj(i -> new Tag(null, "tag " + i))
                                        .toList())),
                write("bulk update", () -> relata.bulk().update(orders())),
                write("bulk update in chunks", () -> relata.bulk(CHUNKS).update(orders())),
                write(
                        "bulk update of a publisher",
                        () -> relata.bulk(CHUNKS).update(Order.class, Flux.fromIterable(orders()))),
                write("bulk upsert", () -> relata.bulk(CHUNKS).upsert(orders())),
                write("bulk delete", () -> relata.bulk().delete(orders().subList(20, 60))),
                write(
                        "createMany",
                        () -> relata.on(customer, Customer.ORDERS)
                                .createMany(
                                        IntStream.range(0, 200)
                                                .mapToObj(i -> new Order(null, 3, "new " + i))
                                                .toList(),
                                        CHUNKS)),
                write(
                        "createMany of a publisher",
                        () -> relata.on(customer, Customer.ORDERS)
                                .createMany(Flux.range(0, 200).map(i -> new Order(null, 3, "new " + i)), CHUNKS)),
                write(
                        "createManyCount",
                        () -> relata.on(customer, Customer.ORDERS)
                                .createManyCount(Flux.range(0, 700).map(i -> new Order(null, 3, "new " + i)))),
                write(
                        "addMany of children",
                        () -> relata.on(customer, Customer.ORDERS).addMany(orders().subList(50, 90))));
    }
}

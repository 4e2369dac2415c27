package dev.relata.r2dbc.faults;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.r2dbc.faults.Operation.read;

import dev.relata.Relata;
import dev.relata.query.Explain;
import dev.relata.query.Recursion;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.faults.Goods.Category;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Favourite;
import dev.relata.r2dbc.faults.Goods.Line;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.OrderView;
import dev.relata.r2dbc.faults.Goods.PointsOfState;
import dev.relata.r2dbc.faults.Goods.Product;
import java.util.List;
import reactor.core.publisher.Mono;

/** Reads that answer whole. */
record ReadOperations(Relata relata) {

    List<Operation> all() {
        Customer customer = new Customer(3L, "customer 3", 3, 1);
        Order order = new Order(5L, 6, "open");
        Line line = new Line(7L, 8, 8, 0);
        Category root = new Category(1L, null, "category 1");
        return List.of(
                read("find", () -> relata.find(Customer.class, 3L)),
                read("to-one get", () -> relata.on(line, Line.PRODUCT).get()),
                read("has-one get", () -> relata.on(customer, Customer.CARD).get()),
                read("to-many all", () -> relata.on(order, Order.LINES).all()),
                read(
                        "to-many first",
                        () -> relata.on(order, Order.LINES)
                                .orderBy(desc(Line::id))
                                .first()),
                read("to-many count", () -> relata.on(order, Order.LINES).count()),
                read("to-many exists", () -> relata.on(order, Order.LINES).exists()),
                read(
                        "to-many page",
                        () -> relata.on(order, Order.LINES)
                                .orderBy(asc(Line::id))
                                .page(2)),
                read(
                        "to-many of a Mono",
                        () -> relata.on(Mono.just(order), Order.LINES).all()),
                read(
                        "through all",
                        () -> relata.on(customer, Customer.FAVOURITES).all()),
                read(
                        "through links",
                        () -> relata.on(customer, Customer.FAVOURITES).links().all()),
                read(
                        "links first",
                        () -> relata.on(customer, Customer.FAVOURITES).links().first()),
                read(
                        "links count",
                        () -> relata.on(customer, Customer.FAVOURITES).links().count()),
                read(
                        "links exists",
                        () -> relata.on(customer, Customer.FAVOURITES).links().exists()),
                read(
                        "links explain",
                        () -> relata.on(customer, Customer.FAVOURITES).links().explain(Explain.analyze())),
                read(
                        "links page",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .links()
                                .orderBy(asc(Favourite::productId))
                                .page(2)),
                read(
                        "has-many-through all",
                        () -> relata.on(customer, Customer.LINES).all()),
                read("onKey", () -> relata.onKey(Order.LINES, 5L).all()),
                read("load", () -> relata.load(List.of(order, order.withState("x")), Order.LINES)),
                read(
                        "all",
                        () -> relata.from(Order.class)
                                .where(Order::customerId, gt(10L))
                                .all()),
                read(
                        "first",
                        () -> relata.from(Order.class).orderBy(desc(Order::id)).first()),
                read(
                        "one",
                        () -> relata.from(Customer.class)
                                .where(Customer::name)
                                .eq("customer 9")
                                .one()),
                read("count", () -> relata.from(Order.class).count()),
                read("exists", () -> relata.from(Order.class).exists()),
                read(
                        "page",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::state))
                                .page(20)),
                read(
                        "pages",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::state))
                                .page(90)
                                .expand(page -> page.next()
                                        .map(next -> relata.from(Order.class)
                                                .orderBy(asc(Order::state))
                                                .page(90, next))
                                        .orElse(Mono.empty()))),
                read("ids", () -> relata.from(Order.class).ids()),
                read("values", () -> relata.from(Order.class).values(Order::state)),
                read("group", () -> relata.from(Order.class).group(Order::state).into(PointsOfState.class, count())),
                read(
                        "whereUnder",
                        () -> relata.from(Category.class)
                                .whereUnder(Category.PARENT, root)
                                .all()),
                read(
                        "graphs",
                        () -> relata.from(Order.class)
                                .where(Order::id, lt(40L))
                                .fetch(Order.CUSTOMER)
                                .fetch(
                                        Order.LINES,
                                        lines -> lines.fetch(Line.PRODUCT, products -> products.fetch(Product.TAGS)))
                                .graphs()),
                read(
                        "graphs of links",
                        () -> relata.from(Customer.class)
                                .fetchLinks(Customer.FAVOURITES)
                                .graphs()),
                read(
                        "graphs of a tree",
                        () -> relata.from(Category.class)
                                .where(Category::id, lt(3L))
                                .fetch(Category.CHILDREN, Recursion.toEnd())
                                .graphs()),
                read(
                        "firstGraph",
                        () -> relata.from(Order.class).fetch(Order.LINES).firstGraph()),
                read(
                        "oneGraph",
                        () -> relata.from(Order.class)
                                .where(Order::id)
                                .eq(9L)
                                .fetch(Order.LINES)
                                .oneGraph()),
                read(
                        "pageGraphs",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::id))
                                .fetch(Order.LINES)
                                .pageGraphs(20)),
                read(
                        "views",
                        () -> relata.from(Order.class).into(OrderView.class).all()),
                read(
                        "view first",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::id))
                                .into(OrderView.class)
                                .first()),
                read(
                        "view one",
                        () -> relata.from(Order.class)
                                .where(Order::id)
                                .eq(9L)
                                .into(OrderView.class)
                                .one()),
                read(
                        "view explain",
                        () -> relata.from(Order.class).into(OrderView.class).explain(Explain.analyze())),
                read(
                        "view page",
                        () -> relata.from(Order.class)
                                .orderBy(asc(Order::id))
                                .into(OrderView.class)
                                .page(20)),
                read("integrity validate", () -> relata.integrity().validate(new Order(null, 3, "new"))),
                read("deletePlan", () -> relata.deletePlan(customer)),
                read(
                        "deletePlan of a selection",
                        () -> relata.from(Customer.class)
                                .where(Customer::id, lt(9L))
                                .deletePlan()),
                read(
                        "explain",
                        () -> relata.from(Order.class).fetch(Order.LINES).explain()),
                read(
                        "explain analyze",
                        () -> relata.from(Order.class).fetch(Order.LINES).explain(Explain.analyze())),
                read(
                        "explain a pipeline",
                        () -> relata.explain(relata.on(order, Order.LINES).all(), Explain.plans())),
                read(
                        "sql",
                        () -> R2dbcStore.sql(relata, "SELECT * FROM orders WHERE customer_id > $1", 10L)
                                .all(Order.class)),
                read(
                        "sql one",
                        () -> R2dbcStore.sql(relata, "SELECT * FROM orders WHERE id = $1", 10L)
                                .one(Order.class)),
                read(
                        "sql values",
                        () -> R2dbcStore.sql(relata, "SELECT state FROM orders").values(String.class)));
    }
}

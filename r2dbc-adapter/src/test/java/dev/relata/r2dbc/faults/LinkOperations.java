package dev.relata.r2dbc.faults;

import static dev.relata.model.Assignment.set;
import static dev.relata.r2dbc.faults.Operation.write;

import dev.relata.Relata;
import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import dev.relata.r2dbc.faults.Goods.Card;
import dev.relata.r2dbc.faults.Goods.Category;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Favourite;
import dev.relata.r2dbc.faults.Goods.Line;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.Product;
import dev.relata.r2dbc.faults.Goods.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;

/** Changes of relationships. */
record LinkOperations(Relata relata) {

    private static Product product(long id) {
        return new Product(id, "product " + id, (int) id * 10, id);
    }

    /** Its parent is the one that the shop is filled with. */
    private static Category category(long id) {
        return new Category(id, id / 2, "category " + id);
    }

    private static Assignment<Favourite> stars(int stars) {
        return set(Favourite::stars, stars);
    }

    private static Tag tag(long id) {
        return new Tag(id, "tag " + id);
    }

    private static List<Tag> tags() {
        return LongStream.rangeClosed(3, 12).mapToObj(LinkOperations::tag).toList();
    }

    List<Operation> all() {
        Customer customer = new Customer(3L, "customer 3", 3, 1);
        Order order = new Order(5L, 6, "open");
        Line line = new Line(7L, 8, 8, 0);
        return List.of(
                write("to-one set", () -> relata.on(line, Line.PRODUCT).set(product(20))),
                write(
                        "to-one clear",
                        () -> relata.on(product(4), Product.CATEGORY).clear()),
                write("has-one set", () -> relata.on(customer, Customer.CARD).set(new Card(25L, 25L, "card 25"))),
                write(
                        "has-one create",
                        () -> relata.on(new Customer(35L, "customer 35", 35, 1), Customer.CARD)
                                .create(new Card(null, 35L, "fresh"))),
                write("has-one clear", () -> relata.on(customer, Customer.CARD).clear()),
                write("create a child", () -> relata.on(order, Order.LINES).create(new Line(null, 5, 9, 77))),
                write(
                        "getOrCreate a child",
                        () -> relata.on(category(4), Category.PRODUCTS)
                                .getOrCreate(new Product(null, "fresh", 1, 4L), Product::name)),
                write(
                        "updateOrCreate a child",
                        () -> relata.on(category(4), Category.PRODUCTS)
                                .updateOrCreate(new Product(null, "product 4", 1, 4L), Product::name)),
                write(
                        "remove a child",
                        () -> relata.on(category(3), Category.CHILDREN).remove(category(6))),
                write(
                        "removeMany of children",
                        () -> relata.on(category(3), Category.CHILDREN).removeMany(List.of(category(6), category(7)))),
                write(
                        "set children",
                        () -> relata.on(category(3), Category.CHILDREN)
                                .set(List.of(category(7), category(30), category(31)))),
                write(
                        "clear children",
                        () -> relata.on(category(3), Category.CHILDREN).clear()),
                write("add a child", () -> relata.on(customer, Customer.ORDERS).add(order)),
                write(
                        "moveAll",
                        () -> relata.on(customer, Customer.ORDERS).moveAll(new Customer(4L, "customer 4", 4, 1))),
                write(
                        "create a linked row",
                        () -> relata.on(product(1), Product.TAGS).create(new Tag(null, "linked"))),
                write("add a link", () -> relata.on(product(1), Product.TAGS).add(tag(9))),
                write("addIds", () -> relata.on(product(1), Product.TAGS).addIds(8L, 9L)),
                write("addMany links", () -> relata.on(product(1), Product.TAGS).addMany(tags())),
                write(
                        "addMany of a publisher",
                        () -> relata.on(product(1), Product.TAGS)
                                .addMany(Flux.fromIterable(tags()), Bulk.chunkSize(3))),
                write("remove a link", () -> relata.on(product(1), Product.TAGS).remove(tag(3))),
                write("removeIds", () -> relata.on(product(1), Product.TAGS).removeIds(2L, 3L)),
                write("remove links", () -> relata.on(product(1), Product.TAGS).removeMany(tags())),
                write("set links", () -> relata.on(product(1), Product.TAGS).set(tags())),
                write("setIds", () -> relata.on(product(1), Product.TAGS).setIds(1L, 9L)),
                write("clear links", () -> relata.on(product(1), Product.TAGS).clear()),
                write(
                        "add a link at a place",
                        () -> relata.on(customer, Customer.WISHES).addAt(product(9), 1)),
                write("move a link", () -> relata.on(customer, Customer.WISHES).move(product(5), 0)),
                write(
                        "add a link with data",
                        () -> relata.on(customer, Customer.FAVOURITES).add(product(9), stars(5))),
                write(
                        "addMany links with data",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .addMany(Map.of(product(8), stars(5), product(9), stars(1)))),
                write(
                        "addIds with data",
                        () -> relata.on(customer, Customer.FAVOURITES).addIds(Map.of(8L, stars(5), 9L, stars(1)))),
                write(
                        "addLinks",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .addLinks(Flux.range(6, 9).map(id -> new Link<>(product(id), stars(id))))),
                write(
                        "addLinksById",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .addLinksById(Flux.range(6, 9).map(id -> new Link<>((long) id, stars(id))))),
                write(
                        "put a link with data",
                        () -> relata.on(customer, Customer.FAVOURITES).put(product(9), stars(5))),
                write(
                        "putMany links with data",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .putMany(Map.of(product(1), stars(5), product(9), stars(1)))),
                write(
                        "putIds with data",
                        () -> relata.on(customer, Customer.FAVOURITES).putIds(Map.of(1L, stars(5), 9L, stars(1)))),
                write(
                        "putLinks",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .putLinks(Flux.range(4, 9).map(id -> new Link<>(product(id), stars(id))))),
                write(
                        "putLinksById",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .putLinksById(Flux.range(4, 9).map(id -> new Link<>((long) id, stars(id))))),
                write(
                        "setIds with data",
                        () -> relata.on(customer, Customer.FAVOURITES).setIds(Map.of(1L, stars(5), 9L, stars(1)))),
                write(
                        "set links with data",
                        () -> relata.on(customer, Customer.FAVOURITES)
                                .set(Map.of(product(1), stars(5), product(9), stars(1)))),
                write(
                        "update links",
                        () -> relata.on(customer, Customer.FAVOURITES).links().update(stars(1))),
                write(
                        "delete links",
                        () -> relata.on(customer, Customer.FAVOURITES).links().deleteAll()));
    }
}

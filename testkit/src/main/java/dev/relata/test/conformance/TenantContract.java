package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Tenancy.CUSTOMERS;
import static dev.relata.test.conformance.Tenancy.LINES;
import static dev.relata.test.conformance.Tenancy.ORDERS;
import static dev.relata.test.conformance.Tenancy.PRODUCTS;
import static dev.relata.test.conformance.Tenancy.TENANT;
import static dev.relata.test.conformance.Tenancy.category;
import static dev.relata.test.conformance.Tenancy.customer;
import static dev.relata.test.conformance.Tenancy.line;
import static dev.relata.test.conformance.Tenancy.order;
import static dev.relata.test.conformance.Tenancy.product;
import static dev.relata.test.conformance.Tenancy.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.export.Ndjson;
import dev.relata.query.Bulk;
import dev.relata.query.Iteration;
import dev.relata.query.OnConflict;
import dev.relata.query.Page;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Tenancy.Card;
import dev.relata.test.conformance.Tenancy.Category;
import dev.relata.test.conformance.Tenancy.Country;
import dev.relata.test.conformance.Tenancy.Customer;
import dev.relata.test.conformance.Tenancy.Favourite;
import dev.relata.test.conformance.Tenancy.Line;
import dev.relata.test.conformance.Tenancy.Order;
import dev.relata.test.conformance.Tenancy.OrderView;
import dev.relata.test.conformance.Tenancy.PointsOfState;
import dev.relata.test.conformance.Tenancy.Product;
import dev.relata.test.conformance.Tenancy.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Every kind of request over a model whose records are distributed by their tenant: each statement names the tenant, and no row of another
 * one is read or changed.
 */
public interface TenantContract extends StoreUnderTest {

    private void tenant(Consumer<Tenancy> requests) {
        Tenancy tenancy = Tenancy.opened(this);
        Map<Class<?>, List<?>> before = tenancy.ofOther();
        requests.accept(tenancy);
        assertThat(tenancy.ofOther()).isEqualTo(before);
    }

    private static Selection<Order> orders(Relata relata) {
        return relata.from(Order.class).where(Order::tenantId).eq(TENANT);
    }

    private static Selection<Customer> customers(Relata relata) {
        return relata.from(Customer.class).where(Customer::tenantId).eq(TENANT);
    }

    private static Selection<Line> lines(Relata relata) {
        return relata.from(Line.class).where(Line::tenantId).eq(TENANT);
    }

    /** By ids, by relationships of each kind, and of many owners at once. */
    @Test
    @org.junit.jupiter.api.Tag("S250")
    @Requires(Capability.SCHEMA)
    default void lookupsNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(relata.find(Customer.class, List.of(TENANT, 3L))).answers(customer(3));
            tenants.observe(relata.on(line(5), Line.PRODUCT).get()).answers(product(6));
            tenants.observe(relata.on(order(3), Order.COUNTRY).get()).answers(new Country("at", "Austria"));
            tenants.observe(relata.on(customer(2), Customer.CARD).get()).answers(new Card(TENANT, 2, 2L, "card 2"));
            tenants.observe(relata.on(order(2), Order.LINES)
                            .orderBy(asc(Line::id))
                            .all())
                    .answers(line(1), line(13));
            tenants.observe(relata.on(order(2), Order.LINES)
                            .orderBy(desc(Line::id))
                            .first())
                    .answers(line(13));
            tenants.observe(relata.on(order(2), Order.LINES).count()).answers(2L);
            tenants.observe(relata.on(order(2), Order.LINES).exists()).answers(true);
            assertThat(tenants.observe(relata.on(order(2), Order.LINES)
                                    .orderBy(asc(Line::id))
                                    .page(1))
                            .value()
                            .items())
                    .containsExactly(line(1));
            tenants.observe(relata.onKey(Order.LINES, List.of(TENANT, 2L))
                            .orderBy(asc(Line::id))
                            .all())
                    .answers(line(1), line(13));
            tenants.observe(relata.on(product(1), Product.TAGS).all()).answers(tag(1));
            tenants.observe(relata.on(product(1), Product.TAGS)
                            .where(Tag::text)
                            .eq("tag 2")
                            .all())
                    .answers();
            tenants.observe(relata.on(customer(2), Customer.FAVOURITES).all()).answers(product(2));
            tenants.observe(relata.on(customer(2), Customer.FAVOURITES).links().all())
                    .values();
            tenants.observe(relata.on(customer(2), Customer.LINES).count()).answers(6L);
            tenants.observe(relata.on(category(1), Category.CHILDREN)
                            .orderBy(asc(Category::id))
                            .all())
                    .answers(category(2), category(3));
            assertThat(tenants.observe(relata.load(List.of(line(1), line(2), line(3)), Line.PRODUCT))
                            .value())
                    .hasSize(3);
            assertThat(tenants.observe(relata.load(List.of(line(1), line(2)), Line.ORDER))
                            .value())
                    .hasSize(2);
        });
    }

    /** Single lookups that a scope makes one of. */
    @Test
    @org.junit.jupiter.api.Tag("S250")
    @Requires(Capability.SCHEMA)
    default void batchesNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(Flux.range(1, 6)
                            .flatMap(i -> relata.on(order(i), Order.LINES).all().collectList())
                            .as(relata::batched)
                            .map(List::size)
                            .reduce(0, Integer::sum))
                    .sends(1)
                    .answers(12);
            tenants.observe(Flux.range(1, 6)
                            .flatMap(i -> relata.on(order(i), Order.LINES).count())
                            .as(relata::batched)
                            .reduce(0L, Long::sum))
                    .sends(1)
                    .answers(12L);
            tenants.observe(Flux.range(1, CUSTOMERS)
                            .flatMap(i -> relata.on(customer(i), Customer.ORDERS)
                                    .orderBy(desc(Order::id))
                                    .limit(2)
                                    .all()
                                    .collectList())
                            .as(relata::batched)
                            .map(List::size))
                    .sends(1)
                    .answers(2, 2, 2, 2);
            tenants.observe(Flux.range(1, PRODUCTS)
                            .flatMap(i -> relata.on(product(i), Product.TAGS).all())
                            .as(relata::batched)
                            .count())
                    .sends(1)
                    .answers(2L);
            tenants.observe(Flux.range(1, PRODUCTS)
                            .flatMap(i -> relata.on(product(i), Product.TAGS).count())
                            .as(relata::batched))
                    .sends(1)
                    .answers(1L, 1L, 0L, 0L, 0L, 0L);
            tenants.observe(Flux.range(1, CUSTOMERS)
                            .flatMap(i ->
                                    relata.on(customer(i), Customer.CARD).get().hasElement())
                            .as(relata::batched))
                    .sends(1)
                    .answers(true, true, true, false);
            tenants.observe(Flux.range(1, CUSTOMERS)
                            .flatMap(i -> relata.on(customer(i), Customer.LINES)
                                    .orderBy(asc(Line::id))
                                    .first())
                            .as(relata::batched)
                            .count())
                    .sends(1)
                    .answers(4L);
        });
    }

    /** Selections that name the tenant, and all that follows from their rows. */
    @Test
    @org.junit.jupiter.api.Tag("S250")
    @Requires(Capability.SCHEMA)
    default void selectionsNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(orders(relata).count()).answers((long) ORDERS);
            tenants.observe(orders(relata).where(Order::id, gt(100L)).exists()).answers(false);
            tenants.observe(orders(relata).orderBy(desc(Order::id)).first()).answers(order(ORDERS));
            tenants.observe(customers(relata)
                            .where(Customer::name)
                            .eq("customer 2")
                            .one())
                    .answers(customer(2));
            tenants.observe(orders(relata).where(Order::id, lt(3L)).ids()).values();
            tenants.observe(orders(relata).orderBy(asc(Order::id)).limit(2).values(Order::state))
                    .answers("done", "open");
            tenants.observe(customers(relata).sum(Customer::points)).answers(10L);
            tenants.observe(orders(relata)
                            .group(Order::state)
                            .into(PointsOfState.class, count())
                            .sort(Comparator.comparing(PointsOfState::state)))
                    .answers(new PointsOfState("done", 6), new PointsOfState("open", 6));
            tenants.observe(orders(relata)
                            .where(
                                    Order.CUSTOMER,
                                    of -> of.where(Customer::name).eq("customer 1"))
                            .orderBy(asc(Order::id))
                            .ids())
                    .values();
            tenants.observe(orders(relata)
                            .where(Order.COUNTRY, of -> of.where(Country::name).eq("Austria"))
                            .count())
                    .answers(4L);
            tenants.observe(customers(relata)
                            .whereAny(Customer.LINES, of -> of.where(Line::amount, gt(20)))
                            .count())
                    .answers(4L);
            tenants.observe(relata.from(Product.class)
                            .where(Product::tenantId)
                            .eq(TENANT)
                            .whereAny(Product.TAGS, of -> of.where(Tag::text).eq("tag 2"))
                            .all())
                    .answers(product(2));
            Page<Order> first = tenants.observe(
                            orders(relata).orderBy(asc(Order::state)).page(5))
                    .value();
            Page<Order> next = tenants.observe(orders(relata)
                            .orderBy(asc(Order::state))
                            .page(5, first.next().orElseThrow()))
                    .value();
            assertThat(next.items()).hasSize(5).doesNotContainAnyElementsOf(first.items());
        });
    }

    /** Plans, views and trees. */
    @Test
    @org.junit.jupiter.api.Tag("S250")
    @Requires(Capability.SCHEMA)
    default void plansNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(orders(relata)
                            .orderBy(asc(Order::id))
                            .fetch(Order.CUSTOMER)
                            .fetch(Order.COUNTRY)
                            .fetch(Order.LINES, of -> of.fetch(Line.PRODUCT, to -> to.fetch(Product.TAGS)))
                            .graphs()
                            .map(graph -> graph.many(Order.LINES).size())
                            .reduce(0, Integer::sum))
                    .answers(LINES);
            tenants.observe(customers(relata)
                            .fetchLinks(Customer.FAVOURITES)
                            .graphs()
                            .count())
                    .answers((long) CUSTOMERS);
            tenants.observe(relata.from(Category.class)
                            .where(Category::tenantId)
                            .eq(TENANT)
                            .where(Category::id)
                            .eq(1L)
                            .fetch(Category.CHILDREN, Recursion.toEnd())
                            .graphs()
                            .count())
                    .answers(1L);
            tenants.observe(orders(relata).fetch(Order.LINES).firstGraph().map(graph -> 1))
                    .answers(1);
            tenants.observe(orders(relata).into(OrderView.class).all().count()).answers((long) ORDERS);
            tenants.observe(orders(relata)
                            .orderBy(asc(Order::id))
                            .fetch(Order.LINES)
                            .pageGraphs(5)
                            .map(page -> page.items().size()))
                    .answers(5);
            tenants.observe(relata.deletePlan(customer(1)).map(plan -> 1)).answers(1);
        });
    }

    /** Streams and exports. */
    @Test
    @org.junit.jupiter.api.Tag("S250")
    @Requires(Capability.SCHEMA)
    default void streamsNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(lines(relata)
                            .orderBy(asc(Line::id))
                            .iterate(Iteration.fetchSize(5))
                            .count())
                    .answers((long) LINES);
            tenants.observe(lines(relata).iterate(Iteration.resumable()).count())
                    .answers((long) LINES);
            tenants.observe(relata.on(customer(1), Customer.LINES).iterate().count())
                    .answers(6L);
            tenants.observe(relata.on(customer(1), Customer.FAVOURITES)
                            .links()
                            .iterate()
                            .count())
                    .answers(1L);
            tenants.observe(orders(relata)
                            .fetch(Order.LINES, of -> of.fetch(Line.PRODUCT))
                            .iterateGraphs(Iteration.fetchSize(5))
                            .count())
                    .answers((long) ORDERS);
            tenants.observe(orders(relata).into(OrderView.class).iterate().count())
                    .answers((long) ORDERS);
            tenants.observe(lines(relata)
                            .iterate()
                            .flatMap(line -> relata.on(line, Line.ORDER).get())
                            .as(relata::batched)
                            .count())
                    .answers((long) LINES);
            tenants.observe(Ndjson.of(lines(relata)).count()).values();
        });
    }

    /** Writes of one row, and of the rows of a selection. */
    @Test
    @org.junit.jupiter.api.Tag("S251")
    @Requires(Capability.SCHEMA)
    default void writesOfRowsNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(relata.insert(tag(9))).answers(tag(9));
            tenants.observe(relata.update(customer(3).withPoints(7)).map(Customer::points))
                    .answers(7);
            tenants.observe(relata.upsert(new Tag(TENANT, 9, "other"))).answers(new Tag(TENANT, 9, "other"));
            tenants.observe(relata.upsert(new Tag(TENANT, 10, "more"))).answers(new Tag(TENANT, 10, "more"));
            tenants.observe(relata.delete(new Tag(TENANT, 10, "more"))).answers(true);
            tenants.observe(orders(relata).where(Order::id, gt(10L)).update(set(Order::state, "late")))
                    .answers(2L);
            tenants.observe(orders(relata).where(Order::id, gt(11L)).deleteAll())
                    .answers(1L);
            tenants.observe(orders(relata).orderBy(asc(Order::id)).limit(1).update(set(Order::state, "first")))
                    .answers(1L);
            tenants.observe(orders(relata).orderBy(asc(Order::id)).limit(1).deleteAll())
                    .answers(1L);
            tenants.observe(relata.insert(tag(11))
                            .then(relata.insert(tag(12)).as(relata::transactional))
                            .then(customers(relata)
                                    .where(Customer::id)
                                    .eq(4L)
                                    .forUpdate()
                                    .one())
                            .as(relata::transactional))
                    .answers(customer(4));
        });
    }

    /** Deletes that go from row to row, and ids that change. */
    @Test
    @org.junit.jupiter.api.Tag("S251")
    @Requires({Capability.SCHEMA, Capability.FOREIGN_KEYS})
    default void cascadesNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(relata.from(Category.class)
                            .where(Category::tenantId)
                            .eq(TENANT)
                            .whereUnder(Category.PARENT, category(2))
                            .orderBy(asc(Category::id))
                            .all())
                    .answers(category(4), category(5));
            tenants.observe(relata.delete(customer(1))).answers(true);
            tenants.observe(orders(relata).count()).answers(9L);
            tenants.observe(relata.delete(product(2))).answers(true);
            tenants.observe(relata.delete(category(2))).answers(true);
            tenants.observe(relata.from(Category.class)
                            .where(Category::tenantId)
                            .eq(TENANT)
                            .count())
                    .answers(4L);
            tenants.observe(customers(relata).where(Customer::id, lt(3L)).deleteAll())
                    .answers(1L);
            tenants.observe(relata.bulk().delete(List.of(order(1), order(2), order(3), order(6))))
                    .values();
            tenants.observe(lines(relata).count()).values();
        });
    }

    /** An id that changes, with what refers to it. */
    @Test
    @org.junit.jupiter.api.Tag("S251")
    @Requires({Capability.SCHEMA, Capability.KEY_CHANGES})
    default void changesOfIdsNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(relata.changeId(customer(1), List.of(TENANT, 91L)).map(Customer::id))
                    .answers(91L);
            tenants.observe(relata.onKey(Customer.ORDERS, List.of(TENANT, 91L)).count())
                    .answers(3L);
            tenants.observe(relata.changeId(product(1), List.of(TENANT, 92L)).map(Product::id))
                    .answers(92L);
            tenants.observe(relata.onKey(Product.TAGS, List.of(TENANT, 92L)).all())
                    .answers(tag(1));
        });
    }

    /** Changes of relationships of each kind. */
    @Test
    @org.junit.jupiter.api.Tag("S251")
    @Requires(Capability.SCHEMA)
    default void changesOfLinksNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            tenants.observe(relata.on(line(7), Line.PRODUCT).set(product(3)).map(Line::productId))
                    .answers(3L);
            tenants.observe(relata.on(customer(4), Customer.CARD).create(new Card(TENANT, 9, null, "fresh")))
                    .value();
            tenants.observe(relata.on(customer(2), Customer.CARD).clear()).values();
            tenants.observe(relata.on(customer(2), Customer.CARD).set(new Card(TENANT, 2, null, "card 2")))
                    .values();
            tenants.observe(relata.on(order(5), Order.LINES).create(new Line(TENANT, 90, 5, 1, 5)))
                    .value();
            tenants.observe(relata.on(customer(1), Customer.ORDERS).add(order(5)))
                    .values();
            tenants.observe(relata.on(customer(1), Customer.ORDERS).moveAll(customer(2)))
                    .values();
            tenants.observe(relata.on(product(3), Product.TAGS).create(tag(20))).value();
            tenants.observe(relata.on(product(3), Product.TAGS).add(tag(1))).values();
            tenants.observe(relata.on(product(3), Product.TAGS).addMany(List.of(tag(2), tag(3))))
                    .answers(2L);
            tenants.observe(relata.on(product(3), Product.TAGS).removeMany(List.of(tag(2), tag(4))))
                    .answers(1L);
            tenants.observe(relata.on(product(3), Product.TAGS).set(List.of(tag(3), tag(4))))
                    .values();
            tenants.observe(relata.on(product(3), Product.TAGS)
                            .orderBy(asc(Tag::id))
                            .all())
                    .answers(tag(3), tag(4));
            tenants.observe(relata.on(product(3), Product.TAGS).clear()).values();
            tenants.observe(relata.on(product(3), Product.TAGS)
                            .add(new Tag(TENANT + 1, 1, "tag 1"))
                            .onErrorResume(RefusedException.class, refused -> Mono.empty()))
                    .answers();
            tenants.observe(relata.on(product(3), Product.TAGS).all()).answers();
            tenants.observe(relata.on(customer(1), Customer.FAVOURITES).put(product(3), set(Favourite::stars, 5)))
                    .values();
            tenants.observe(relata.on(customer(1), Customer.FAVOURITES)
                            .set(Map.of(product(3), set(Favourite::stars, 1), product(4), set(Favourite::stars, 2))))
                    .values();
            tenants.observe(relata.on(customer(1), Customer.FAVOURITES).links().update(set(Favourite::stars, 3)))
                    .answers(2L);
            tenants.observe(relata.on(customer(1), Customer.FAVOURITES).links().deleteAll())
                    .answers(2L);
        });
    }

    /** Bulk writes of each kind, also so many that they are copied. */
    @Test
    @org.junit.jupiter.api.Tag("S251")
    @Requires(Capability.SCHEMA)
    default void bulkWritesNameTheTenant() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            List<Line> few = LongStream.range(100, 150)
                    .mapToObj(i -> new Line(TENANT, i, 1 + i % ORDERS, 1, 1))
                    .toList();
            List<Line> many = LongStream.range(1000, 1700)
                    .mapToObj(i -> new Line(TENANT, i, 1 + i % ORDERS, 1, 1))
                    .toList();
            List<Order> changed = LongStream.rangeClosed(1, ORDERS)
                    .mapToObj(i -> order(i).withState("late"))
                    .toList();
            assertThat(tenants.observe(relata.bulk().insert(few)).values()).hasSize(50);
            assertThat(tenants.observe(relata.bulk().insert(many)).values()).hasSize(700);
            assertThat(tenants.observe(relata.bulk().update(changed)).values()).hasSize(ORDERS);
            assertThat(tenants.observe(relata.bulk().upsert(changed)).values()).hasSize(ORDERS);
            tenants.observe(relata.bulk(Bulk.chunkSize(5).<Tag>onConflict(OnConflict.ignore(Tag::tenantId, Tag::text)))
                            .insert(LongStream.range(1, 9)
                                    .mapToObj(i -> new Tag(TENANT, i + 30, "tag " + i))
                                    .toList()))
                    .values();
            tenants.observe(relata.bulk().delete(few)).answers(50L);
            tenants.observe(relata.on(customer(1), Customer.ORDERS)
                            .createMany(LongStream.range(200, 260)
                                    .mapToObj(i -> new Order(TENANT, i, 1, "new", "at"))
                                    .toList())
                            .count())
                    .answers(60L);
            tenants.observe(orders(relata).where(Order::state).eq("new").count())
                    .answers(60L);
        });
    }

    /** Locks of rows of several tenants. */
    @Test
    @org.junit.jupiter.api.Tag("S251")
    @Requires(Capability.SCHEMA)
    default void linksOfTwoTenantsAreRefused() {
        tenant(tenants -> {
            Relata relata = tenants.relata();
            Tag foreign = new Tag(TENANT + 1, 1, "tag 1");
            observe(relata.on(product(1), Product.TAGS).add(foreign))
                    .fails(RefusedException.class)
                    .hasMessageContaining("link rows that share it");
            observe(relata.on(product(1), Product.TAGS).addMany(List.of(tag(2), foreign)))
                    .fails(RefusedException.class);
            observe(relata.on(product(1), Product.TAGS).set(List.of(tag(2), foreign)))
                    .fails(RefusedException.class);
            observe(relata.on(product(1), Product.TAGS).addIds(List.of(TENANT + 1, 1L)))
                    .fails(RefusedException.class);
            observe(relata.on(product(1), Product.TAGS).create(new Tag(TENANT + 1, 99, "foreign")))
                    .fails(RefusedException.class);
            observe(relata.on(customer(1), Customer.FAVOURITES)
                            .put(new Product(TENANT + 1, 1, "product 1", 10), set(Favourite::stars, 5)))
                    .fails(RefusedException.class);
            observe(relata.on(product(1), Product.TAGS).all()).answers(tag(1));
        });
    }
}

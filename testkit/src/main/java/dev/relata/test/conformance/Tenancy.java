package dev.relata.test.conformance;

import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Distributed;
import dev.relata.model.HasManyThrough;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.OneToMany;
import dev.relata.model.Reference;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The rows of two tenants, whose ids are the same but for the tenant, and what is sent for requests of the first. Each statement has to
 * name the tenant, and none may reach a row of the other.
 */
final class Tenancy {

    static final long TENANT = 7;
    private static final long OTHER = 8;
    static final int CUSTOMERS = 4;
    static final int ORDERS = 12;
    static final int LINES = 24;
    static final int PRODUCTS = 6;

    private final StoreUnderTest store;
    private final SentTexts sent = new SentTexts();
    private final Relata relata;

    private Tenancy(StoreUnderTest store) {
        this.store = store;
        this.relata = store.bare(
                builder -> builder.listener(sent),
                Country.class,
                Customer.class,
                Card.class,
                Order.class,
                Line.class,
                Product.class,
                Tag.class,
                Favourite.class,
                Category.class);
    }

    /** Stores the rows of both tenants. */
    static Tenancy opened(StoreUnderTest store) {
        Tenancy tenancy = new Tenancy(store);
        store.observe(tenancy.relata.schema().create()).answers();
        store.observe(tenancy.relata
                        .bulk()
                        .insert(List.of(new Country("at", "Austria"), new Country("nz", "New Zealand"))))
                .values();
        tenancy.fill(OTHER);
        tenancy.fill(TENANT);
        tenancy.sent.taken();
        return tenancy;
    }

    Relata relata() {
        return relata;
    }

    private void fill(long tenant) {
        save(LongStream.rangeClosed(1, CUSTOMERS)
                .mapToObj(i -> new Customer(tenant, i, "customer " + i, (int) i, 1))
                .toList());
        save(LongStream.rangeClosed(1, CUSTOMERS - 1)
                .mapToObj(i -> new Card(tenant, i, i, "card " + i))
                .toList());
        save(LongStream.rangeClosed(1, PRODUCTS)
                .mapToObj(i -> new Product(tenant, i, "product " + i, (int) i * 10))
                .toList());
        save(LongStream.rangeClosed(1, 4)
                .mapToObj(i -> new Tag(tenant, i, "tag " + i))
                .toList());
        save(LongStream.rangeClosed(1, ORDERS)
                .mapToObj(i ->
                        new Order(tenant, i, 1 + i % CUSTOMERS, i % 2 == 0 ? "open" : "done", i % 3 == 0 ? "at" : "nz"))
                .toList());
        save(LongStream.rangeClosed(1, LINES)
                .mapToObj(i -> new Line(tenant, i, 1 + i % ORDERS, 1 + i % PRODUCTS, (int) i))
                .toList());
        save(LongStream.rangeClosed(1, CUSTOMERS)
                .mapToObj(i -> new Favourite(tenant, i, i, (int) i))
                .toList());
        save(LongStream.rangeClosed(1, 7)
                .mapToObj(i -> new Category(tenant, i, i == 1 ? null : i / 2, "category " + i))
                .toList());
        store.observe(relata.on(product(tenant, 1), Product.TAGS).add(new Tag(tenant, 1, "tag 1")))
                .values();
        store.observe(relata.on(product(tenant, 2), Product.TAGS).add(new Tag(tenant, 2, "tag 2")))
                .values();
    }

    private static Product product(long tenant, long id) {
        return new Product(tenant, id, "product " + id, (int) id * 10);
    }

    static Customer customer(long id) {
        return new Customer(TENANT, id, "customer " + id, (int) id, 1);
    }

    static Order order(long id) {
        return new Order(TENANT, id, 1 + id % CUSTOMERS, id % 2 == 0 ? "open" : "done", id % 3 == 0 ? "at" : "nz");
    }

    static Line line(long id) {
        return new Line(TENANT, id, 1 + id % ORDERS, 1 + id % PRODUCTS, (int) id);
    }

    static Product product(long id) {
        return product(TENANT, id);
    }

    static Tag tag(long id) {
        return new Tag(TENANT, id, "tag " + id);
    }

    static Category category(long id) {
        return new Category(TENANT, id, id == 1 ? null : id / 2, "category " + id);
    }

    private void save(List<?> rows) {
        store.observe(relata.bulk().insert(rows)).values();
    }

    /** Subscribes, and checks what was sent: each statement names the tenant. */
    <T> Observed<T> observe(Publisher<T> request) {
        sent.taken();
        Observed<T> observed = store.observe(request);
        observed.values();
        for (String statement : sent.taken()) {
            assertThat(store.isRouted(statement, "tenant_id"))
                    .as("names the tenant: %s", statement)
                    .isTrue();
        }
        return observed;
    }

    /** All rows of the other tenant, which no request may change. */
    Map<Class<?>, List<?>> ofOther() {
        Map<Class<?>, List<?>> rows = new LinkedHashMap<>();
        rows.put(
                Customer.class,
                rows(relata.from(Customer.class)
                        .where(Customer::tenantId)
                        .eq(OTHER)
                        .all()));
        rows.put(
                Card.class,
                rows(relata.from(Card.class).where(Card::tenantId).eq(OTHER).all()));
        rows.put(
                Order.class,
                rows(relata.from(Order.class).where(Order::tenantId).eq(OTHER).all()));
        rows.put(
                Line.class,
                rows(relata.from(Line.class).where(Line::tenantId).eq(OTHER).all()));
        rows.put(
                Product.class,
                rows(relata.from(Product.class)
                        .where(Product::tenantId)
                        .eq(OTHER)
                        .all()));
        rows.put(
                Tag.class,
                rows(relata.from(Tag.class).where(Tag::tenantId).eq(OTHER).all()));
        rows.put(
                Favourite.class,
                rows(relata.from(Favourite.class)
                        .where(Favourite::tenantId)
                        .eq(OTHER)
                        .all()));
        rows.put(
                Category.class,
                rows(relata.from(Category.class)
                        .where(Category::tenantId)
                        .eq(OTHER)
                        .all()));
        List<Object> links = new ArrayList<>();
        for (long id = 1; id <= PRODUCTS; id++) {
            links.add(rows(relata.on(product(OTHER, id), Product.TAGS).all()));
        }
        rows.put(Product.TAGS.getClass(), links);
        return rows;
    }

    private List<?> rows(Publisher<?> request) {
        return store.observe(request).values().stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    /** Is on every node. */
    @Reference
    record Country(@Id String code, String name) {
        static final OneToMany<Country, Order> ORDERS = oneToMany(Country.class, Order::country);
    }

    @Distributed("tenant_id")
    record Customer(
            @Id @Unique("name") long tenantId,
            @Id long id,
            @Unique("name") String name,
            int points,
            @Version int version) {
        static final OneToMany<Customer, Order> ORDERS =
                oneToMany(Customer.class, key(Order::tenantId, Order::customerId));
        static final HasOne<Customer, Card> CARD = hasOne(Customer.class, key(Card::tenantId, Card::customerId));
        static final ManyToManyThrough<Customer, Product, Favourite> FAVOURITES = manyToMany(
                        Customer.class, Product.class)
                .through(
                        key(Favourite::tenantId, Favourite::customerId),
                        key(Favourite::tenantId, Favourite::productId));
        static final HasManyThrough<Customer, Line> LINES = hasManyThrough(() -> ORDERS, () -> Order.LINES);

        Customer withPoints(int others) {
            return new Customer(tenantId, id, name, others, version);
        }
    }

    @Distributed("tenant_id")
    record Card(
            @Id @Unique("customer") long tenantId,
            @Id long id,
            @Unique("customer") @Nullable Long customerId,
            String number) {
        static final ManyToOne<Card, Customer> CUSTOMER = manyToOne(
                        key(Card::tenantId, Card::customerId), Customer.class)
                .optional()
                .onDelete(OnDelete.SET_NULL)
                .onUpdate(OnUpdate.CASCADE);
    }

    @Distributed("tenant_id")
    record Order(@Id long tenantId, @Id long id, long customerId, String state, String country) {
        static final ManyToOne<Order, Customer> CUSTOMER = manyToOne(
                        key(Order::tenantId, Order::customerId), Customer.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Order, Country> COUNTRY = manyToOne(Order::country, Country.class);
        static final OneToMany<Order, Line> LINES = oneToMany(Order.class, key(Line::tenantId, Line::orderId));

        Order withState(String other) {
            return new Order(tenantId, id, customerId, other, country);
        }
    }

    @Distributed("tenant_id")
    record Line(@Id long tenantId, @Id long id, long orderId, long productId, int amount) {
        static final ManyToOne<Line, Order> ORDER = manyToOne(key(Line::tenantId, Line::orderId), Order.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Line, Product> PRODUCT = manyToOne(key(Line::tenantId, Line::productId), Product.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
    }

    @Distributed("tenant_id")
    record Product(@Id long tenantId, @Id long id, String name, int price) {
        static final ManyToMany<Product, Tag> TAGS = manyToMany(Product.class, Tag.class);
        static final OneToMany<Product, Line> LINES = oneToMany(Product.class, key(Line::tenantId, Line::productId));
    }

    @Distributed("tenant_id")
    record Tag(
            @Id @Unique("text") long tenantId,
            @Id long id,
            @Unique("text") String text) {}

    @Distributed("tenant_id")
    record Favourite(
            @Id long tenantId, @Id long customerId, @Id long productId, int stars) {
        static final ManyToOne<Favourite, Customer> CUSTOMER = manyToOne(
                        key(Favourite::tenantId, Favourite::customerId), Customer.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Favourite, Product> PRODUCT = manyToOne(
                        key(Favourite::tenantId, Favourite::productId), Product.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
    }

    @Distributed("tenant_id")
    record Category(
            @Id long tenantId, @Id long id, @Nullable Long parentId, String name) {
        static final ManyToOne<Category, Category> PARENT = manyToOne(
                        key(Category::tenantId, Category::parentId), Category.class)
                .optional()
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final OneToMany<Category, Category> CHILDREN =
                oneToMany(Category.class, key(Category::tenantId, Category::parentId));
    }

    /** A view. */
    record OrderView(String state, CustomerName customer, List<LineView> lines, long linesCount) {}

    record CustomerName(String name) {}

    record LineView(int amount, ProductName product) {}

    record ProductName(String name, int price) {}

    record PointsOfState(String state, long count) {}
}

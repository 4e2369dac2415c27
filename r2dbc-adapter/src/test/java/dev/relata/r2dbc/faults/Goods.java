package dev.relata.r2dbc.faults;

import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.HasManyThrough;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import org.jspecify.annotations.Nullable;

/** The model of a shop that has each kind of relationship, and a table that is large enough to be divided into ranges. */
final class Goods {

    static final Class<?>[] MODEL = {
        Customer.class,
        Card.class,
        Order.class,
        Line.class,
        Product.class,
        Tag.class,
        Favourite.class,
        Category.class,
        Complaint.class,
        Answer.class,
        Notice.class,
        Event.class
    };

    /** Has no tables before an operation creates them. */
    static final Class<?>[] WAREHOUSE = {Rack.class, Box.class};

    private Goods() {}

    record Customer(
            @Id @Nullable Long id,
            @Unique String name,
            int points,
            @Version int version) {
        static final OneToMany<Customer, Order> ORDERS = oneToMany(Customer.class, Order::customerId);
        static final HasOne<Customer, Card> CARD = hasOne(Customer.class, Card::customerId);
        static final ManyToManyThrough<Customer, Product, Favourite> FAVOURITES =
                manyToMany(Customer.class, Product.class).through(Favourite::customerId, Favourite::productId);
        static final ManyToMany<Customer, Product> WISHES =
                manyToMany(Customer.class, Product.class).ordered();
        static final HasManyThrough<Customer, Line> LINES = hasManyThrough(() -> ORDERS, () -> Order.LINES);

        Customer withPoints(int others) {
            return new Customer(id, name, others, version);
        }
    }

    record Card(@Id @Nullable Long id, @Unique @Nullable Long customerId, String number) {
        static final ManyToOne<Card, Customer> CUSTOMER = manyToOne(Card::customerId, Customer.class)
                .optional()
                .onDelete(OnDelete.SET_NULL)
                .onUpdate(OnUpdate.CASCADE);
    }

    record Order(@Id @Nullable Long id, long customerId, String state) {
        static final ManyToOne<Order, Customer> CUSTOMER = manyToOne(Order::customerId, Customer.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final OneToMany<Order, Line> LINES = oneToMany(Order.class, Line::orderId);

        Order withState(String other) {
            return new Order(id, customerId, other);
        }
    }

    record Line(@Id @Nullable Long id, long orderId, long productId, int amount) {
        static final ManyToOne<Line, Order> ORDER =
                manyToOne(Line::orderId, Order.class).onDelete(OnDelete.CASCADE).onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Line, Product> PRODUCT = manyToOne(Line::productId, Product.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
    }

    record Product(
            @Id @Nullable Long id,
            @Unique String name,
            int price,
            @Nullable Long categoryId) {
        static final ManyToMany<Product, Tag> TAGS = manyToMany(Product.class, Tag.class);
        static final ManyToOne<Product, Category> CATEGORY = manyToOne(Product::categoryId, Category.class)
                .optional()
                .onDelete(OnDelete.SET_NULL)
                .onUpdate(OnUpdate.CASCADE);
        static final OneToMany<Product, Line> LINES = oneToMany(Product.class, Line::productId);
    }

    record Tag(@Id @Nullable Long id, @Unique String text) {}

    record Favourite(@Id long customerId, @Id long productId, int stars) {
        static final ManyToOne<Favourite, Customer> CUSTOMER = manyToOne(Favourite::customerId, Customer.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Favourite, Product> PRODUCT = manyToOne(Favourite::productId, Product.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
    }

    /** Refers to itself, so that a delete goes from row to row. */
    record Category(@Id @Nullable Long id, @Nullable Long parentId, String name) {
        static final ManyToOne<Category, Category> PARENT = manyToOne(Category::parentId, Category.class)
                .optional()
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final OneToMany<Category, Category> CHILDREN = oneToMany(Category.class, Category::parentId);
        static final OneToMany<Category, Product> PRODUCTS = oneToMany(Category.class, Product::categoryId);
    }

    /** Goes with its customer, and with its order. */
    record Complaint(@Id @Nullable Long id, long customerId, long orderId, String text) {
        static final ManyToOne<Complaint, Customer> CUSTOMER = manyToOne(Complaint::customerId, Customer.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Complaint, Order> ORDER = manyToOne(Complaint::orderId, Order.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
        static final OneToMany<Complaint, Answer> ANSWERS = oneToMany(Complaint.class, Answer::complaintId);
    }

    record Answer(@Id @Nullable Long id, long complaintId, String text) {
        static final ManyToOne<Answer, Complaint> COMPLAINT = manyToOne(Answer::complaintId, Complaint.class)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
    }

    /** Refers to a category by its name, which is not unique, so that no constraint holds it. */
    record Notice(@Id @Nullable Long id, @Nullable String category) {
        static final ManyToOne<Notice, Category> CATEGORY = manyToOne(Notice::category, Category.class)
                .references(Category::name)
                .optional();
    }

    record Rack(@Id @Nullable Long id, @Unique String name) {
        static final OneToMany<Rack, Box> BOXES = oneToMany(Rack.class, Box::rackId);
    }

    record Box(@Id @Nullable Long id, long rackId) {
        static final ManyToOne<Box, Rack> RACK = manyToOne(Box::rackId, Rack.class);
    }

    /** Is only read. */
    record Event(@Id long id, String text) {}

    /** A view. */
    record OrderView(String state, CustomerName customer, java.util.List<LineView> lines, long linesCount) {}

    record CustomerName(String name) {}

    record LineView(int amount, ProductName product) {}

    record ProductName(String name, int price) {}

    record PointsOfState(String state, long count) {}
}

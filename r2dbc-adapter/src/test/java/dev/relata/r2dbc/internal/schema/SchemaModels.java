package dev.relata.r2dbc.internal.schema;

import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.OnDelete.DB_CASCADE;
import static dev.relata.model.OnDelete.DO_NOTHING;
import static dev.relata.model.OnDelete.RESTRICT;
import static dev.relata.model.OnDelete.SET_DEFAULT;
import static dev.relata.model.OnDelete.SET_NULL;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;

import dev.relata.model.Column;
import dev.relata.model.CreatedAt;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Models whose tables have every kind of part. */
final class SchemaModels {

    /** A small shop: what is dropped or changed in its tables must be found. */
    static final Class<?>[] SHOP = {
        Customer.class, Address.class, Product.class, Purchase.class, Item.class, Coupon.class, Redemption.class
    };

    /** Every clause of a foreign key. */
    static final Class<?>[] CLAUSES = {Parent.class, Child.class, Region.class, Site.class};

    /** Tables that refer to each other, names that must be quoted, schemas. */
    static final Class<?>[] NAMES = {Knot.class, Loop.class, Order.class, LongNames.class, LongerNames.class};

    /** Types. */
    static final Class<?>[] TYPES = {Plain.class, Sized.class, Declared.class};

    private SchemaModels() {}

    record Customer(
            @Id @Nullable Long id,
            @Unique @Column(length = 80) String email,
            @DatabaseDefault("'new'") @Nullable String state,
            @CreatedAt @Nullable Instant createdAt,
            @Nullable String note) {
        static final HasOne<Customer, Address> ADDRESS = hasOne(Customer.class, Address::customerId);
        static final OneToMany<Customer, Purchase> PURCHASES = oneToMany(Customer.class, Purchase::customerId);
    }

    @Table("addresses")
    record Address(@Id @Nullable UUID id, long customerId, String city) {
        static final OneToOne<Address, Customer> CUSTOMER =
                oneToOne(Address::customerId, Customer.class).onDelete(CASCADE);
    }

    record Product(
            @Id @Column(length = 20) String code,
            String name,
            @Column(precision = 10, scale = 2) BigDecimal price) {
        static final ManyToMany<Product, Product> ACCESSORIES = manyToMany(Product.class, Product.class);
    }

    record Purchase(
            @Id long tenantId, @Id long number, @Nullable Long customerId) {
        static final ManyToOne<Purchase, Customer> CUSTOMER =
                manyToOne(Purchase::customerId, Customer.class).optional().onDelete(SET_NULL);
    }

    record Item(
            @Id long tenantId,
            @Id int position,
            @Nullable Long purchaseNumber,
            @Column(length = 20) String productCode,
            int amount) {
        static final ManyToOne<Item, Purchase> PURCHASE = manyToOne(
                        key(Item::tenantId, Item::purchaseNumber), Purchase.class)
                .optional()
                .onDelete(SET_NULL);
        static final ManyToOne<Item, Product> PRODUCT = manyToOne(Item::productCode, Product.class);
    }

    record Coupon(@Id @Nullable Integer id, String text) {
        static final ManyToManyThrough<Coupon, Customer, Redemption> CUSTOMERS =
                manyToMany(Coupon.class, Customer.class).through(Redemption::couponId, Redemption::customerId);
    }

    record Redemption(
            @Id @Nullable Long id,
            @Unique("once") int couponId,
            @Unique("once") long customerId,
            @DatabaseDefault("now()") @Nullable Instant at) {}

    record Parent(@Id long id) {}

    @Table("children")
    record Child(
            @Id long id,
            @Nullable Long a,
            @Nullable Long b,
            @Nullable Long c,
            long d,
            long e,
            long f,
            long g) {
        static final ManyToOne<Child, Parent> CASCADES =
                manyToOne(Child::a, Parent.class).optional().onDelete(CASCADE);
        static final ManyToOne<Child, Parent> CLEARS =
                manyToOne(Child::b, Parent.class).optional().onDelete(SET_NULL);
        static final ManyToOne<Child, Parent> FALLS_BACK =
                manyToOne(Child::c, Parent.class).optional().onDelete(SET_DEFAULT, 1L);
        static final ManyToOne<Child, Parent> PROTECTS = manyToOne(Child::d, Parent.class);
        static final ManyToOne<Child, Parent> RESTRICTS =
                manyToOne(Child::e, Parent.class).onDelete(RESTRICT);
        static final ManyToOne<Child, Parent> LEAVES =
                manyToOne(Child::f, Parent.class).onDelete(DO_NOTHING);
        static final ManyToOne<Child, Parent> LETS_GO =
                manyToOne(Child::g, Parent.class).onDelete(DB_CASCADE);
    }

    record Region(@Id long tenantId, @Id long id) {}

    record Site(@Id long tenantId, @Id long id, @Nullable Long regionId) {
        static final ManyToOne<Site, Region> REGION = manyToOne(key(Site::tenantId, Site::regionId), Region.class)
                .optional()
                .onDelete(SET_NULL);
    }

    @Table("knots")
    record Knot(
            @Id long id, @Nullable Long loopId, @Nullable Long knotId) {
        static final ManyToOne<Knot, Loop> LOOP =
                manyToOne(Knot::loopId, Loop.class).optional();
        static final ManyToOne<Knot, Knot> KNOT =
                manyToOne(Knot::knotId, Knot.class).optional();
    }

    @Table("far.loops")
    record Loop(@Id long id, @Nullable Long knotId) {
        static final ManyToOne<Loop, Knot> KNOT =
                manyToOne(Loop::knotId, Knot.class).optional();
    }

    @Table("far.order")
    record Order(
            @Id @Column("select") long id,
            @Column("Two Words") String twoWords,
            @Column("a\"b") @Unique String quote) {
        static final ManyToMany<Order, Knot> KNOTS = manyToMany(Order.class, Knot.class);
    }

    @Table("a_table_whose_name_is_nearly_as_long_as_a_name_may_be_at_most")
    record LongNames(
            @Id long id, @Unique long first, @Unique long second, long knotId) {
        static final ManyToOne<LongNames, Knot> KNOT = manyToOne(LongNames::knotId, Knot.class);
    }

    @Table("a_table_whose_name_is_nearly_as_long_as_a_name_may_be_at_mos")
    record LongerNames(@Id long id, @Unique long tFirst, long tKnotId) {
        static final ManyToOne<LongerNames, Knot> KNOT = manyToOne(LongerNames::tKnotId, Knot.class);
    }

    enum Mood {
        CALM,
        WILD
    }

    record Plain(
            @Id @Nullable Short id,
            OffsetTime offsetTime,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            Year year,
            YearMonth month,
            MonthDay day,
            URI uri,
            Locale locale,
            Currency currency,
            ZoneId zone,
            Mood mood,
            Mood[] moods,
            int[][] matrix,
            UUID[] uuids,
            byte[][] chunks,
            List<String> list,
            Set<Mood> set,
            @Nullable Boolean maybe) {}

    record Sized(
            @Id @Column(length = 10) String id,
            @Column(length = 5) Mood mood,
            @Column(length = 3) String[] words,
            @Column(precision = 20) BigInteger large,
            @Column(precision = 7, scale = 3) BigDecimal[] decimals,
            @Column(precision = 3) Instant instant,
            @Column(precision = 0) LocalDateTime local,
            @Column(precision = 1) LocalTime time,
            @Column(precision = 2) Duration duration) {}

    record Declared(
            @Id @Nullable @Column(type = "bigserial") Long id,
            @Column(type = "citext") String citext,
            @Column(type = "mood") Mood mood,
            @Column(type = "mood[]") Mood[] moods,
            @Column(type = "char") String character,
            @Column(type = "char(8)") String characters,
            @Column(type = "character varying(20)") String varying,
            @Column(type = "varchar") String varchar,
            @Column(type = "numeric(10)") BigDecimal rounded,
            @Column(type = "decimal ( 10 , 4 )") BigDecimal decimal,
            @Column(type = "float(10)") Float real,
            @Column(type = "int8") Long number,
            @Column(type = "bit") String bit,
            @Column(type = "bit(3)") String bits,
            @Column(type = "timestamp (3) with time zone") Instant instant,
            @Column(type = "interval") Duration interval,
            @Column(type = "text collate \"C\"") String collated,
            @Column(type = "inet") String address,
            @Column(type = "int4range") String range,
            @Column(type = "money") BigDecimal money,
            @Column(type = "json") List<String> json,
            @Column(type = "text[]") List<String> texts) {}
}

package dev.relata.metamodel;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Distributed;
import dev.relata.model.Errors;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToOne;
import dev.relata.model.Unique;
import org.junit.jupiter.api.Test;

/** Hints of where a cluster keeps the rows. */
class DistributionTest {

    @dev.relata.model.Reference
    record Country(@Id String code) {}

    @Distributed("tenant_id")
    record Shop(@Id long tenantId, @Id long id, String country) {
        static final ManyToOne<Shop, Country> COUNTRY = manyToOne(Shop::country, Country.class);
        static final ManyToMany<Shop, Ware> WARES = manyToMany(Shop.class, Ware.class);
        static final ManyToMany<Shop, Shop> NEIGHBOURS =
                manyToMany(Shop.class, Shop.class).symmetrical();
    }

    @Distributed("tenant_id")
    record Ware(@Id long tenantId, @Id long id, long shopId) {
        static final ManyToOne<Ware, Shop> SHOP = manyToOne(key(Ware::tenantId, Ware::shopId), Shop.class);
    }

    @Distributed("tenant_id")
    record Label(@Id Long tenantId, @Id Long id) {
        static final ManyToMany<Label, Shop> SHOPS = manyToMany(Label.class, Shop.class);
    }

    record Local(@Id long id, long tenantId, long shopId) {
        static final ManyToOne<Local, Shop> SHOP = manyToOne(key(Local::tenantId, Local::shopId), Shop.class);
    }

    @Distributed("tenant_id")
    record Crossed(@Id long tenantId, @Id long id, long otherTenant, long shopId) {
        static final ManyToOne<Crossed, Shop> SHOP = manyToOne(key(Crossed::otherTenant, Crossed::shopId), Shop.class);
    }

    @Distributed("shop")
    record Unknown(@Id long tenantId, @Id long id) {}

    @Distributed("tenant_id")
    record Outside(@Id long id, long tenantId) {}

    @Distributed("tenant_id")
    record Everywhere(
            @Id long tenantId, @Id long id, @Unique String name) {}

    @dev.relata.model.Reference
    @Distributed("tenant_id")
    record Both(@Id long tenantId, @Id long id) {}

    @dev.relata.model.Reference
    record Referring(@Id long id, long tenantId, long shopId) {
        static final ManyToOne<Referring, Shop> SHOP =
                manyToOne(key(Referring::tenantId, Referring::shopId), Shop.class);
    }

    @Distributed("tenant_id")
    record Single(@Id long tenantId, @Id long id, String country) {
        static final OneToOne<Single, Country> COUNTRY = oneToOne(Single::country, Country.class);
    }

    @Test
    void aJunctionHasTheSharedColumnOnce() {
        Model model = Model.of(Shop.class, Ware.class, Country.class);
        Junction junction = model.relationship(Shop.WARES).junctionOrThrow();
        assertThat(junction.type().attributes())
                .extracting(Attribute::column)
                .containsExactly("tenant_id", "shop_id", "ware_id");
        assertThat(junction.ownerColumns()).extracting(Attribute::column).containsExactly("tenant_id", "shop_id");
        assertThat(junction.targetColumns()).extracting(Attribute::column).containsExactly("tenant_id", "ware_id");
        assertThat(junction.type().distribution().by())
                .contains(junction.ownerColumns().get(0));
        Junction neighbours = model.relationship(Shop.NEIGHBOURS).junctionOrThrow();
        assertThat(neighbours.type().attributes())
                .extracting(Attribute::column)
                .containsExactly("tenant_id", "from_shop_id", "to_shop_id");
    }

    /** A primitive and its box are one type of column. */
    @Test
    void aSharedColumnMayBeAPrimitiveOnOneSide() {
        assertThat(Model.of(Label.class, Shop.class, Ware.class, Country.class)
                        .relationship(Label.SHOPS)
                        .junctionOrThrow()
                        .type()
                        .attributes())
                .extracting(Attribute::column)
                .containsExactly("tenant_id", "label_id", "shop_id");
    }

    @Test
    void columnsOfBothSidesMayBeOneByName() {
        record Left(@Id long tenantId, @Id long id) {
            static final ManyToMany<Left, Country> COUNTRIES = manyToMany(Left.class, Country.class);
        }
        assertThat(Model.of(Left.class, Country.class)
                        .relationship(Left.COUNTRIES)
                        .junctionOrThrow()
                        .type()
                        .distribution())
                .isEqualTo(Distribution.NONE);
    }

    @Test
    void hintsFitTheKeys() {
        Errors.of(Unknown.class)
                .containsExactly(
                        "Unknown is @Distributed(\"shop\"), and has no such column: name one of [tenant_id, id]");
        Errors.of(Outside.class)
                .containsExactly(
                        "Outside is @Distributed(\"tenant_id\"), which is not in its id: a cluster keeps keys unique"
                                + " on one node only, annotate tenantId with @Id");
        Errors.of(Everywhere.class)
                .containsExactly(
                        "Everywhere is @Distributed(\"tenant_id\"), which its unique key [name] does not hold: a"
                                + " cluster keeps keys unique on one node only, make it a composite @Unique with tenantId");
        Errors.of(Both.class)
                .containsExactly(
                        "Both is @Distributed and a @Reference: its rows are either divided or everywhere, drop one");
    }

    @Test
    void relationshipsStayOnANode() {
        Errors.of(Local.class, Shop.class, Ware.class, Country.class)
                .containsExactly(
                        "Local.SHOP is between Shop, which is @Distributed, and Local, which is on one node: make"
                                + " that @Distributed by the same column, or a @Reference");
        Errors.of(Crossed.class, Shop.class, Ware.class, Country.class)
                .containsExactly(
                        "Crossed.SHOP does not go by Crossed.tenantId and Shop.tenantId, by which a cluster divides"
                                + " the rows: make both a part of its key");
        Errors.of(Referring.class, Shop.class, Ware.class, Country.class)
                .containsExactly("Referring.SHOP is a key of Referring, a @Reference, to Shop, which is @Distributed: a"
                        + " cluster has no constraint for that, drop @Reference");
        Errors.of(Single.class, Country.class)
                .containsExactly(
                        "Single.COUNTRY is a one-to-one by a key that does not hold Single.tenantId, by which a"
                                + " cluster divides the rows: it keeps keys unique on one node only, make it a many-to-one");
    }
}

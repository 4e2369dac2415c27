package dev.relata.test.conformance;

import static dev.relata.model.Sort.asc;

import dev.relata.model.Filter;
import dev.relata.test.conformance.model.Shop;
import dev.relata.test.conformance.model.Ware;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Wares of one shop that are stored, and what tests ask of them. */
final class Wares {

    private final StoreUnderTest store;
    private final Shop shop;

    Wares(StoreUnderTest store) {
        this.store = store;
        this.shop = store.stored(new Shop(null, "corner shop"));
    }

    Shop shop() {
        return shop;
    }

    /** A draft in which all that may be null is. */
    Ware draft(String name, int stock) {
        return new Ware(
                null,
                Objects.requireNonNull(shop.id()),
                name,
                null,
                stock,
                1,
                null,
                10,
                (byte) 1,
                new BigDecimal("2.50"),
                null,
                Rows.LONG_AGO,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0);
    }

    Ware stored(String name, int stock) {
        return store.stored(draft(name, stock));
    }

    Ware priced(String name, @Nullable Integer wanted, String price, @Nullable String cost) {
        Ware plain = draft(name, 5);
        return store.stored(new Ware(
                null,
                plain.shopId(),
                name,
                null,
                5,
                1,
                wanted,
                10,
                (byte) 1,
                new BigDecimal(price),
                cost == null ? null : new BigDecimal(cost),
                Rows.LONG_AGO,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0));
    }

    Ware dated(String name, @Nullable String label, Instant listed, @Nullable Instant sold) {
        Ware plain = draft(name, 5);
        return store.stored(new Ware(
                null,
                plain.shopId(),
                name,
                label,
                5,
                1,
                null,
                10,
                (byte) 1,
                plain.price(),
                null,
                listed,
                sold,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0));
    }

    Ware described(String name, String @Nullable [] tags, @Nullable List<Integer> sizes, Ware.@Nullable Maker maker) {
        Ware plain = draft(name, 5);
        return store.stored(new Ware(
                null,
                plain.shopId(),
                name,
                null,
                5,
                1,
                null,
                10,
                (byte) 1,
                plain.price(),
                null,
                Rows.LONG_AGO,
                null,
                null,
                null,
                null,
                tags,
                sizes,
                maker,
                null,
                0));
    }

    /** The row as it is now. */
    Ware now(Ware ware) {
        return store.observe(store.relata().find(Ware.class, Objects.requireNonNull(ware.id())))
                .value();
    }

    /** The names of the wares that pass, by name, in one statement. */
    void expect(Filter<Ware> filter, String... names) {
        store.observe(store.relata()
                        .from(Ware.class)
                        .where(filter)
                        .orderBy(asc(Ware::name))
                        .values(Ware::name))
                .sends(1)
                .answers(names);
    }
}

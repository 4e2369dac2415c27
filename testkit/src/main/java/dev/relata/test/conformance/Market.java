package dev.relata.test.conformance;

import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import dev.relata.test.conformance.model.Song;
import dev.relata.test.conformance.model.Style;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of sales, stored as they are made. */
final class Market {

    private final StoreUnderTest store;

    Market(StoreUnderTest store) {
        this.store = store;
    }

    Buyer buyer(String name, @Nullable String country) {
        return store.stored(new Buyer(null, name, country));
    }

    Style style(String name) {
        return store.stored(new Style(null, name));
    }

    Song song(String title, @Nullable Style style) {
        return store.stored(new Song(null, style == null ? null : style.id(), title));
    }

    Sale sale(@Nullable Buyer buyer, String soldAt) {
        return sale(buyer, Instant.parse(soldAt), null);
    }

    Sale sale(@Nullable Buyer buyer, Instant soldAt, @Nullable Integer rebate) {
        LocalDateTime inUtc = LocalDateTime.ofInstant(soldAt, ZoneOffset.UTC);
        return store.stored(new Sale(
                null,
                buyer == null ? null : buyer.id(),
                soldAt,
                inUtc.toLocalDate(),
                inUtc,
                soldAt.atOffset(ZoneOffset.ofHours(2)),
                rebate));
    }

    SaleItem item(Sale sale, @Nullable Song song, String price, int quantity) {
        return item(sale, song, new BigDecimal(price), quantity, 0.5);
    }

    SaleItem item(Sale sale, @Nullable Song song, BigDecimal price, int quantity, double weight) {
        Long id = Objects.requireNonNull(sale.id(), "a stored sale");
        return store.stored(new SaleItem(null, id, song == null ? null : song.id(), price, quantity, weight));
    }

    /** A number without the digits that say nothing, as stores keep more or fewer of them. */
    static String plain(Object number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    /** A group as text. */
    static <K, V> Function<dev.relata.query.Group<K, V>, String> text(Function<V, String> value) {
        return group -> group.key() + " " + value.apply(group.value());
    }
}

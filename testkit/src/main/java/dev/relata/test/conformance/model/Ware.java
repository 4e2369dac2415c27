package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Column;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.UpdatedAt;
import dev.relata.model.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that values are worked out of: numbers, times, arrays, a document. Immutable.
 *
 * @param id the id, from the database
 * @param shopId the shop
 * @param name the name
 * @param label the text on it
 * @param stock how many there are
 * @param reserved how many of them are taken
 * @param wanted how many are asked for, if any
 * @param sold how many were sold
 * @param rows how many rows of the shelf it fills
 * @param price what it costs
 * @param cost what it cost the shop, if that is known
 * @param listedAt since when it is offered
 * @param soldAt when the last one was sold
 * @param soldOn on which day
 * @param countedAt when it was counted, by the clock on the wall in Greenwich
 * @param rank its place among others
 * @param tags words to find it by
 * @param sizes the sizes that it comes in
 * @param maker who makes it
 * @param changedAt when it was changed
 * @param version how often
 */
public record Ware(
        @Id @Nullable Long id,
        Long shopId,
        String name,
        @Nullable String label,
        int stock,
        int reserved,
        @Nullable Integer wanted,
        long sold,
        byte rows,
        BigDecimal price,
        @Nullable BigDecimal cost,
        Instant listedAt,
        @Nullable Instant soldAt,
        @Nullable LocalDate soldOn,
        @Nullable LocalDateTime countedAt,
        @DatabaseDefault("7") @Nullable Integer rank,
        String @Nullable [] tags,
        @Column(type = "integer[]") @Nullable List<Integer> sizes,
        @Nullable Maker maker,
        @UpdatedAt @Nullable Instant changedAt,
        @Version int version) {

    /** Its shop. */
    public static final ManyToOne<Ware, Shop> SHOP = manyToOne(Ware::shopId, Shop.class);

    /**
     * Who makes it.
     *
     * @param name the name
     * @param certified whether it was looked at
     * @param address where
     */
    public record Maker(
            String name, boolean certified, @Nullable Address address) {}

    /**
     * Where somebody is.
     *
     * @param city the city
     * @param floor the floor
     * @param doors the numbers of the doors
     */
    public record Address(String city, BigDecimal floor, List<String> doors) {}
}

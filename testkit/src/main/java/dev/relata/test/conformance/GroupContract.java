package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.countDistinct;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.isNotNull;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.lte;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.day;
import static dev.relata.model.Values.hour;
import static dev.relata.model.Values.month;
import static dev.relata.model.Values.valueOf;
import static dev.relata.model.Values.year;

import dev.relata.model.Value;
import dev.relata.query.Group;
import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import dev.relata.test.conformance.model.Song;
import dev.relata.test.conformance.model.Style;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups by several values, by those of related rows and by times that are cut off; which of the groups, in which order. */
public interface GroupContract extends StoreUnderTest {

    /**
     * A group as a record.
     *
     * @param year the first value that is grouped by
     * @param country the second one, which may be null
     * @param sales the number of rows
     * @param rebates a sum
     * @param latest a largest value
     */
    record SalesOfAYear(Instant year, @Nullable String country, int sales, Number rebates, Instant latest) {}

    /** Over two to-ones in a row. */
    @Test
    @Tag("S170")
    default void aProductIsSummedUpByAPropertyOverToOnes() {
        Market market = new Market(this);
        Style rock = market.style("rock");
        Song loud = market.song("loud", rock);
        Song louder = market.song("louder", rock);
        Song quiet = market.song("quiet", market.style("jazz"));
        Song plain = market.song("plain", null);
        Sale sale = market.sale(null, "2024-03-01T10:00:00Z");
        market.item(sale, loud, "1.50", 2);
        market.item(sale, louder, "0.99", 3);
        market.item(sale, quiet, "2.25", 4);
        market.item(sale, plain, "1", 1);
        market.item(sale, null, "10", 1);

        Value<SaleItem, String> style = valueOf(SaleItem.SONG, Song.STYLE, Style::name);
        Value<SaleItem, Number> revenue = valueOf(SaleItem::price).times(SaleItem::quantity);
        var items = relata().from(SaleItem.class);
        observe(items.group(style).sum(revenue).map(Market.text(Market::plain)))
                .sends(1)
                .answers("jazz 9", "rock 5.97", "null 11");
        observe(items.group(SaleItem.SONG, Song::title).count())
                .sends(1)
                .answers(
                        new Group<>("loud", 1L),
                        new Group<>("louder", 1L),
                        new Group<>("plain", 1L),
                        new Group<>("quiet", 1L),
                        new Group<>(null, 1L));
        observe(items.sum(revenue).map(Market::plain)).sends(1).answers("25.97");
        observe(items.sum(valueOf(SaleItem::weight).times(SaleItem::quantity)))
                .sends(1)
                .answers(5.5);
        observe(items.group(style).orderBy(desc(sum(revenue))).limit(1).count())
                .sends(1)
                .answers(new Group<>(null, 2L));
    }

    /** Several values, several aggregates. */
    @Test
    @Tag("S171")
    default void severalKeysAndAggregatesMakeARecord() {
        Market market = new Market(this);
        Buyer ann = market.buyer("ann", "DE");
        Buyer bob = market.buyer("bob", "FR");
        Buyer cid = market.buyer("cid", null);
        market.sale(ann, Instant.parse("2023-12-31T23:59:59.999Z"), 5);
        market.sale(ann, Instant.parse("2024-01-01T00:00:00Z"), 7);
        market.sale(ann, Instant.parse("2024-06-01T12:00:00Z"), null);
        market.sale(bob, Instant.parse("2024-07-01T12:00:00Z"), 1);
        market.sale(cid, Instant.parse("2024-08-01T12:00:00Z"), null);
        Instant before = Instant.parse("2023-01-01T00:00:00Z");
        Instant then = Instant.parse("2024-01-01T00:00:00Z");

        var groups = relata().from(Sale.class).group(year(Sale::soldAt)).and(valueOf(Sale.BUYER, Buyer::country));
        observe(groups.count())
                .sends(1)
                .answers(
                        new Group<>(List.of(before, "DE"), 1L),
                        new Group<>(List.of(then, "DE"), 2L),
                        new Group<>(List.of(then, "FR"), 1L),
                        new Group<>(Arrays.asList(then, null), 1L));
        observe(groups.into(SalesOfAYear.class, count(), sum(Sale::rebate), max(Sale::soldAt)))
                .sends(1)
                .answers(
                        new SalesOfAYear(before, "DE", 1, 5L, Instant.parse("2023-12-31T23:59:59.999Z")),
                        new SalesOfAYear(then, "DE", 2, 7L, Instant.parse("2024-06-01T12:00:00Z")),
                        new SalesOfAYear(then, "FR", 1, 1L, Instant.parse("2024-07-01T12:00:00Z")),
                        new SalesOfAYear(then, null, 1, 0L, Instant.parse("2024-08-01T12:00:00Z")));
        observe(groups.orderBy(desc(valueOf(Sale.BUYER, Buyer::country)))
                        .thenBy(desc(count()))
                        .limit(2)
                        .count())
                .sends(1)
                .answers(new Group<>(Arrays.asList(then, null), 1L), new Group<>(List.of(then, "FR"), 1L));
    }

    /** In UTC, whatever the server, the session and this machine take for the time. */
    @Test
    @Tag("S172")
    default void everyTypeOfTimeIsCutOffInUtc() {
        Market market = new Market(this);
        market.sale(null, "1969-07-20T20:17:40.123Z");
        market.sale(null, "2024-02-29T23:30:00Z");
        market.sale(null, "2024-02-29T23:59:59.999Z");
        var sales = relata().from(Sale.class);
        String moon = "1969-07-20T20:00:00Z";
        String leap = "2024-02-29T23:00:00Z";

        keys(sales.group(year(Sale::soldAt)).count(), at("1969-01-01T00:00:00Z"), at("2024-01-01T00:00:00Z"));
        keys(sales.group(month(Sale::soldAt)).count(), at("1969-07-01T00:00:00Z"), at("2024-02-01T00:00:00Z"));
        keys(sales.group(day(Sale::soldAt)).count(), at("1969-07-20T00:00:00Z"), at("2024-02-29T00:00:00Z"));
        keys(sales.group(hour(Sale::soldAt)).count(), at(moon), at(leap));
        keys(sales.group(year(Sale::day)).count(), LocalDate.of(1969, 1, 1), LocalDate.of(2024, 1, 1));
        keys(sales.group(month(Sale::day)).count(), LocalDate.of(1969, 7, 1), LocalDate.of(2024, 2, 1));
        keys(sales.group(day(Sale::day)).count(), LocalDate.of(1969, 7, 20), LocalDate.of(2024, 2, 29));
        keys(
                sales.group(month(Sale::wallClock)).count(),
                LocalDateTime.of(1969, 7, 1, 0, 0),
                LocalDateTime.of(2024, 2, 1, 0, 0));
        keys(
                sales.group(hour(Sale::wallClock)).count(),
                LocalDateTime.of(1969, 7, 20, 20, 0),
                LocalDateTime.of(2024, 2, 29, 23, 0));
        keys(
                sales.group(day(Sale::offset)).count().map(group -> new Group<>(instant(group), group.value())),
                at("1969-07-20T00:00:00Z"),
                at("2024-02-29T00:00:00Z"));
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    private static Instant instant(Group<OffsetDateTime, Long> group) {
        OffsetDateTime key = Objects.requireNonNull(group.key(), "every sale has a moment");
        return key.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }

    private <K> void keys(org.reactivestreams.Publisher<Group<K, Long>> groups, K first, K second) {
        observe(groups).sends(1).answers(new Group<>(first, 1L), new Group<>(second, 2L));
    }

    /** The few that matter. */
    @Test
    @Tag("S173")
    default void groupsAreRestrictedOrderedAndLimited() {
        Market market = new Market(this);
        for (int i = 0; i < 7; i++) {
            Buyer buyer = market.buyer("b" + i, null);
            for (int sale = 0; sale <= i % 5; sale++) {
                market.sale(buyer, Instant.parse("2024-01-01T00:00:00Z"), i == 6 ? null : 10 - i);
            }
        }
        Value<Sale, String> name = valueOf(Sale.BUYER, Buyer::name);
        var groups = relata().from(Sale.class).group(name);

        observe(groups.orderBy(desc(sum(Sale::rebate))).limit(3).sum(Sale::rebate))
                .sends(1)
                .answers(new Group<>("b4", 30L), new Group<>("b3", 28L), new Group<>("b2", 24L));
        observe(groups.orderBy(desc(sum(Sale::rebate))).offset(3).limit(2).sum(Sale::rebate))
                .sends(1)
                .answers(new Group<>("b1", 18L), new Group<>("b0", 10L));
        observe(groups.orderBy(desc(count())).thenBy(desc(name)).limit(4).count())
                .sends(1)
                .answers(new Group<>("b4", 5L), new Group<>("b3", 4L), new Group<>("b2", 3L), new Group<>("b6", 2L));
        observe(groups.having(count(), gt(3L)).count()).sends(1).answers(new Group<>("b3", 4L), new Group<>("b4", 5L));
        observe(groups.having(sum(Sale::rebate), gte(18))
                        .having(count(), lt(4L))
                        .count())
                .sends(1)
                .answers(new Group<>("b1", 2L), new Group<>("b2", 3L));
        observe(groups.having(count(), in(1L, 5L)).count())
                .sends(1)
                .answers(new Group<>("b0", 1L), new Group<>("b4", 5L), new Group<>("b5", 1L));
        observe(groups.limit(0).count()).sends(0).answers();
    }

    /** A sum over nulls is 0 wherever it is looked at; the smallest of nulls is none. */
    @Test
    @Tag("S173")
    default void aSumOfNullsIsZeroInConditionsAndOrders() {
        Market market = new Market(this);
        Buyer none = market.buyer("none", null);
        Buyer some = market.buyer("some", null);
        Buyer less = market.buyer("less", null);
        market.sale(none, at("2024-01-01T00:00:00Z"), null);
        market.sale(some, at("2024-01-01T00:00:00Z"), 3);
        market.sale(less, at("2024-01-01T00:00:00Z"), -3);
        var groups = relata().from(Sale.class).group(Sale.BUYER, Buyer::name);

        observe(groups.having(sum(Sale::rebate), lte(0)).sum(Sale::rebate))
                .answers(new Group<>("less", -3L), new Group<>("none", 0L));
        observe(groups.orderBy(asc(sum(Sale::rebate))).sum(Sale::rebate))
                .answers(new Group<>("less", -3L), new Group<>("none", 0L), new Group<>("some", 3L));
        observe(groups.max(Sale::rebate)).answers(new Group<>("less", -3), new Group<>("some", 3));
        observe(groups.orderBy(asc(max(Sale::rebate)).nullsFirst()).limit(1).max(Sale::rebate))
                .answers(new Group<>("less", -3));
        observe(groups.having(max(Sale::rebate), isNotNull()).count())
                .answers(new Group<>("less", 1L), new Group<>("some", 1L));
        observe(groups.orderBy(desc(max(Sale::rebate))).limit(1).count()).answers(new Group<>("none", 1L));
    }

    /** Of different values. */
    @Test
    @Tag("S174")
    default void differentValuesAreCounted() {
        Market market = new Market(this);
        observe(relata().from(Buyer.class).countDistinct(Buyer::country))
                .sends(1)
                .answers(0L);
        market.buyer("ann", "DE");
        market.buyer("ann", "DE");
        market.buyer("bob", "FR");
        market.buyer("bob", null);
        var buyers = relata().from(Buyer.class);

        observe(buyers.countDistinct(Buyer::country)).sends(1).answers(2L);
        observe(buyers.group(Buyer::name).countDistinct(Buyer::country))
                .sends(1)
                .answers(new Group<>("ann", 1L), new Group<>("bob", 1L));
        observe(buyers.group(Buyer::name)
                        .having(countDistinct(Buyer::country), gt(1L))
                        .count())
                .sends(1)
                .answers();
        observe(buyers.aggregate(count())).sends(1).answers(4L);
        observe(buyers.where(Buyer::name, in(Set.of())).countDistinct(Buyer::country))
                .sends(0)
                .answers(0L);
    }

    /** What a bound has cut off is in no group. */
    @Test
    @Tag("S175")
    default void groupsAreOfTheRowsThatTheSelectionAnswers() {
        Market market = new Market(this);
        Buyer ann = market.buyer("ann", "DE");
        Buyer bob = market.buyer("bob", "DE");
        market.sale(ann, at("2022-01-01T00:00:00Z"), 1);
        market.sale(ann, at("2023-01-01T00:00:00Z"), 2);
        market.sale(ann, at("2024-01-01T00:00:00Z"), 4);
        market.sale(bob, at("2024-01-01T00:00:00Z"), 8);
        Value<Sale, Instant> year = year(Sale::soldAt);
        Instant last = at("2024-01-01T00:00:00Z");

        var latest = relata().from(Sale.class).orderBy(desc(Sale::rebate)).limit(3);
        observe(latest.group(year).sum(Sale::rebate))
                .sends(1)
                .answers(new Group<>(at("2023-01-01T00:00:00Z"), 2L), new Group<>(last, 12L));
        var hers = relata().on(ann, Buyer.SALES);
        observe(hers.group(year).orderBy(desc(year)).limit(1).sum(Sale::rebate))
                .sends(1)
                .answers(new Group<>(last, 4L));
        observe(relata().on(ann, Buyer.FIRST_TWO).group(Sale::buyerId).sum(Sale::rebate))
                .sends(1)
                .answers(new Group<>(ann.id(), 3L));
        observe(relata().from(Sale.class)
                        .orderBy(desc(Sale::buyerId))
                        .group(Sale::buyerId)
                        .count())
                .sends(1)
                .answers(new Group<>(bob.id(), 1L), new Group<>(ann.id(), 3L));
        observe(relata().from(Sale.class).orderBy(desc(year)).limit(1).values(Sale::soldAt))
                .answers(last);
    }
}

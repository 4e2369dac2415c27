package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.avg;
import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.min;
import static dev.relata.model.Aggregates.over;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.day;
import static dev.relata.model.Values.valueOf;
import static dev.relata.model.Values.year;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.model.Filter;
import dev.relata.model.NumberValue;
import dev.relata.query.Group;
import dev.relata.query.Page;
import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import dev.relata.test.conformance.model.Shop;
import dev.relata.test.conformance.model.Song;
import dev.relata.test.conformance.model.Ware;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calculations stand wherever a value of a row does: in sums, keys of groups, orders, pages and conditions, also over to-ones. */
public interface CalculatedValueContract extends StoreUnderTest {

    private static NumberValue<SaleItem, Number> due() {
        return valueOf(SaleItem::price).times(SaleItem::quantity).minus(valueOf(SaleItem.SALE, Sale::rebate));
    }

    private Market market() {
        Market market = new Market(this);
        Buyer ann = market.buyer("ann", "DE");
        Song loud = market.song("loud", null);
        Sale reduced = market.sale(ann, Instant.parse("2024-03-01T10:00:00Z"), 2);
        Sale plain = market.sale(null, Instant.parse("2025-03-01T10:00:00Z"), null);
        market.item(reduced, loud, "1.50", 3);
        market.item(reduced, null, "10", 1);
        market.item(plain, loud, "4", 2);
        return market;
    }

    private Ware ware(int stock, int reserved, @Nullable Integer wanted, long sold) {
        Wares wares = new Wares(this);
        Ware stored = wares.priced("w" + stock, wanted, "2.50", null);
        observe(relata().from(Ware.class)
                        .where(Ware::name, eq("w" + stock))
                        .update(set(Ware::stock, stock)
                                .and(Ware::reserved, reserved)
                                .and(Ware::sold, sold)))
                .answers(1L);
        return stored;
    }

    /** Sums, differences and products, of one type and of several, of the row and of a row that it refers to. */
    @Test
    @Tag("S183")
    default void everyCalculationIsSummedUp() {
        market();
        var items = relata().from(SaleItem.class);

        observe(items.sum(due()).map(Market::plain)).sends(1).answers("10.5");
        observe(items.sum(valueOf(SaleItem::quantity).plus(1)).map(Market::plain))
                .sends(1)
                .answers("9");
        observe(items.sum(valueOf(SaleItem::quantity).minus(valueOf(SaleItem.SALE, Sale::rebate)))
                        .map(Market::plain))
                .sends(1)
                .answers("0");
        observe(items.sum(valueOf(SaleItem::weight).plus(SaleItem::quantity)))
                .sends(1)
                .answers(7.5);
        observe(items.group(SaleItem.SONG, Song::title).sum(due()).map(Market.text(Market::plain)))
                .sends(1)
                .answers("loud 2.5", "null 8");
        observe(relata().from(Sale.class)
                        .orderBy(asc(Sale::soldAt))
                        .orderBy(desc(
                                over(Sale.ITEMS, sum(valueOf(SaleItem::price).times(SaleItem::quantity)))))
                        .values(Sale::rebate))
                .answers(2);
        observe(items.aggregate(avg(valueOf(SaleItem::quantity).times(2)))).answers(4.0);
        observe(items.where(SaleItem::quantity, in(Set.of())).sum(due()).map(Market::plain))
                .sends(0)
                .answers("0");
    }

    /** Whole numbers beyond what their type holds. */
    @Test
    @Tag("S183")
    default void aCalculationIsOfTheTypeOfItsNumbersAndSumsHaveNoBound() {
        ware(Integer.MAX_VALUE, 1, null, Long.MAX_VALUE);
        ware(3, 2, 4, 1);
        var wares = relata().from(Ware.class);
        var small = wares.where(Ware::stock, lt(9));

        observe(wares.sum(valueOf(Ware::stock).plus(Ware::reserved)).map(Market::plain))
                .sends(1)
                .answers("2147483653");
        observe(wares.where(valueOf(Ware::sold).plus(Ware::sold).gt(Long.MAX_VALUE))
                        .values(Ware::reserved))
                .answers(1);
        observe(small.aggregate(max(valueOf(Ware::stock).plus(Ware::reserved)))).answers(5);
        observe(small.aggregate(min(valueOf(Ware::sold).minus(2L)))).answers(-1L);
        observe(small.group(valueOf(Ware::stock).times(Ware::wanted)).count()).answers(new Group<>(12, 1L));
        observe(small.group(valueOf(Ware::stock).plus(Ware::reserved).times(2)).count())
                .answers(new Group<>(10, 1L));
        observe(small.group(valueOf(Ware::price).times(Ware::stock))
                        .count()
                        .map(group -> Market.plain(Objects.requireNonNull(group.key()))))
                .answers("7.5");
        observe(wares.aggregate(max(valueOf(Ware::stock).plus(Ware::reserved))))
                .sends(1)
                .failsNaming(
                        InvalidValueException.class,
                        "Ware.stock + Ware.reserved is 2147483648, which no Integer holds");
    }

    /** Orders, and pages by them; nulls have their place. */
    @Test
    @Tag("S183")
    default void rowsAreOrderedAndPagedByACalculation() {
        market();
        var items = relata().from(SaleItem.class).orderBy(asc(due()).nullsFirst());

        observe(items.values(SaleItem::quantity)).sends(1).answers(2, 3, 1);
        Page<SaleItem> first = observe(items.page(2)).sends(1).value();
        assertThat(first.items()).extracting(SaleItem::quantity).containsExactly(2, 3);
        Page<SaleItem> second =
                observe(items.page(2, first.next().orElseThrow())).sends(1).value();
        assertThat(second.items()).extracting(SaleItem::quantity).containsExactly(1);
        assertThat(second.next()).isEmpty();
    }

    /** Conditions on values of rows that a row refers to. */
    @Test
    @Tag("S184")
    default void rowsAreComparedByValuesOverToOnes() {
        market();
        Filter<SaleItem> dear =
                valueOf(SaleItem.SALE, Sale::rebate).times(SaleItem::quantity).gt(3);

        expect(dear, 3);
        expect(not(dear), 1, 2);
        expect(anyOf(dear, valueOf(SaleItem.SALE, Sale.BUYER, Buyer::name).ne("ann")), 2, 3);
        expect(valueOf(SaleItem.SALE, Sale::rebate).lt(SaleItem::quantity), 3);
        expect(valueOf(SaleItem::quantity).gte(valueOf(SaleItem.SALE, Sale::rebate)), 3);
        expect(due().lt(5), 3);
        expect(year(valueOf(SaleItem.SALE, Sale::soldAt)).eq(Instant.parse("2024-01-01T00:00:00Z")), 1, 3);
        observe(relata().from(Sale.class)
                        .where(day(Sale::soldAt).lt(Sale::soldAt))
                        .count())
                .answers(2L);
        observe(relata().from(SaleItem.class)
                        .where(dear)
                        .update(set(SaleItem::quantity).plus(10)))
                .answers(1L);
        observe(relata().from(SaleItem.class).where(dear).values(SaleItem::quantity))
                .answers(13);
        observe(relata().from(SaleItem.class).where(not(dear)).deleteAll()).answers(2L);
        observe(relata().from(Sale.class)
                        .whereAny(Sale.ITEMS, rows -> rows.where(dear))
                        .count())
                .answers(1L);
    }

    private void expect(Filter<SaleItem> filter, int... quantities) {
        List<Integer> found = observe(relata().from(SaleItem.class)
                        .where(filter)
                        .orderBy(asc(SaleItem::quantity))
                        .values(SaleItem::quantity))
                .sends(1)
                .values();
        assertThat(found).containsExactly(Arrays.stream(quantities).boxed().toArray(Integer[]::new));
    }

    /** Conditions on aggregates over related rows, which combine as any others. */
    @Test
    @Tag("S184")
    default void rowsAreComparedByAggregatesOverRelatedRows() {
        market();
        var sales = relata().from(Sale.class).orderBy(asc(Sale::soldAt));

        observe(sales.where(count(Sale.ITEMS).gt(1L)).values(Sale::rebate)).answers(2);
        observe(sales.where(not(count(Sale.ITEMS).lte(1L))).values(Sale::rebate))
                .answers(2);
        observe(sales.where(over(Sale.ITEMS, sum(SaleItem::price)).eq(new BigDecimal("11.5")))
                        .values(Sale::rebate))
                .answers(2);
        observe(sales.where(count(Sale.ITEMS).times(2L).gt(3L)).values(Sale::rebate))
                .answers(2);
        observe(sales.group(count(Sale.ITEMS).times(2L)).count()).answers(new Group<>(2L, 1L), new Group<>(4L, 1L));
        observe(sales.where(valueOf(Sale::rebate).times(count(Sale.ITEMS)).eq(4))
                        .count())
                .answers(1L);
        observe(sales.where(anyOf(
                                valueOf(Sale::soldAt).lt(Instant.parse("2024-06-01T00:00:00Z")),
                                count(Sale.ITEMS, is(SaleItem::price, gt(BigDecimal.TEN)))
                                        .gt(0L)))
                        .count())
                .answers(1L);
    }

    /** What no store can do. */
    @Test
    @Tag("S185")
    default void valuesOfOtherRowsAreNoNewValuesAndNotSummedUp() {
        market();
        observe(relata().from(Ware.class)
                        .update(set(Ware::sold).toValue(valueOf(Ware::sold).plus(valueOf(Ware.SHOP, Shop::id)))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Ware.sold is set to a value of other rows, Shop.id");
        observe(relata().from(Sale.class).sum(valueOf(Sale::rebate).times(count(Sale.ITEMS))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("no aggregate is over such values");
    }
}

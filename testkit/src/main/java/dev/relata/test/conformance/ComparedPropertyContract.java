package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.everyRelated;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.noneRelated;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.related;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Values.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.model.Filter;
import dev.relata.model.NumberValue;
import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.test.conformance.model.Shop;
import dev.relata.test.conformance.model.Ware;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Conditions between two values of one row. */
public interface ComparedPropertyContract extends StoreUnderTest {

    /** Rows above, at and below a tenth of their price, and one whose cost is not known. */
    private Wares priced() {
        Wares wares = new Wares(this);
        wares.priced("above", 7, "10.00", "2.00");
        wares.priced("at", 5, "10.00", "1.000");
        wares.priced("below", 3, "10.00", "0.99");
        wares.priced("unknown", null, "10.00", null);
        return wares;
    }

    private static Filter<Ware> dear() {
        return valueOf(Ware::cost).gt(valueOf(Ware::price).times(new BigDecimal("0.1")));
    }

    /** A factor, a sum, a difference. */
    @Test
    @Tag("S154")
    default void numbersAreComparedWithWhatIsCalculatedOfOthers() {
        Wares wares = priced();

        wares.expect(dear(), "above");
        wares.expect(valueOf(Ware::cost).gte(valueOf(Ware::price).times(new BigDecimal("0.1"))), "above", "at");
        wares.expect(valueOf(Ware::cost).eq(valueOf(Ware::price).times(new BigDecimal("0.1"))), "at");
        wares.expect(valueOf(Ware::price).times(Ware::cost).lt(new BigDecimal("10")), "below");
        wares.expect(valueOf(Ware::wanted).gt(Ware::stock), "above");
        wares.expect(valueOf(Ware::wanted).lte(Ware::stock), "at", "below");
        wares.expect(valueOf(Ware::wanted).minus(2).eq(Ware::stock), "above");
        wares.expect(
                valueOf(Ware::wanted).plus(valueOf(Ware::reserved).times(2)).eq(valueOf(Ware::stock)), "below");
        wares.expect(valueOf(Ware::wanted).eq(5), "at");
    }

    /** Texts, times. */
    @Test
    @Tag("S154")
    default void anyValuesOfOneTypeThatHasAnOrderAreCompared() {
        Wares wares = new Wares(this);
        Instant later = Rows.LONG_AGO.plusSeconds(1);
        wares.dated("a", "a", Rows.LONG_AGO, later);
        wares.dated("b", "c", later, Rows.LONG_AGO);
        wares.dated("c", null, later, null);

        wares.expect(valueOf(Ware::name).eq(Ware::label), "a");
        wares.expect(valueOf(Ware::name).lt(Ware::label), "b");
        wares.expect(valueOf(Ware::soldAt).gt(Ware::listedAt), "a");
        wares.expect(valueOf(Ware::soldAt).lt(valueOf(Ware::listedAt)), "b");
    }

    /** Nulls on either side, or on both. */
    @Test
    @Tag("S155")
    default void comparisonsAreTrueOrFalseOfNullsNeverUnknown() {
        Wares wares = priced();

        wares.expect(not(dear()), "at", "below", "unknown");
        wares.expect(not(not(dear())), "above");
        wares.expect(
                valueOf(Ware::cost).ne(valueOf(Ware::price).times(new BigDecimal("0.1"))), "above", "below", "unknown");
        wares.expect(valueOf(Ware::wanted).ne(Ware::wanted), "unknown");
        wares.expect(valueOf(Ware::wanted).eq(Ware::wanted), "above", "at", "below");
        wares.expect(not(valueOf(Ware::wanted).plus(1).gt(0)), "unknown");
        wares.expect(anyOf(dear(), is(Ware::name, eq("unknown"))), "above", "unknown");
        wares.expect(allOf(not(dear()), valueOf(Ware::stock).gt(Ware::wanted)), "below");
        wares.expect(not(anyOf(dear(), valueOf(Ware::stock).gt(Ware::wanted))), "at", "unknown");
    }

    /** Whole numbers that would not fit. */
    @Test
    @Tag("S154")
    default void whatIsCalculatedForAComparisonDoesNotOverflow() {
        Wares wares = new Wares(this);
        wares.priced("a", Integer.MAX_VALUE, "1", null);

        wares.expect(valueOf(Ware::wanted).plus(1).gt(Ware::stock), "a");
        wares.expect(valueOf(Ware::wanted).times(Ware::wanted).gt(Ware::wanted), "a");
        wares.expect(valueOf(Ware::wanted).plus(1).lt(Ware::stock));
    }

    /** Related rows. */
    @Test
    @Tag("S154")
    default void relatedRowsAreComparedToo() {
        Wares wares = priced();
        Shop empty = new Wares(this).shop();

        observe(relata().from(Shop.class)
                        .whereAny(Shop.WARES, ware -> ware.where(dear()))
                        .all())
                .sends(1)
                .answers(wares.shop());
        observe(relata().from(Shop.class)
                        .whereNone(Shop.WARES, ware -> ware.where(dear()))
                        .all())
                .sends(1)
                .answers(empty);
        observe(relata().from(Shop.class)
                        .where(related(() -> Shop.WARES, dear()))
                        .all())
                .sends(1)
                .answers(wares.shop());
        observe(relata().from(Shop.class)
                        .where(noneRelated(() -> Shop.WARES, dear()))
                        .all())
                .sends(1)
                .answers(empty);
        observe(relata().from(Shop.class)
                        .where(everyRelated(() -> Shop.WARES, not(dear())))
                        .all())
                .sends(1)
                .answers(empty);
        observe(relata().from(Shop.class)
                        .where(everyRelated(
                                () -> Shop.WARES, valueOf(Ware::price).gt(Ware::cost)))
                        .all())
                .sends(1)
                .answers(empty);
    }

    /** Counts, pages, plans, bounds. */
    @Test
    @Tag("S154")
    default void everyReadTakesThem() {
        Wares wares = priced();
        Filter<Ware> cheap = not(dear());

        observe(relata().from(Ware.class).where(cheap).count()).sends(1).answers(3L);
        observe(relata().from(Ware.class).where(dear()).exists()).sends(1).answers(true);
        observe(relata().from(Ware.class)
                        .orderBy(asc(Ware::name))
                        .limit(3)
                        .where(cheap)
                        .count())
                .sends(1)
                .answers(2L);
        Page<Ware> first = observe(relata().from(Ware.class)
                        .where(cheap)
                        .orderBy(asc(Ware::name))
                        .page(2))
                .sends(1)
                .value();
        assertThat(first.items()).extracting(Ware::name).containsExactly("at", "below");
        Page<Ware> next = observe(relata().from(Ware.class)
                        .where(cheap)
                        .orderBy(asc(Ware::name))
                        .page(2, first.next().orElseThrow()))
                .sends(1)
                .value();
        assertThat(next.items()).extracting(Ware::name).containsExactly("unknown");
        List<Graph<Shop>> graphs = observe(relata().from(Shop.class)
                        .fetch(
                                Shop.WARES,
                                ware -> ware.where(cheap)
                                        .orderBy(asc(Ware::name))
                                        .limit(1))
                        .graphs())
                .values();
        assertThat(graphs)
                .singleElement()
                .satisfies(graph -> assertThat(graph.many(Shop.WARES))
                        .extracting(Ware::name)
                        .containsExactly("at"));
        observe(relata().on(wares.shop(), Shop.WARES).where(dear()).values(Ware::name))
                .sends(1)
                .answers("above");
    }

    /** Writes. */
    @Test
    @Tag("S154")
    default void everyWriteTakesThem() {
        Wares wares = priced();

        observe(relata().from(Ware.class).where(dear()).update(set(Ware::label, "dear")))
                .sends(1)
                .answers(1L);
        wares.expect(is(Ware::label, eq("dear")), "above");
        observe(relata().from(Ware.class).where(not(dear())).deleteAll()).answers(3L);
        wares.expect(allOf(), "above");
    }

    /** Very many steps. */
    @Test
    @Tag("S154")
    default void aCalculationOfVeryManyStepsIsRefused() {
        Wares wares = priced();
        NumberValue<Ware, Integer> sum = valueOf(Ware::stock);
        for (int step = 0; step < 30; step++) {
            sum = sum.plus(1);
        }
        wares.expect(sum.eq(35), "above", "at", "below", "unknown");
        for (int step = 0; step < 5_000; step++) {
            sum = sum.plus(1);
        }

        observe(relata().from(Ware.class).where(sum.gt(0)).all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("calculated in more than 40 steps");
    }

    /** Lookups that share a statement, where a relation has such conditions of its own. */
    @Test
    @Tag("S154")
    default void lookupsThroughSuchConditionsShareAStatement() {
        Wares wares = priced();
        Shop empty = new Wares(this).shop();

        observe(Flux.just(wares.shop(), empty)
                        .flatMap(shop -> relata().on(shop, Shop.DEAR).all())
                        .map(Ware::name)
                        .as(relata()::batched))
                .sends(1)
                .answers("above");
    }
}

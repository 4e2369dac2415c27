package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.avg;
import static dev.relata.model.Aggregates.countDistinct;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Aggregation.Function.AVG;
import static dev.relata.model.Aggregation.Function.COUNT;
import static dev.relata.model.Aggregation.Function.MAX;
import static dev.relata.model.Aggregation.Function.SUM;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Values.valueOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ModelException;
import dev.relata.error.NotFetchedException;
import dev.relata.error.RefusedException;
import dev.relata.model.Aggregated;
import dev.relata.query.Fetch;
import dev.relata.query.Graph;
import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is computed over related rows, in fetch plans and views. */
public interface FetchedAggregateContract extends StoreUnderTest {

    /**
     * A view with an aggregate of each kind.
     *
     * @param name a component of the row
     * @param salesCount a number of related rows
     * @param rebates a sum
     * @param latest a largest value, null over no rows
     * @param mean a mean, null over no rows
     * @param days a number of different values
     */
    record BuyerView(
            String name,
            long salesCount,
            @Aggregated(function = SUM, of = "sales.rebate") long rebates,

            @Aggregated(function = MAX, of = "sales.soldAt") @Nullable
            Instant latest,

            @Aggregated(function = AVG, of = "sales.rebate") @Nullable
            Double mean,

            @Aggregated(function = COUNT, of = "sales.day", distinct = true)
            int days) {}

    /**
     * A view that does not fit.
     *
     * @param latest may be null, and is not said to
     * @param rebates too narrow
     * @param nothing of no relationship
     */
    record Misfit(
            @Aggregated(function = MAX, of = "sales.soldAt") Instant latest,
            @Aggregated(function = SUM, of = "sales.rebate") int rebates,

            @Aggregated(function = SUM, of = "purchases.rebate")
            long nothing) {}

    private void rows() {
        Market market = new Market(this);
        Buyer ann = market.buyer("ann", "DE");
        market.buyer("bob", "FR");
        Buyer cid = market.buyer("cid", "FR");
        Sale first = market.sale(ann, Instant.parse("2024-01-01T00:00:00Z"), 4);
        market.sale(ann, Instant.parse("2024-01-01T05:00:00Z"), 6);
        market.sale(ann, Instant.parse("2024-03-01T00:00:00Z"), null);
        market.sale(cid, Instant.parse("2023-01-01T00:00:00Z"), null);
        market.item(first, null, "1.50", 2);
        market.item(first, null, "2", 1);
    }

    /** One statement for each. */
    @Test
    @Tag("S179")
    default void aPlanFetchesAggregatesOverRelatedRows() {
        rows();
        List<Graph<Buyer>> graphs = observe(relata().from(Buyer.class)
                        .orderBy(asc(Buyer::name))
                        .fetchCount(Buyer.SALES)
                        .fetchSum(Buyer.SALES, Sale::rebate)
                        .fetchMin(Buyer.SALES, Sale::soldAt)
                        .fetchMax(Buyer.SALES, Sale::soldAt)
                        .fetchAggregate(Buyer.SALES, avg(Sale::rebate))
                        .fetchAggregate(Buyer.SALES, countDistinct(Sale::day), sales -> sales.limit(2))
                        .fetchSum(Buyer.FIRST_TWO, Sale::rebate)
                        .fetch(Fetch.aggregate(Buyer.SALES, max(Sale::rebate))
                                .as("small")
                                .narrowed(sales -> sales.where(Sale::rebate, gt(5))))
                        .graphs())
                .sends(9)
                .values();

        Graph<Buyer> ann = graphs.get(0);
        assertThat(ann.count(Buyer.SALES)).isEqualTo(3);
        assertThat(ann.sum(Buyer.SALES, Sale::rebate)).isEqualTo(10L);
        assertThat(ann.min(Buyer.SALES, Sale::soldAt)).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(ann.max(Buyer.SALES, Sale::soldAt)).contains(Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(ann.aggregate(Buyer.SALES, avg(Sale::rebate))).contains(5.0);
        assertThat(ann.aggregate(Buyer.SALES, countDistinct(Sale::day))).contains(1L);
        assertThat(ann.sum(Buyer.FIRST_TWO, Sale::rebate)).isEqualTo(10L);
        assertThat(ann.aggregate("small", Buyer.SALES, max(Sale::rebate))).contains(6);
        Graph<Buyer> bob = graphs.get(1);
        assertThat(bob.count(Buyer.SALES)).isZero();
        assertThat(bob.sum(Buyer.SALES, Sale::rebate)).isEqualTo(0L);
        assertThat(bob.max(Buyer.SALES, Sale::soldAt)).isEmpty();
        assertThat(bob.aggregate(Buyer.SALES, countDistinct(Sale::day))).contains(0L);
        Graph<Buyer> cid = graphs.get(2);
        assertThat(cid.sum(Buyer.SALES, Sale::rebate)).isEqualTo(0L);
        assertThat(cid.aggregate(Buyer.SALES, avg(Sale::rebate))).isEqualTo(Optional.empty());
        assertThat(cid.aggregate("small", Buyer.SALES, max(Sale::rebate))).isEmpty();
    }

    /** Below other branches, over products, in streams. */
    @Test
    @Tag("S179")
    default void aggregatesAreFetchedAtAnyDepth() {
        rows();
        var total = sum(valueOf(SaleItem::price).times(SaleItem::quantity));
        List<Graph<Buyer>> graphs = observe(relata().from(Buyer.class)
                        .orderBy(asc(Buyer::name))
                        .fetch(Buyer.SALES, sales -> sales.fetchAggregate(Sale.ITEMS, total))
                        .iterateGraphs())
                .values();

        List<String> totals = graphs.get(0).graphs(Buyer.SALES).stream()
                .map(sale -> Market.plain(sale.aggregate(Sale.ITEMS, total).orElseThrow()))
                .toList();
        assertThat(totals).containsExactly("5", "0", "0");
    }

    /** In words. */
    @Test
    @Tag("S179")
    default void anAggregateThatWasNotFetchedIsRefused() {
        rows();
        Graph<Buyer> graph = observe(relata().from(Buyer.class)
                        .fetchSum(Buyer.SALES, Sale::rebate)
                        .firstGraph())
                .value();

        assertThatThrownBy(() -> graph.max(Buyer.SALES, Sale::rebate))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("graph.aggregate(Buyer.SALES, sum(Sale::rebate))")
                .hasMessageContaining("add fetchAggregate(Buyer.SALES, max(Sale::rebate))");
        assertThatThrownBy(() -> graph.count(Buyer.SALES)).isInstanceOf(NotFetchedException.class);
        assertThatThrownBy(() -> graph.many(Buyer.SALES)).isInstanceOf(NotFetchedException.class);
        observe(relata().from(Buyer.class)
                        .fetchAggregate(Buyer.SALES, sum(Sale::rebate), sales -> sales.fetch(Sale.ITEMS))
                        .graphs())
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().from(Buyer.class)
                        .fetchSum(Buyer.SALES, Sale::rebate)
                        .fetchAggregate(Buyer.SALES, sum(Sale::rebate), sales -> sales.limit(1))
                        .graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("fetched twice in different ways");
    }

    /** As components. */
    @Test
    @Tag("S179")
    default void aViewShowsAggregatesOverRelatedRows() {
        rows();
        observe(relata().from(Buyer.class)
                        .orderBy(asc(Buyer::name))
                        .into(BuyerView.class)
                        .all())
                .sends(6)
                .answers(
                        new BuyerView("ann", 3, 10, Instant.parse("2024-03-01T00:00:00Z"), 5.0, 2),
                        new BuyerView("bob", 0, 0, null, null, 0),
                        new BuyerView("cid", 1, 0, Instant.parse("2023-01-01T00:00:00Z"), null, 1));
        observe(relata().from(Buyer.class).into(Misfit.class).all())
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("Misfit.latest is never null")
                .hasMessageContaining("Misfit.rebates is of type int, but the sum of Sale.rebate is of type Long")
                .hasMessageContaining("Misfit.nothing is an aggregate over \"purchases.rebate\"");
    }
}

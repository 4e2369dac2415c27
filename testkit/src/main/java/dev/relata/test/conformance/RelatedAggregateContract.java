package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.over;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.between;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.related;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Sale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions and orders by what is computed over related rows. */
public interface RelatedAggregateContract extends StoreUnderTest {

    private void buyersWithSales(int... sales) {
        Market market = new Market(this);
        for (int i = 0; i < sales.length; i++) {
            Buyer buyer = market.buyer("b" + i, i % 2 == 0 ? "DE" : "FR");
            for (int sale = 0; sale < sales[i]; sale++) {
                market.sale(buyer, Instant.parse("202" + sale + "-01-01T00:00:00Z"), sale);
            }
        }
    }

    private static List<String> names(Observed<Buyer> buyers) {
        return buyers.values().stream().map(Buyer::name).toList();
    }

    /** A number of rows. */
    @Test
    @Tag("S177")
    @SuppressWarnings("NullAway") // a null is what is tested
    default void rowsAreSelectedByTheNumberOfTheirRelatedRows() {
        buyersWithSales(0, 1, 2, 3, 6);
        Selection<Buyer> buyers = relata().from(Buyer.class);

        assertThat(names(observe(buyers.whereCount(Buyer.SALES, gt(2L)).all()).sends(1)))
                .containsExactlyInAnyOrder("b3", "b4");
        assertThat(names(observe(buyers.whereCount(Buyer.SALES, eq(0L)).all()).sends(1)))
                .containsExactly("b0");
        assertThat(names(observe(buyers.whereCount(Buyer.SALES, between(1L, 2L)).all())))
                .containsExactlyInAnyOrder("b1", "b2");
        assertThat(names(observe(buyers.whereCount(Buyer.SALES, sales -> sales.where(Sale::rebate, gte(2)), gte(2L))
                        .all())))
                .containsExactly("b4");
        assertThat(names(observe(buyers.whereCount(Buyer.FIRST_TWO, eq(2L)).all())))
                .containsExactlyInAnyOrder("b2", "b3", "b4");
        assertThat(names(observe(buyers.whereCount(Buyer.FIRST_TWO, gt(2L)).all())))
                .isEmpty();
        observe(buyers.whereCount(Buyer.SALES, gt(2L)).count()).sends(1).answers(2L);
        observe(buyers.whereCount(Buyer.SALES, in(Set.of())).count()).sends(0).answers(0L);
        assertThat(names(observe(buyers.whereCount(Buyer.SALES, in(1L, 6L)).all())))
                .containsExactlyInAnyOrder("b1", "b4");
        observe(buyers.orderBy(asc(Buyer::name))
                        .limit(3)
                        .whereCount(Buyer.SALES, gt(0L))
                        .count())
                .answers(2L);
        observe(relata().from(Sale.class)
                        .where(Sale.BUYER, buyer -> buyer.whereCount(Buyer.SALES, gt(5L)))
                        .count())
                .sends(1)
                .answers(6L);
        observe(buyers.whereCount(Buyer.SALES, null).count())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("the condition is null");
    }

    /** A condition like any other: negated, one of several, on related rows, on rows that a limit has left, and for writes. */
    @Test
    @Tag("S186")
    default void theNumberOfRelatedRowsIsComparedWithinFilters() {
        buyersWithSales(0, 1, 2, 3, 6);
        Selection<Buyer> buyers = relata().from(Buyer.class);

        assertThat(names(observe(buyers.where(anyOf(count(Buyer.SALES).gte(6L), is(Buyer::name, eq("b1"))))
                                .all())
                        .sends(1)))
                .containsExactlyInAnyOrder("b1", "b4");
        assertThat(names(observe(buyers.where(not(count(Buyer.SALES).gt(1L))).all())))
                .containsExactlyInAnyOrder("b0", "b1");
        assertThat(names(observe(buyers.where(allOf(
                                count(Buyer.SALES).gte(1L),
                                count(Buyer.SALES, is(Sale::rebate, gte(2))).eq(0L)))
                        .all())))
                .containsExactlyInAnyOrder("b1", "b2");
        assertThat(names(observe(buyers.where(anyOf(
                                count(Buyer.FIRST_TWO).lt(1L),
                                count(Buyer.FIRST_TWO).gt(2L)))
                        .all())))
                .containsExactly("b0");
        observe(buyers.orderBy(asc(Buyer::name))
                        .limit(3)
                        .where(anyOf(
                                count(Buyer.SALES).eq(2L), count(Buyer.SALES).eq(6L)))
                        .count())
                .answers(1L);
        observe(relata().from(Sale.class)
                        .where(anyOf(
                                related(() -> Sale.BUYER, count(Buyer.SALES).gt(5L)), is(Sale::rebate, gt(100))))
                        .count())
                .sends(1)
                .answers(6L);
        observe(buyers.where(anyOf(count(Buyer.SALES).eq(0L), count(Buyer.SALES).eq(3L)))
                        .update(set(Buyer::country, "IT")))
                .answers(2L);
        assertThat(names(observe(buyers.where(Buyer::country, eq("IT")).all()))).containsExactlyInAnyOrder("b0", "b3");
    }

    /** Each target once, however many links lead to it. */
    @Test
    @Tag("S177")
    default void linkedRowsAreCountedEachOnce() {
        Author ann = stored(author("ann"));
        Book none = stored(book(ann, "none", 1));
        Book two = stored(book(ann, "two", 2));
        Label red = stored(new Label(null, "red"));
        Label blue = stored(new Label(null, "blue"));
        observe(relata().on(two, Book.LABELS).add(red));
        observe(relata().on(two, Book.LABELS).add(blue));
        Selection<Book> books = relata().from(Book.class);

        observe(books.whereCount(Book.LABELS, eq(2L)).ids()).sends(1).answers(id(two));
        observe(books.whereCount(Book.LABELS, labels -> labels.where(Label::name, eq("red")), eq(0L))
                        .ids())
                .sends(1)
                .answers(id(none));
        observe(relata().on(ann, Author.BOOKS).orderBy(asc(count(Book.LABELS))).ids())
                .sends(1)
                .answers(id(none), id(two));
        observe(relata().from(Author.class)
                        .orderBy(desc(count(Author.BOOKS, is(Book::pages, gt(1)))))
                        .ids())
                .sends(1)
                .answers(id(ann));
    }

    /** The most of them first. */
    @Test
    @Tag("S178")
    default void rowsAreOrderedByWhatIsComputedOverTheirRelatedRows() {
        buyersWithSales(1, 3, 0, 6, 3);
        Selection<Buyer> buyers = relata().from(Buyer.class);

        assertThat(names(observe(buyers.orderBy(desc(count(Buyer.SALES)))
                                .limit(3)
                                .all())
                        .sends(1)))
                .containsExactly("b3", "b1", "b4");
        assertThat(names(observe(buyers.orderBy(asc(count(Buyer.SALES)))
                        .thenBy(desc(Buyer::name))
                        .all())))
                .containsExactly("b2", "b0", "b4", "b1", "b3");
        assertThat(names(observe(buyers.orderBy(desc(count(Buyer.SALES, is(Sale::rebate, lt(1)))))
                        .all())))
                .containsExactly("b0", "b1", "b3", "b4", "b2");
        assertThat(names(observe(buyers.orderBy(desc(over(Buyer.SALES, sum(Sale::rebate))))
                        .thenBy(asc(Buyer::name))
                        .all())))
                .containsExactly("b3", "b1", "b4", "b0", "b2");
        assertThat(names(observe(buyers.orderBy(asc(over(Buyer.SALES, max(Sale::soldAt))))
                        .all())))
                .containsExactly("b0", "b1", "b4", "b3", "b2");
        assertThat(names(observe(
                        buyers.orderBy(asc(over(Buyer.SALES, max(Sale::soldAt))).nullsFirst())
                                .thenBy(desc(Buyer::name))
                                .iterate())))
                .containsExactly("b2", "b0", "b4", "b1", "b3");
        assertThat(names(observe(buyers.orderBy(desc(count(Buyer.SALES)))
                        .limit(2)
                        .where(Buyer::country, eq("FR"))
                        .all())))
                .containsExactly("b3", "b1");
    }

    /** Cursors hold the number. */
    @Test
    @Tag("S178")
    default void pagesByNumbersOfRelatedRowsAreTheSelectionCutIntoPieces() {
        buyersWithSales(1, 3, 0, 6, 3, 0, 1);
        Selection<Buyer> buyers = relata().from(Buyer.class);
        for (Selection<Buyer> ordered : List.of(
                buyers.orderBy(desc(count(Buyer.SALES))),
                buyers.orderBy(asc(count(Buyer.SALES))).thenBy(desc(Buyer::name)),
                buyers.orderBy(asc(over(Buyer.SALES, max(Sale::soldAt)))),
                buyers.orderBy(desc(over(Buyer.SALES, max(Sale::soldAt)))),
                buyers.orderBy(asc(over(Buyer.SALES, max(Sale::soldAt))).nullsFirst()),
                buyers.whereCount(Buyer.SALES, gt(0L)).orderBy(desc(over(Buyer.SALES, sum(Sale::rebate)))))) {
            List<Buyer> all = observe(ordered.all()).values();
            for (int size : List.of(1, 2, 3)) {
                assertThat(paged(ordered, size)).isEqualTo(all);
            }
        }
        Page<Buyer> first = observe(buyers.orderBy(desc(count(Buyer.SALES))).page(2))
                .sends(1)
                .value();
        observe(buyers.orderBy(asc(count(Buyer.SALES))).page(2, first.next().orElseThrow()))
                .sends(0)
                .fails(InvalidCursorException.class);
    }

    private List<Buyer> paged(Selection<Buyer> buyers, int size) {
        List<Buyer> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Buyer> page = observe(buyers.page(size, cursor)).sends(1).value();
            all.addAll(page.items());
            cursor = page.next().orElse(null);
        } while (cursor != null);
        return all;
    }

    /** Writes. */
    @Test
    @Tag("S177")
    default void rowsAreDeletedByTheNumberOfTheirRelatedRows() {
        buyersWithSales(0, 1, 3, 0);
        observe(relata().from(Buyer.class).whereCount(Buyer.SALES, gt(0L)).update(set(Buyer::country, "IT")))
                .answers(2L);
        observe(relata().from(Buyer.class)
                        .orderBy(asc(count(Buyer.SALES)))
                        .thenBy(desc(Buyer::name))
                        .limit(1)
                        .deleteAll())
                .answers(1L);
        assertThat(names(observe(
                        relata().from(Buyer.class).orderBy(asc(Buyer::name)).all())))
                .containsExactly("b0", "b1", "b2");
        observe(relata().from(Sale.class)
                        .where(Sale.BUYER, buyer -> buyer.whereCount(Buyer.SALES, gt(2L)))
                        .deleteAll())
                .answers(3L);
        observe(relata().from(Buyer.class).whereCount(Buyer.SALES, eq(0L)).deleteAll())
                .answers(2L);
        observe(relata().from(Buyer.class).values(Buyer::name)).answers("b1");
        observe(relata().from(Buyer.class).values(Buyer::country)).answers("IT");
    }
}

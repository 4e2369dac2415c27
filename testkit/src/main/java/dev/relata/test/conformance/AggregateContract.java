package dev.relata.test.conformance;

import static dev.relata.model.Aggregation.Function.AVG;
import static dev.relata.model.Aggregation.Function.SUM;
import static dev.relata.model.Conditions.gt;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.relata.model.Aggregation;
import dev.relata.model.Property;
import dev.relata.model.Term;
import dev.relata.query.Group;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Account;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** One value over many rows. */
public interface AggregateContract extends StoreUnderTest {

    /** Over some rows. */
    @Test
    @Tag("S49")
    default void sumWidensAndTheOthersKeepTheirType() {
        Author author = stored(author("ann"));
        stored(book(author, "a", Integer.MAX_VALUE));
        stored(book(author, "b", 1));
        var books = relata().on(author, Author.BOOKS);

        observe(books.sum(Book::pages)).sends(1).answers(Integer.MAX_VALUE + 1L);
        Number large = observe(books.sum(Book::authorId)).sends(1).value();
        assertThat(large).isInstanceOf(BigDecimal.class);
        assertThat((BigDecimal) large).isEqualByComparingTo(BigDecimal.valueOf(2 * id(author)));
        observe(books.min(Book::pages)).sends(1).answers(1);
        observe(books.max(Book::title)).sends(1).answers("b");
        observe(books.avg(Book::pages)).sends(1).answers((Integer.MAX_VALUE + 1L) / 2.0);
        observe(books.max(Book::publishedAt)).sends(1).answers(Rows.LONG_AGO);
    }

    /** Over no rows, and over nulls. */
    @Test
    @Tag("S49")
    default void sumIsZeroOverNothingAndTheOthersAreEmpty() {
        Author author = stored(author("ann"));
        stored(book(author, null, "a"));
        Selection<Book> none = relata().from(Book.class).where(Book::pages, gt(1_000_000));

        assertThat(observe(none.sum(Book::pages)).sends(1).value().longValue()).isZero();
        observe(none.min(Book::pages)).sends(1).answers();
        observe(none.max(Book::title)).sends(1).answers();
        observe(none.avg(Book::pages)).sends(1).answers();
        observe(none.count()).sends(1).answers(0L);
        observe(relata().from(Book.class).min(Book::editorId)).sends(1).answers();
        assertThat(observe(relata().from(Book.class).sum(Book::editorId))
                        .sends(1)
                        .value()
                        .longValue())
                .isZero();
    }

    /** Of means that no fraction of ten says. */
    @Test
    @Tag("S49")
    default void theMeanOfWholeNumbersIsTheNearestDouble() {
        List<SaleItem> stored = randomItems();
        isTheMean(stored, SaleItem::quantity, 0);
        isTheMean(stored, SaleItem::id, 0);
    }

    /** Of numbers that are no doubles themselves. */
    @Test
    @Tag("S49")
    default void theMeanOfDecimalsIsTheNearestDouble() {
        isTheMean(randomItems(), SaleItem::price, lossOfMeans());
    }

    /** Of numbers whose sum is no double, or larger than any long, and of those that few of many have. */
    @Test
    @Tag("S49")
    default void theMeanOfLargeAndOfSmallNumbersIsTheNearestDouble() {
        List<Long> credits = List.of(2258848920572997260L, 4128704890140739496L, 1806683026058687410L, Long.MAX_VALUE);
        for (Long credit : credits) {
            stored(new Account(null, "account " + credit, credit, null, 0));
        }
        isClose(observe(relata().from(Account.class).avg(Account::credit)).value(), mean(credits), lossOfMeans());

        Market market = new Market(this);
        List<List<String>> prices = List.of(
                List.of("0.01", "0", "0"),
                List.of("0.0025", "0", "0"),
                List.of("0.03", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"));
        for (List<String> some : prices) {
            Sale sale = market.sale(null, Rows.LONG_AGO, null);
            some.forEach(price -> market.item(sale, null, new BigDecimal(price), 1, 0.5));
            Selection<SaleItem> items =
                    relata().from(SaleItem.class).where(SaleItem::saleId).eq(sale.id());
            isClose(observe(items.avg(SaleItem::price)).value(), mean(some), lossOfMeans());
        }
    }

    /** Each value counts once, of numbers of each kind. */
    @Test
    @Tag("S49")
    default void sumsAndMeansOfDistinctValues() {
        for (Long credit : List.of(Long.MAX_VALUE, Long.MAX_VALUE - 1)) {
            stored(new Account(null, "a" + credit, credit, null, 0));
            stored(new Account(null, "b" + credit, credit, null, 0));
        }
        BigDecimal sum = BigDecimal.valueOf(Long.MAX_VALUE).add(BigDecimal.valueOf(Long.MAX_VALUE - 1));
        assertThat(observe(relata().from(Account.class)
                                .aggregate(AggregateContract.<Account, BigDecimal>distinct(SUM, Account::credit)))
                        .value())
                .isEqualByComparingTo(sum);
        isClose(
                observe(relata().from(Account.class)
                                .aggregate(AggregateContract.<Account, Double>distinct(AVG, Account::credit)))
                        .value(),
                sum.divide(BigDecimal.valueOf(2)).doubleValue(),
                lossOfMeans());

        Market market = new Market(this);
        Sale sale = market.sale(null, Rows.LONG_AGO, null);
        market.item(sale, null, BigDecimal.ONE, 3, 0.25);
        market.item(sale, null, BigDecimal.ONE, 3, 0.25);
        market.item(sale, null, BigDecimal.TEN, 4, 0.5);
        Selection<SaleItem> items = relata().from(SaleItem.class);
        observe(items.aggregate(AggregateContract.<SaleItem, Double>distinct(SUM, SaleItem::weight)))
                .answers(0.75);
        observe(items.aggregate(AggregateContract.<SaleItem, Double>distinct(AVG, SaleItem::weight)))
                .answers(0.375);
        observe(items.aggregate(AggregateContract.<SaleItem, Long>distinct(SUM, SaleItem::quantity)))
                .answers(7L);
        observe(items.aggregate(AggregateContract.<SaleItem, Double>distinct(AVG, SaleItem::price)))
                .answers(5.5);
    }

    private static <E, V> Aggregation<E, V> distinct(Aggregation.Function function, Property<E, ?> property) {
        return new Aggregation<>(function, Term.of(property), true);
    }

    /** The part by which a mean of decimals may be off: nothing, but in a stand-in that works it out from doubles. */
    default double lossOfMeans() {
        return 0;
    }

    private List<SaleItem> randomItems() {
        long seed = System.nanoTime();
        System.out.println("random means, seed " + seed);
        Random random = new Random(seed);
        Market market = new Market(this);
        List<SaleItem> stored = new ArrayList<>();
        for (int size = 1; size <= 17; size++) {
            Sale sale = market.sale(null, Rows.LONG_AGO, null);
            for (int item = 0; item < size; item++) {
                BigDecimal price = BigDecimal.valueOf(random.nextInt(400), 2);
                stored.add(market.item(sale, null, price, random.nextInt(4), 0.5));
            }
        }
        return stored;
    }

    private <N extends Number> void isTheMean(List<SaleItem> stored, Property<SaleItem, N> property, double loss) {
        Selection<SaleItem> items = relata().from(SaleItem.class);
        Function<SaleItem, Number> number = item -> Objects.requireNonNull(property.get(item));
        Map<Object, Double> means = stored.stream()
                .collect(groupingBy(
                        SaleItem::saleId, mapping(number, collectingAndThen(toList(), AggregateContract::mean))));
        Flux<Group<Long, Double>> groups = items.group(SaleItem::saleId).avg(property);
        assertThat(observe(groups).sends(1).values())
                .hasSize(means.size())
                .allSatisfy(group -> isClose(group.value(), means.getOrDefault(group.key(), Double.NaN), loss));
        isClose(
                observe(items.avg(property)).sends(1).value(),
                mean(stored.stream().map(number).toList()),
                loss);
    }

    private static void isClose(double mean, double expected, double loss) {
        assertThat(mean).isCloseTo(expected, within(expected * loss));
    }

    private static double mean(List<?> numbers) {
        return numbers.stream()
                .map(number -> new BigDecimal(number.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128)
                .doubleValue();
    }

    /** Over rows that share a value. */
    @Test
    @Tag("S49")
    default void groupsComeInOrderWithNullLast() {
        Author author = stored(author("ann"));
        Person eve = stored(person("eve"));
        Person max = stored(person("max"));
        stored(book(author, max, "a"));
        stored(book(author, eve, "b"));
        stored(book(author, eve, "c"));
        stored(book(author, null, "d"));
        Selection<Book> books = relata().from(Book.class);

        observe(books.group(Book::editorId).count())
                .sends(1)
                .answers(new Group<>(eve.id(), 2L), new Group<>(max.id(), 1L), new Group<>(null, 1L));
        observe(books.group(Book::editorId).max(Book::title))
                .sends(1)
                .answers(new Group<>(eve.id(), "c"), new Group<>(max.id(), "a"), new Group<>(null, "d"));
    }
}

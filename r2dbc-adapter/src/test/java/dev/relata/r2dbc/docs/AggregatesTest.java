package dev.relata.r2dbc.docs;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.countDistinct;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.month;
import static dev.relata.model.Values.valueOf;
import static dev.relata.model.Values.year;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Value;
import dev.relata.query.Graph;
import dev.relata.query.Group;
import dev.relata.query.Page;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.docs.MusicShop.Customer;
import dev.relata.r2dbc.docs.MusicShop.CustomerView;
import dev.relata.r2dbc.docs.MusicShop.Genre;
import dev.relata.r2dbc.docs.MusicShop.Invoice;
import dev.relata.r2dbc.docs.MusicShop.Line;
import dev.relata.r2dbc.docs.MusicShop.Sales;
import dev.relata.r2dbc.docs.MusicShop.Spender;
import dev.relata.r2dbc.docs.MusicShop.Track;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The samples of {@code docs/getting-started.md} that group and sum up. */
class AggregatesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final R2dbcStore STORE = R2dbcStore.builder()
            .url("r2dbc:postgresql://" + DATABASE.host() + ":" + DATABASE.port() + "/" + DATABASE.name())
            .username(DATABASE.user())
            .password(DATABASE.password())
            .build();

    private static Relata relata = Relata.builder()
            .store(STORE)
            .model(Customer.class, Invoice.class, Line.class, Track.class, Genre.class)
            .build();

    /** Seven customers, the first with an invoice, the second with two and so on. */
    @BeforeAll
    static void writeAFewRows() {
        relata.schema().create().block(PATIENCE);
        long rock = id(now(relata.insert(new Genre(null, "rock"))).id());
        long jazz = id(now(relata.insert(new Genre(null, "jazz"))).id());
        List<Long> tracks = List.of(
                id(now(relata.insert(new Track(null, "loud", rock))).id()),
                id(now(relata.insert(new Track(null, "quiet", jazz))).id()),
                id(now(relata.insert(new Track(null, "plain", null))).id()));
        for (int customer = 1; customer <= 7; customer++) {
            String country = customer % 2 == 0 ? "DE" : "FR";
            long buyer = id(now(relata.insert(new Customer(null, "c" + customer, country)))
                    .id());
            for (int invoice = 0; invoice < customer; invoice++) {
                Instant date = Instant.parse((2023 + invoice % 2) + "-05-06T12:00:00Z");
                long bill =
                        id(now(relata.insert(new Invoice(null, buyer, date))).id());
                now(relata.insert(new Line(null, bill, tracks.get(invoice % 3), new BigDecimal("1.50"), invoice + 1)));
            }
        }
    }

    @AfterAll
    static void dropDatabase() {
        STORE.close().block(PATIENCE);
        DATABASE.close();
    }

    private static long id(@Nullable Long id) {
        return Objects.requireNonNull(id);
    }

    private static <T> T now(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(PATIENCE), "an answer");
    }

    private static <T> List<T> now(Flux<T> answers) {
        return now(answers.collectList());
    }

    private static String text(@Nullable Object key, Number number) {
        return key + " "
                + new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    @Test
    void groups() {
        // sample: groups
        Value<Line, Number> revenue = valueOf(Line::price).times(Line::quantity);
        Value<Line, String> genre = valueOf(Line.TRACK, Track.GENRE, Genre::name); // over two to-ones
        Value<Line, Instant> date = valueOf(Line.INVOICE, Invoice::date);
        Value<Line, String> country = valueOf(Line.INVOICE, Invoice.CUSTOMER, Customer::country);

        Mono<Number> total = relata.from(Line.class).sum(revenue); // price times quantity
        Flux<Group<String, Number>> byGenre =
                relata.from(Line.class).group(genre).sum(revenue);
        Flux<Group<Instant, Number>> byMonth =
                relata.from(Line.class).group(month(date)).sum(revenue); // the month's first moment, in UTC
        Flux<Sales> byYearAndCountry = relata.from(Line.class)
                .group(year(date))
                .and(country)
                .having(count(), gte(2L))
                .into(Sales.class, sum(revenue), countDistinct(Line::invoiceId)); // keys first, then aggregates
        Flux<Spender> topFive = relata.from(Line.class)
                .group(valueOf(Line.INVOICE, Invoice::customerId))
                .and(valueOf(Line.INVOICE, Invoice.CUSTOMER, Customer::name))
                .orderBy(desc(sum(revenue)))
                .limit(5)
                .into(Spender.class, sum(revenue));
        Mono<Long> countries = relata.from(Customer.class).countDistinct(Customer::country);
        // end

        assertThat(text("", now(total))).isEqualTo(" 126");
        assertThat(now(byGenre).stream().map(group -> text(group.key(), group.value())))
                .containsExactly("jazz 40.5", "rock 45", "null 40.5");
        assertThat(now(byMonth).stream().map(group -> text(group.key(), group.value())))
                .containsExactly("2023-05-01T00:00:00Z 66", "2024-05-01T00:00:00Z 60");
        assertThat(now(byYearAndCountry).stream()
                        .map(sales ->
                                text(sales.year() + " " + sales.country(), sales.revenue()) + " " + sales.invoices()))
                .containsExactly(
                        "2023-01-01T00:00:00Z DE 21 6",
                        "2023-01-01T00:00:00Z FR 45 10",
                        "2024-01-01T00:00:00Z DE 30 6",
                        "2024-01-01T00:00:00Z FR 30 6");
        assertThat(now(topFive).stream().map(spender -> text(spender.name(), spender.spent())))
                .containsExactly("c7 42", "c6 31.5", "c5 22.5", "c4 15", "c3 9");
        assertThat(now(countries)).isEqualTo(2);
    }

    @Test
    void relatedRows() {
        // sample: related-aggregates
        Flux<Customer> regulars = relata.from(Customer.class)
                .whereCount(Customer.INVOICES, gt(5L)) // more than five
                .orderBy(desc(count(Customer.INVOICES)))
                .all();
        Mono<Page<Customer>> busiest = relata.from(Customer.class)
                .whereCount(Customer.INVOICES, it -> it.where(Invoice::customerId, gt(1L)), gte(1L))
                .orderBy(desc(count(Customer.INVOICES)))
                .page(2);
        Flux<Graph<Customer>> graphs = relata.from(Customer.class)
                .where(Customer::name, eq("c7"))
                .fetchCount(Customer.INVOICES)
                .fetchMax(Customer.INVOICES, Invoice::date) // fetchMin, fetchSum, fetchAggregate(REL, avg(…))
                .graphs();
        Flux<Instant> latest =
                graphs.map(it -> it.max(Customer.INVOICES, Invoice::date).orElseThrow());
        Flux<CustomerView> views =
                relata.from(Customer.class).into(CustomerView.class).all();
        // end

        assertThat(now(regulars)).extracting(Customer::name).containsExactly("c7", "c6");
        assertThat(now(busiest).items()).extracting(Customer::name).containsExactly("c7", "c6");
        assertThat(now(latest)).containsExactly(Instant.parse("2024-05-06T12:00:00Z"));
        assertThat(now(views))
                .contains(
                        new CustomerView("c1", 1, Instant.parse("2023-05-06T12:00:00Z")),
                        new CustomerView("c7", 7, Instant.parse("2024-05-06T12:00:00Z")));
    }
}

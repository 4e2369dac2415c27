package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Till.sale;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.query.Bulk;
import dev.relata.query.Group;
import dev.relata.query.OnConflict;
import dev.relata.query.Page;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Till.Cents;
import dev.relata.test.conformance.Till.Client;
import dev.relata.test.conformance.Till.Iban;
import dev.relata.test.conformance.Till.Receipt;
import dev.relata.test.conformance.Till.Sale;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Values of types that no store knows, which a converter stores. */
public interface ConverterContract extends StoreUnderTest {

    private static Client ann() {
        return new Client(new Iban("DE1"), "ann");
    }

    private Relata withSales() {
        Relata till = Till.opened(this);
        observe(till.bulk().insert(List.of(sale(1, "DE1", 50), sale(2, "DE1", 150), sale(3, "DE2", 250))))
                .values();
        return till;
    }

    /** Also nulls, and arrays of such values. */
    @Test
    @Tag("S144")
    @Requires(Capability.SCHEMA)
    default void convertedValuesComeBack() {
        Relata till = withSales();

        List<Sale> sales =
                observe(till.from(Sale.class).orderBy(asc(Sale::id)).all()).values();
        assertThat(sales).extracting(Sale::total).containsExactly(new Cents(50), new Cents(150), new Cents(250));
        assertThat(sales).extracting(Sale::discount).containsExactly(null, new Cents(1), new Cents(1));
        assertThat(sales.get(1).parts()).containsExactly(new Cents(150));
        Sale changed = new Sale(1, new Iban("DE2"), new Cents(7), null, new Cents[0]);
        assertThat(observe(till.update(changed)).value().total()).isEqualTo(new Cents(7));
        observe(till.schema().verify()).answers();
    }

    /** Compared by what is stored. */
    @Test
    @Tag("S144")
    @Requires(Capability.SCHEMA)
    default void convertedValuesAreComparedAndAssigned() {
        Relata till = withSales();

        observe(till.from(Sale.class).where(Sale::total, gt(new Cents(100))).count())
                .answers(2L);
        observe(till.from(Sale.class)
                        .where(Sale::clientIban, in(new Iban("DE2"), new Iban("DE3")))
                        .values(Sale::id))
                .answers(3L);
        observe(till.from(Sale.class).orderBy(desc(Sale::total)).values(Sale::total))
                .answers(new Cents(250), new Cents(150), new Cents(50));
        observe(till.from(Sale.class)
                        .where(Sale::total)
                        .eq(new Cents(50))
                        .update(set(Sale::discount, new Cents(9)).and(Sale::total, new Cents(60))))
                .answers(1L);
        observe(till.from(Sale.class).where(Sale::discount).eq(new Cents(9)).values(Sale::total))
                .answers(new Cents(60));
    }

    /** In views, groups, minima and maxima, and cursors. */
    @Test
    @Tag("S144")
    @Requires(Capability.SCHEMA)
    default void convertedValuesAreShown() {
        Relata till = withSales();

        observe(till.from(Sale.class)
                        .orderBy(asc(Sale::id))
                        .limit(1)
                        .into(Receipt.class)
                        .all())
                .answers(new Receipt(new Cents(50), null, ann()));
        observe(till.from(Sale.class).min(Sale::total)).answers(new Cents(50));
        observe(till.from(Sale.class).group(Sale::clientIban).max(Sale::total))
                .answers(new Group<>(new Iban("DE1"), new Cents(150)), new Group<>(new Iban("DE2"), new Cents(250)));
        observe(till.from(Sale.class)
                        .group(Sale::clientIban)
                        .having(max(Sale::total), gt(new Cents(200)))
                        .min(Sale::total))
                .answers(new Group<>(new Iban("DE2"), new Cents(250)));
        observe(till.from(Client.class)
                        .orderBy(asc(Client::iban))
                        .fetchMax(Client.SALES, Sale::total)
                        .graphs()
                        .map(graph -> graph.max(Client.SALES, Sale::total).orElseThrow()))
                .answers(new Cents(150), new Cents(250));
        Page<Sale> first =
                observe(till.from(Sale.class).orderBy(asc(Sale::total)).page(2)).value();
        observe(till.from(Sale.class)
                        .orderBy(asc(Sale::total))
                        .page(2, first.next().orElseThrow())
                        .map(page -> page.items().get(0).total()))
                .answers(new Cents(250));
    }

    /** As ids, and as keys that refer to them. */
    @Test
    @Tag("S144")
    @Requires(Capability.SCHEMA)
    default void convertedValuesAreKeys() {
        Relata till = withSales();

        observe(till.find(Client.class, new Iban("DE1"))).sends(1).answers(ann());
        observe(till.from(Client.class).orderBy(asc(Client::iban)).ids()).answers(new Iban("DE1"), new Iban("DE2"));
        observe(till.on(sale(3, "DE2", 250), Sale.CLIENT).get().map(Client::name))
                .answers("bob");
        observe(till.onKey(Client.SALES, new Iban("DE1")).count()).answers(2L);
        observe(till.load(List.of(ann()), Client.SALES).map(Map::size)).answers(1);
        observe(till.on(ann(), Client.SALES).create(sale(4, "DE1", 1)).map(Sale::clientIban))
                .answers(new Iban("DE1"));
        observe(Flux.just(1L, 2L, 3L)
                        .flatMapSequential(id -> till.find(Sale.class, id))
                        .flatMapSequential(
                                each -> till.on(each, Sale.CLIENT).get().map(Client::name))
                        .as(till::batched))
                .sends(2)
                .answers("ann", "ann", "bob");
        observe(till.upsert(new Client(new Iban("DE2"), "ben")).map(Client::name))
                .answers("ben");
    }

    /** In chunks, and under a policy. */
    @Test
    @Tag("S144")
    @Requires(Capability.SCHEMA)
    default void convertedValuesAreWrittenInBulk() {
        Relata till = withSales();
        List<Sale> many =
                LongStream.range(10, 700).mapToObj(id -> sale(id, "DE1", id)).toList();

        observe(till.bulk().insert(Sale.class, Flux.fromIterable(many))).answers(690L);
        observe(till.from(Sale.class).max(Sale::total)).answers(new Cents(699));
        observe(till.bulk(Bulk.defaults().onConflict(OnConflict.update()))
                        .insert(List.of(new Client(new Iban("DE1"), "eve")))
                        .map(Client::name))
                .answers("eve");
    }

    /** It names the property, and nothing is sent. */
    @Test
    @Tag("S144")
    @Requires(Capability.SCHEMA)
    default void whatAConverterThrowsNamesTheProperty() {
        Relata till = withSales();
        Iban refused = new Iban("refused");

        observe(till.insert(new Client(refused, "x")))
                .sends(0)
                .failsNaming(InvalidValueException.class, "Client.iban", "no such account");
        observe(till.from(Sale.class).where(Sale::clientIban).eq(refused).count())
                .sends(0)
                .failsNaming(InvalidValueException.class, "Sale.clientIban", "no such account");
        observe(till.find(Client.class, refused))
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Client.iban");
    }
}

package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.elements;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.json;
import static dev.relata.model.Conditions.matches;
import static dev.relata.model.Conditions.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.model.Filter;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Shop;
import dev.relata.test.conformance.model.Ware;
import dev.relata.test.conformance.model.Ware.Address;
import dev.relata.test.conformance.model.Ware.Maker;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Conditions that look into arrays, documents and texts. */
public interface DocumentConditionContract extends StoreUnderTest {

    private Wares tagged() {
        Wares wares = new Wares(this);
        wares.described("a", new String[] {"red", "round", "red"}, List.of(1, 2), null);
        wares.described("b", new String[] {"red", "it's \"{,}\\"}, List.of(2, 3), null);
        wares.described("c", new String[] {}, List.of(), null);
        wares.described("d", null, null, null);
        return wares;
    }

    /** Elements that are there. */
    @Test
    @Tag("S156")
    @Requires(Capability.ARRAY_OPERATORS)
    default void arraysAreAskedForTheirElements() {
        Wares wares = tagged();

        wares.expect(elements(Ware::tags).contains("red"), "a", "b");
        wares.expect(elements(Ware::tags).contains("it's \"{,}\\"), "b");
        wares.expect(elements(Ware::tags).containsAll(List.of("round", "red")), "a");
        wares.expect(elements(Ware::tags).overlaps(Set.of("round", "square")), "a");
        wares.expect(elements(Ware::tags).overlaps(List.of("square")));
        wares.expect(elements(Ware::sizes).contains(2), "a", "b");
        wares.expect(elements(Ware::sizes).containsAll(List.of(3, 2)), "b");
        wares.expect(elements(Ware::sizes).overlaps(List.of(1, 7)), "a");
    }

    /** Nulls, and no elements. */
    @Test
    @Tag("S156")
    @Requires(Capability.ARRAY_OPERATORS)
    default void arraysThatAreNullHaveNoElements() {
        Wares wares = tagged();

        wares.expect(not(elements(Ware::tags).contains("red")), "c", "d");
        wares.expect(not(elements(Ware::sizes).overlaps(List.of(1, 2, 3))), "c", "d");
        wares.expect(elements(Ware::tags).containsAll(List.of()), "a", "b", "c");
        wares.expect(not(elements(Ware::tags).containsAll(List.of())), "d");
        observe(relata().from(Ware.class)
                        .where(elements(Ware::tags).overlaps(List.of()))
                        .count())
                .sends(0)
                .answers(0L);
        observe(relata().from(Ware.class)
                        .where(elements(Ware::tags).containsAll(Arrays.asList("red", null)))
                        .count())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Ware.tags: a null among the elements");
        observe(relata().from(Ware.class)
                        .where(elements(Ware::tags).contains("\0"))
                        .count())
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Ware.tags");
    }

    /** Lookups that share a statement. */
    @Test
    @Tag("S156")
    @Requires(Capability.ARRAY_OPERATORS)
    default void lookupsThroughElementsShareAStatement() {
        Wares wares = tagged();
        Shop empty = new Wares(this).shop();

        observe(Flux.just(wares.shop(), empty)
                        .flatMap(shop -> relata().on(shop, Shop.RED).all())
                        .map(Ware::name)
                        .as(relata()::batched))
                .sends(1)
                .answersInAnyOrder("a", "b");
    }

    private Wares made() {
        Wares wares = new Wares(this);
        Address paris = new Address("Paris", new BigDecimal("2"), List.of("7", "8"));
        Address london = new Address("London", new BigDecimal("2.5"), List.of());
        wares.described("a", null, null, new Maker("ann", true, paris));
        wares.described("b", null, null, new Maker("bob", false, london));
        wares.described("c", null, null, new Maker("2", false, null));
        wares.described("d", null, null, null);
        return wares;
    }

    /** Values at paths. */
    @Test
    @Tag("S157")
    @Requires(Capability.JSON_PATHS)
    default void documentsAreAskedForTheValueAtAPath() {
        Wares wares = made();

        wares.expect(json(Ware::maker, "name").eq("bob"), "b");
        wares.expect(json(Ware::maker, "address", "city").eq("Paris"), "a");
        wares.expect(json(Ware::maker, "certified").eq(true), "a");
        wares.expect(json(Ware::maker, "address", "floor").eq(2), "a");
        wares.expect(json(Ware::maker, "address", "floor").eq(new BigDecimal("2.50")), "b");
        wares.expect(json(Ware::maker, "address", "floor").eq(2.5), "b");
    }

    /** Paths that lead to nothing, or elsewhere. */
    @Test
    @Tag("S157")
    @Requires(Capability.JSON_PATHS)
    default void aPathThatLeadsToNothingHasNoValue() {
        Wares wares = made();

        wares.expect(json(Ware::maker, "address", "city").ne("Paris"), "b", "c", "d");
        wares.expect(not(json(Ware::maker, "certified").eq(false)), "a", "d");
        wares.expect(json(Ware::maker, "name").eq(2));
        wares.expect(json(Ware::maker, "nothing", "there").eq("Paris"));
        wares.expect(json(Ware::maker, "address", "doors").eq("7"));
        wares.expect(json(Ware::maker, "address").eq("Paris"));
        observe(relata().from(Ware.class)
                        .where(json(Ware::maker, "certified").eq(Double.NaN))
                        .count())
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Ware.maker");
    }

    /** Related rows, and writes. */
    @Test
    @Tag("S157")
    @Requires({Capability.JSON_PATHS, Capability.ARRAY_OPERATORS})
    default void relatedRowsAndWritesTakeThem() {
        Wares wares = made();
        Filter<Ware> inParis = json(Ware::maker, "address", "city").eq("Paris");

        observe(relata().from(Shop.class)
                        .whereAny(Shop.WARES, ware -> ware.where(inParis))
                        .whereNone(
                                Shop.WARES,
                                ware -> ware.where(elements(Ware::tags).contains("red")))
                        .all())
                .sends(1)
                .answers(wares.shop());
        observe(relata().from(Ware.class).where(inParis).update(set(Ware::stock).plus(1)))
                .sends(1)
                .answers(1L);
        observe(relata().from(Ware.class).where(inParis).deleteAll()).answers(1L);
        wares.expect(not(inParis), "b", "c", "d");
    }

    /** Words of texts. */
    @Test
    @Tag("S158")
    @Requires(Capability.FULL_TEXT)
    default void textsAreSearchedForWords() {
        Wares wares = new Wares(this);
        wares.dated("a", "The quick brown foxes jumped", Rows.LONG_AGO, null);
        wares.dated("b", "a fox that is slow", Rows.LONG_AGO, null);
        wares.dated("c", null, Rows.LONG_AGO, null);

        wares.expect(is(Ware::label, matches("fox jumps", "english")), "a");
        wares.expect(is(Ware::label, matches("fox", "english")), "a", "b");
        wares.expect(is(Ware::label, matches("fox", "simple")), "b");
        wares.expect(is(Ware::label, matches("slow & | ! ' fox")), "b");
        wares.expect(is(Ware::label, matches("")));
        wares.expect(not(is(Ware::label, matches("fox", "english"))), "c");
        observe(relata().from(Ware.class)
                        .where(Ware::label, matches("fox", "x'; drop"))
                        .all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("names no search configuration");
    }

    /** A store that cannot. */
    @Test
    @Tag("S158")
    default void whatAStoreCannotLookIntoIsRefused() {
        boolean searches = capabilities().contains(Capability.FULL_TEXT);
        assertThat(searches).isEqualTo(relata().capabilities().contains(Capability.FULL_TEXT));
        if (!searches) {
            observe(relata().from(Ware.class).where(Ware::label, matches("fox")).all())
                    .sends(0)
                    .fails(RefusedException.class)
                    .hasMessageContaining("Ware.label")
                    .hasMessageContaining("Capability.FULL_TEXT");
        }
    }
}

package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.NotUniqueException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Campaign;
import dev.relata.test.conformance.model.Coupon;
import dev.relata.test.conformance.model.Digest;
import dev.relata.test.conformance.model.Grade;
import dev.relata.test.conformance.model.Level;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Order;
import dev.relata.test.conformance.model.Parcel;
import dev.relata.test.conformance.model.Rate;
import dev.relata.test.conformance.model.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of several components, keys that are not unique, and keys that Java holds different. */
public interface KeyContract extends StoreUnderTest {

    /** A key of two components, both there. */
    @Test
    @Tag("S04")
    default void aCompositeKeyFindsItsRowAndItsRows() {
        Order order = stored(new Order(1L, 10L, "ann"));
        stored(new Order(2L, 10L, "bob"));
        Line line = stored(new Line(1L, 1L, 10L, "ink"));
        Line other = stored(new Line(2L, 1L, 10L, "pen"));

        observe(relata().on(line, Line.ORDER).get()).sends(1).answers(order);
        observe(relata().on(order, Order.LINES).all()).sends(1).answers(line);
        observe(relata().onKey(Order.LINES, List.of(2L, 10L)).all()).sends(1).answers(other);
        observe(relata().find(Order.class, List.of(1L, 10L))).sends(1).answers(order);
    }

    /** A key of two components, one of which is null. */
    @Test
    @Tag("S04")
    default void aCompositeKeyThatIsNullInPartRelatesNothing() {
        stored(new Order(1L, 10L, "ann"));
        Line loose = stored(new Line(1L, 1L, null, "ink"));

        observe(relata().on(loose, Line.ORDER).get()).sends(0).answers();
        observe(relata().load(List.of(loose), Line.ORDER)).sends(0).answers(Map.of());
        observe(relata().from(Line.class).where(Line.ORDER, order -> order).all())
                .sends(1)
                .answers();
    }

    /** A reference to something that two rows have. */
    @Test
    @Tag("S05")
    default void aReferenceThatMatchesTwoRowsFails() {
        Rate north = stored(new Rate(null, "north", 5));
        stored(new Rate(null, "south", 6));
        stored(new Rate(null, "south", 7));

        observe(relata().on(new Parcel(1L, "north"), Parcel.RATE).get())
                .sends(1)
                .answers(north);
        observe(relata().on(new Parcel(2L, "south"), Parcel.RATE).get())
                .sends(1)
                .failsNaming(NotUniqueException.class, "Parcel.RATE", "zone=south");
    }

    /** Numbers of different scale, bytes in different arrays, and the two zeros. */
    @Test
    @Tag("S53")
    default void keysAreEqualWhereTheDatabaseSaysSo() {
        observe(relata().insert(new Grade(new BigDecimal("1.50"), "good"))).sends(1);
        observe(relata().insert(new Digest(new byte[] {0, -1}, "hash"))).sends(1);
        observe(relata().insert(new Level(0.0, "ground"))).sends(1);
        Sample sample = stored(new Sample(null, new BigDecimal("1.5"), new byte[] {0, -1}, -0.0));

        assertThat(observe(relata().on(sample, Sample.GRADE).get())
                        .sends(1)
                        .value()
                        .name())
                .isEqualTo("good");
        assertThat(observe(relata().on(sample, Sample.DIGEST).get())
                        .sends(1)
                        .value()
                        .name())
                .isEqualTo("hash");
        assertThat(observe(relata().on(sample, Sample.LEVEL).get())
                        .sends(1)
                        .value()
                        .name())
                .isEqualTo("ground");
    }

    /** The same keys, asked for many owners at once. */
    @Test
    @Tag("S53")
    default void answersAreRoutedByPositionNotByEquals() {
        observe(relata().insert(new Grade(new BigDecimal("1.50"), "good"))).sends(1);
        observe(relata().insert(new Digest(new byte[] {0, -1}, "hash"))).sends(1);
        observe(relata().insert(new Level(0.0, "ground"))).sends(1);
        Sample one = new Sample(1L, new BigDecimal("1.5"), new byte[] {0, -1}, -0.0);
        Sample two = new Sample(2L, new BigDecimal("1.500"), new byte[] {0, -1}, 0.0);

        assertThat(observe(relata().load(List.of(one, two), Sample.GRADE))
                        .sends(1)
                        .value())
                .hasSize(2);
        assertThat(observe(relata().load(List.of(one, two), Sample.DIGEST))
                        .sends(1)
                        .value())
                .hasSize(2);
        assertThat(observe(relata().load(List.of(one, two), Sample.LEVEL))
                        .sends(1)
                        .value())
                .hasSize(2);
    }

    /** Text of a fixed length, whose blanks at the end do not count. */
    @Test
    @Tag("S53")
    @Requires(Capability.NATIVE_TYPES)
    default void keysOfTheStoresOwnTypesCompareByItsRules() {
        observe(relata().insert(new Campaign("spring", "Spring sale"))).sends(1);
        Coupon given = new Coupon(1L, "spring");
        Coupon filledUp = new Coupon(2L, "spring  ");

        assertThat(observe(relata().load(List.of(given, filledUp), Coupon.CAMPAIGN))
                        .sends(1)
                        .value()
                        .values())
                .extracting(Campaign::name)
                .containsExactly("Spring sale", "Spring sale");
        assertThat(observe(relata().on(given, Coupon.CAMPAIGN).get())
                        .sends(1)
                        .value()
                        .name())
                .isEqualTo("Spring sale");
    }
}

package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidValueException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.model.Assignment;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Region;
import dev.relata.test.conformance.model.Shop;
import dev.relata.test.conformance.model.Student;
import dev.relata.test.conformance.model.Ware;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Assignments of values that the store works out for each row. */
public interface ComputedUpdateContract extends StoreUnderTest {

    private Ware updated(Wares wares, Ware ware, Assignment<Ware> assignment) {
        observe(relata().from(Ware.class)
                        .where(Ware::id, eq(Objects.requireNonNull(ware.id())))
                        .update(assignment))
                .sends(1)
                .answers(1L);
        return wares.now(ware);
    }

    private Observed<Long> observeUpdate(Ware ware, Assignment<Ware> assignment) {
        return observe(relata().from(Ware.class)
                .where(Ware::id, eq(Objects.requireNonNull(ware.id())))
                .update(assignment));
    }

    /** Many rows, each with a value of its own. */
    @Test
    @Tag("S150")
    default void numbersOfManyRowsAreCountedInOneStatement() {
        Wares wares = new Wares(this);
        Ware few = wares.stored("few", 1);
        Ware many = wares.stored("many", 40);
        Ware other = wares.stored("other", 100);

        observe(relata().from(Ware.class)
                        .where(Ware::name, in("few", "many"))
                        .update(set(Ware::stock).minus(1).and(Ware::sold).plus(1L)))
                .sends(1)
                .answers(2L);

        assertThat(wares.now(few)).extracting(Ware::stock, Ware::sold).containsExactly(0, 11L);
        assertThat(wares.now(many)).extracting(Ware::stock, Ware::sold).containsExactly(39, 11L);
        assertThat(wares.now(other)).extracting(Ware::stock, Ware::sold).containsExactly(100, 10L);
    }

    /** Every type of number, and nulls. */
    @Test
    @Tag("S150")
    default void eachNumberIsCalculatedInItsOwnType() {
        Wares wares = new Wares(this);
        Ware ware = wares.priced("a", 3, "2.50", null);

        Ware after = updated(
                wares,
                ware,
                set(Ware::stock)
                        .plus(2)
                        .and(Ware::wanted)
                        .minus(1)
                        .and(Ware::sold)
                        .plus(5_000_000_000L)
                        .and(Ware::rows)
                        .plus((byte) 2)
                        .and(Ware::price)
                        .plus(new BigDecimal("0.25")));

        assertThat(after)
                .extracting(Ware::stock, Ware::wanted, Ware::sold, Ware::rows)
                .containsExactly(7, 2, 5_000_000_010L, (byte) 3);
        assertThat(after.price()).isEqualByComparingTo("2.75");
        assertThat(updated(wares, ware, set(Ware::cost).plus(BigDecimal.ONE)).cost())
                .as("a null stays null")
                .isNull();
    }

    /** More than the type of the property holds. */
    @Test
    @Tag("S150")
    default void whatAPropertyCannotHoldIsAnErrorThatNamesIt() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", Integer.MAX_VALUE);

        assertThat(observeUpdate(ware, set(Ware::stock).plus(1))
                        .fails(StoreException.class)
                        .hasMessageContaining("Ware.stock")
                        .actual())
                .extracting("reason")
                .isEqualTo(Reason.TOO_LARGE);
        observeUpdate(ware, set(Ware::sold).plus(Long.MAX_VALUE))
                .fails(StoreException.class)
                .hasMessageContaining("Ware.sold");
        observeUpdate(ware, set(Ware::rows).plus((byte) 127))
                .fails(StoreException.class)
                .hasMessageContaining("Ware.rows");
        observeUpdate(ware, set(Ware::stock).toValue(valueOf(Ware::stock).plus(Ware::reserved)))
                .fails(StoreException.class)
                .hasMessageContaining("Ware.stock");
        assertThat(wares.now(ware)).usingRecursiveComparison().isEqualTo(ware);
    }

    /** Properties of the same row. */
    @Test
    @Tag("S151")
    default void propertiesTakeTheValuesThatTheRowHadBefore() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);

        Ware swapped = updated(
                wares,
                ware,
                set(Ware::stock)
                        .toProperty(Ware::reserved)
                        .and(Ware::reserved)
                        .toProperty(Ware::stock)
                        .and(Ware::label)
                        .toProperty(Ware::name)
                        .and(Ware::soldAt)
                        .toProperty(Ware::listedAt));

        assertThat(swapped)
                .extracting(Ware::stock, Ware::reserved, Ware::label, Ware::soldAt)
                .containsExactly(1, 5, "a", Rows.LONG_AGO);
        assertThat(updated(
                        wares,
                        ware,
                        set(Ware::cost).to(BigDecimal.TEN).and(Ware::wanted).toProperty(Ware::wanted)))
                .extracting(Ware::wanted)
                .isNull();
        assertThat(updated(
                        wares,
                        ware,
                        set(Ware::label)
                                .toProperty(Ware::label)
                                .and(Ware::soldAt)
                                .to(null)))
                .extracting(Ware::label, Ware::soldAt)
                .containsExactly("a", null);
        Ware computed = updated(
                wares,
                ware,
                set(Ware::stock)
                        .toValue(valueOf(Ware::reserved)
                                .times(3)
                                .minus(valueOf(Ware::stock).plus(2))));
        assertThat(computed.stock()).isEqualTo(12);
    }

    /** A null for a property that may not be null. */
    @Test
    @Tag("S151")
    default void aNullIsTakenOverOnlyWhereItMayBe() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);

        observeUpdate(ware, set(Ware::stock).toProperty(Ware::wanted)).fails(StoreException.class);
        observeUpdate(ware, set(Ware::name).toProperty(Ware::label)).fails(StoreException.class);
        assertThat(wares.now(ware)).usingRecursiveComparison().isEqualTo(ware);
    }

    /** The clock of the store. */
    @Test
    @Tag("S152")
    default void timesAreThoseOfTheStoresClock() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);
        Instant before = Instant.now().minus(Duration.ofMinutes(5));

        Ware after = updated(
                wares,
                ware,
                set(Ware::soldAt)
                        .toNow()
                        .and(Ware::soldOn)
                        .toNow()
                        .and(Ware::countedAt)
                        .toNow()
                        .and(Ware::changedAt)
                        .toNow());

        Instant sold = Objects.requireNonNull(after.soldAt());
        assertThat(sold).isBetween(before, Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(after.changedAt()).isEqualTo(sold);
        assertThat(after.countedAt()).isEqualTo(LocalDateTime.ofInstant(sold, ZoneOffset.UTC));
        assertThat(after.soldOn()).isEqualTo(LocalDate.ofInstant(sold, ZoneOffset.UTC));
        observeUpdate(ware, set(Ware::stock).toNow())
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Ware.stock is of type Integer: toNow() needs");
    }

    /** The default of a column. */
    @Test
    @Tag("S152")
    @Requires(Capability.COLUMN_DEFAULTS)
    default void aDefaultIsThatOfTheColumn() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);
        updated(wares, ware, set(Ware::rank, 1).and(Ware::label, "x"));

        assertThat(updated(
                        wares,
                        ware,
                        set(Ware::rank).toDefault().and(Ware::label).toDefault()))
                .extracting(Ware::rank, Ware::label)
                .containsExactly(7, null);
    }

    /** Without defaults of columns. */
    @Test
    @Tag("S152")
    default void aDefaultIsRefusedWhereThereIsNone() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);

        if (!capabilities().contains(Capability.COLUMN_DEFAULTS)) {
            observeUpdate(ware, set(Ware::rank).toDefault())
                    .sends(0)
                    .fails(RefusedException.class)
                    .hasMessageContaining("Ware.rank")
                    .hasMessageContaining("Capability.COLUMN_DEFAULTS");
        }
    }

    /** Versions, and times of changes. */
    @Test
    @Tag("S150")
    default void aComputedChangeCountsAndTellsItsTime() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);
        Ware first = updated(wares, ware, set(Ware::stock).plus(1));
        Ware second = updated(wares, ware, set(Ware::stock).plus(1).and(Ware::changedAt, Rows.LONG_AGO));

        assertThat(first.version()).isEqualTo(1);
        assertThat(first.changedAt()).isAfter(Rows.LONG_AGO);
        assertThat(second)
                .extracting(Ware::stock, Ware::version, Ware::changedAt)
                .containsExactly(7, 2, Rows.LONG_AGO);
    }

    /** Bounds, owners, related rows. */
    @Test
    @Tag("S150")
    default void everySelectionIsChangedByWhatItsRowsHold() {
        Wares wares = new Wares(this);
        Ware a = wares.stored("a", 1);
        Ware b = wares.stored("b", 2);
        Ware c = wares.stored("c", 3);
        Ware elsewhere = new Wares(this).stored("d", 9);

        observe(relata().from(Ware.class)
                        .orderBy(desc(Ware::stock))
                        .limit(2)
                        .where(Ware::name, gt("a"))
                        .update(set(Ware::stock).plus(10)))
                .answers(2L);
        observe(relata().on(wares.shop(), Shop.WARES)
                        .where(Ware::stock, gt(2))
                        .update(set(Ware::stock).minus(1)))
                .answers(1L);
        observe(relata().from(Ware.class)
                        .where(
                                Ware.SHOP,
                                shop -> shop.where(
                                        Shop::id,
                                        eq(Objects.requireNonNull(wares.shop().id()))))
                        .update(set(Ware::sold).plus(1L)))
                .answers(3L);
        observe(relata().from(Ware.class)
                        .where(Ware::id, in())
                        .update(set(Ware::stock).plus(1)))
                .sends(0)
                .answers(0L);

        assertThat(Stream.of(a, b, c, elsewhere).map(wares::now).map(Ware::stock))
                .containsExactly(1, 2, 12, 19);
        assertThat(wares.now(elsewhere).sold()).isEqualTo(10);
    }

    /** The same row, from many sides at the same time. */
    @Test
    @Tag("S150")
    default void changesAtTheSameTimeAreNotLost() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 50);

        observe(Flux.range(0, 50)
                        .flatMap(
                                any -> relata().from(Ware.class)
                                        .where(Ware::id, eq(Objects.requireNonNull(ware.id())))
                                        .where(Ware::stock, gt(0))
                                        .update(set(Ware::stock).minus(1)),
                                8)
                        .reduce(0L, Long::sum))
                .answers(50L);

        assertThat(wares.now(ware).stock()).isZero();
    }

    /** A transaction that is undone. */
    @Test
    @Tag("S150")
    @Requires(Capability.TRANSACTIONS)
    default void aComputedChangeIsUndoneWithItsTransaction() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);

        observe(relata().from(Ware.class)
                        .update(set(Ware::stock).plus(1))
                        .then(Mono.error(new IllegalStateException("no")))
                        .as(relata()::transactional))
                .fails(IllegalStateException.class);

        assertThat(wares.now(ware).stock()).isEqualTo(5);
    }

    /** What may not be assigned, and links. */
    @Test
    @Tag("S153")
    default void idsAndVersionsAreRefused() {
        Wares wares = new Wares(this);
        Ware ware = wares.stored("a", 5);

        observeUpdate(ware, set(Ware::id).plus(1L))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Ware.id is part of the id");
        observeUpdate(ware, set(Ware::version).plus(1))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Ware.version");
    }

    /** A key that rows follow. */
    @Test
    @Tag("S153")
    default void aKeyThatRowsFollowIsGivenAndNotWorkedOut() {
        observe(relata().from(Region.class).update(set(Region::tag).toProperty(Region::code)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Region.tag is referred to by rows that follow its changes");
    }

    /** The data of a link that may be new. */
    @Test
    @Tag("S153")
    default void theDataOfALinkAreGivenAndNotWorkedOut() {
        Student student = stored(new Student(null, "ann"));
        Course course = stored(new Course(null, "maths"));

        observe(relata().on(student, Student.COURSES)
                        .add(course, set(Enrollment::grade).toProperty(Enrollment::grade)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("the data of a link are values that are given");
    }
}

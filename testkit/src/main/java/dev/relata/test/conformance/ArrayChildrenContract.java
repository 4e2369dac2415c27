package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Folder;
import dev.relata.test.conformance.model.Sheet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** One-to-manys whose owner keeps the ids of its rows as an array. */
public interface ArrayChildrenContract extends StoreUnderTest {

    private Folder folder(String name) {
        return stored(new Folder(null, name));
    }

    private static Long key(@Nullable Long id) {
        return Objects.requireNonNull(id, "stored rows have an id");
    }

    private Sheet sheet(String title) {
        return stored(new Sheet(null, title));
    }

    private void expect(Folder folder, Sheet... sheets) {
        observe(relata().on(folder, Folder.SHEETS).all()).sends(1).answersInAnyOrder(sheets);
    }

    /** Rows that nobody has. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void aRowThatNobodyHasGetsIntoTheArrayInOneWrite() {
        Folder folder = folder("a");
        Sheet one = sheet("one");
        Sheet two = sheet("two");

        observe(relata().on(folder, Folder.SHEETS).add(one)).sends(2).answers(one);
        observe(relata().on(folder, Folder.SHEETS).add(one)).sends(2).answers(one);
        observe(relata().on(folder, Folder.SHEETS).addMany(List.of(one, two)))
                .sends(2)
                .answers(2L);
        expect(folder, one, two);
        observe(relata().on(folder, Folder.SHEETS).add(new Sheet(null, "draft")))
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().on(folder, Folder.SHEETS.where(Sheet::title, startsWith("x")))
                        .add(one))
                .sends(0)
                .fails(RefusedException.class);
    }

    /** Rows that another owner has. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void aRowOfAnotherOwnerMovesToTheArray() {
        Folder first = folder("first");
        Folder second = folder("second");
        Sheet one = sheet("one");
        Sheet two = sheet("two");
        Sheet three = sheet("three");
        observe(relata().on(first, Folder.SHEETS).addMany(List.of(one, two))).answers(2L);

        observe(relata().on(second, Folder.SHEETS).add(one)).answers(one);
        expect(first, two);
        expect(second, one);
        observe(relata().on(second, Folder.SHEETS).set(List.of(two, three))).answers();
        expect(first);
        expect(second, two, three);
        observe(relata().on(second, Folder.SHEETS).moveAll(first)).answers(2L);
        observe(relata().on(second, Folder.SHEETS).moveAll(first)).answers(0L);
        expect(first, two, three);
        expect(second);
    }

    /** Taking rows out leaves them stored. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void rowsAreTakenOutOfTheArrayAndStayStored() {
        Folder folder = folder("a");
        Sheet one = sheet("one");
        Sheet two = sheet("two");
        Sheet other = sheet("other");
        observe(relata().on(folder, Folder.SHEETS).addMany(List.of(one, two))).answers(2L);

        observe(relata().on(folder, Folder.SHEETS).remove(other)).sends(1).fails(NotRelatedException.class);
        observe(relata().on(folder, Folder.SHEETS).removeMany(List.of(one, other)))
                .sends(1)
                .fails(NotRelatedException.class)
                .hasMessageContaining("Folder.SHEETS.removeMany");
        expect(folder, one, two);
        observe(relata().on(folder, Folder.SHEETS).remove(one)).sends(2).answers();
        expect(folder, two);
        observe(relata().on(folder, Folder.SHEETS).clear()).sends(1).answers();
        expect(folder);
        observe(relata().from(Sheet.class).count()).answers(3L);
        observe(relata().on(folder, Folder.SHEETS.limit(1)).clear()).sends(0).fails(RefusedException.class);
    }

    /** Setting just some, none of which another owner has. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void setOfAnArrayOfRowsIsOneWrite() {
        Folder folder = folder("a");
        Folder gone = folder("gone");
        Sheet one = sheet("one");
        Sheet two = sheet("two");
        observe(relata().delete(gone)).answers(true);

        observe(relata().on(folder, Folder.SHEETS).set(List.of(one, two, one)))
                .sends(2)
                .answers();
        expect(folder, one, two);
        observe(relata().on(folder, Folder.SHEETS).set(List.of())).sends(1).answers();
        expect(folder);
        observe(relata().on(gone, Folder.SHEETS).set(List.of(one))).fails(RowNotFoundException.class);
    }

    /** New rows. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void newRowsGetIntoTheArray() {
        Folder folder = folder("a");

        Sheet one = observe(relata().on(folder, Folder.SHEETS).create(new Sheet(null, "one")))
                .value();
        List<Sheet> more = observe(relata().on(folder, Folder.SHEETS)
                        .createMany(List.of(new Sheet(null, "two"), new Sheet(null, "three"))))
                .values();
        observe(relata().on(folder, Folder.SHEETS)
                        .createManyCount(Flux.just(new Sheet(null, "four"), new Sheet(null, "five"))))
                .answers(2L);

        assertThat(more).extracting(Sheet::title).containsExactly("two", "three");
        observe(relata().on(folder, Folder.SHEETS).orderBy(asc(Sheet::id)).values(Sheet::title))
                .answers("one", "two", "three", "four", "five");
        observe(relata().on(folder, Folder.SHEETS)
                        .where(Sheet::id, eq(key(one.id())))
                        .exists())
                .answers(true);
    }

    /** What cannot be offered says what to do. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void whatNeedsAKeyInTheRowIsRefused() {
        Folder folder = folder("a");
        Sheet draft = new Sheet(null, "x");

        observe(relata().on(folder, Folder.SHEETS).getOrCreate(draft, Sheet::title))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("then add(…)");
        observe(relata().on(folder, Folder.SHEETS).updateOrCreate(draft, Sheet::title))
                .sends(0)
                .fails(RefusedException.class);
    }

    /** Reads of many owners, and conditions. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void rowsInArraysAreReadLikeAnyOneToMany() {
        Folder first = folder("first");
        Folder second = folder("second");
        Sheet one = sheet("one");
        Sheet two = sheet("two");
        observe(relata().on(first, Folder.SHEETS).addMany(List.of(one, two))).answers(2L);
        var byTitle = Folder.SHEETS.orderBy(asc(Sheet::title));

        observe(relata().load(List.of(first, second), byTitle))
                .sends(1)
                .answers(Map.of(first, List.of(one, two), second, List.of()));
        observe(relata().load(List.of(first, second), byTitle.limit(1)))
                .sends(1)
                .answers(Map.of(first, List.of(one), second, List.of()));
        observe(relata().from(Folder.class)
                        .whereAny(Folder.SHEETS, s -> s.where(Sheet::title, eq("two")))
                        .values(Folder::name))
                .sends(1)
                .answers("first");
        assertThat(observe(relata().from(Folder.class)
                                .orderBy(asc(Folder::name))
                                .fetch(byTitle)
                                .graphs())
                        .sends(2)
                        .values()
                        .get(0)
                        .many(byTitle))
                .containsExactly(one, two);
        observe(relata().delete(first)).sends(1).answers(true);
        observe(relata().from(Sheet.class).count()).answers(2L);
    }

    /** A row that is deleted is in no array any more. */
    @Test
    @Tag("S28")
    @Requires(Capability.ID_ARRAYS)
    default void aRowThatGoesIsTakenOutOfTheArray() {
        Folder folder = folder("a");
        Sheet one = sheet("one");
        Sheet two = sheet("two");
        observe(relata().on(folder, Folder.SHEETS).addMany(List.of(one, two))).answers(2L);

        observe(relata().delete(one)).answers(true);
        stored(one);
        expect(folder, two);
        observe(relata().on(folder, Folder.SHEETS).deleteAll()).answers(1L);
        observe(relata().from(Sheet.class).all()).answers(one);
    }
}

package dev.relata.metamodel;

import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Errors;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.Relationship;
import dev.relata.model.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the tables of many-to-manys are named, and how their two sides find each other. */
class JunctionTest {

    record Tag(@Id @Nullable Long id) {}

    record Book(@Id @Nullable Long id) {
        static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
    }

    record Person(@Id @Nullable Long id) {
        static final ManyToMany<Person, Person> FRIENDS = manyToMany(Person.class, Person.class);
    }

    record Page(@Id Long bookId, @Id int number) {
        static final ManyToMany<Page, Tag> TAGS = manyToMany(Page.class, Tag.class);
    }

    record ByHand(@Id Long id) {
        static final ManyToMany<ByHand, Tag> TAGS =
                manyToMany(ByHand.class, Tag.class).junction("labels").columns("thing", "label");
    }

    record Left(@Id Long id) {
        static final ManyToMany<Left, Right> RIGHTS = manyToMany(Left.class, Right.class);
    }

    record Right(@Id Long id) {
        static final ManyToMany<Right, Left> LEFTS =
                manyToMany(Right.class, Left.class).inverseOf("RIGHTS");
    }

    record Mutual(@Id Long id) {
        static final ManyToMany<Mutual, Other> OTHERS =
                manyToMany(Mutual.class, Other.class).inverseOf("MUTUALS");
    }

    record Other(@Id Long id) {
        static final ManyToMany<Other, Mutual> MUTUALS =
                manyToMany(Other.class, Mutual.class).inverseOf("OTHERS").columns("other", "mutual");
    }

    record Unlinked(@Id Long id) {
        static final ManyToMany<Unlinked, Twin> TWINS = manyToMany(Unlinked.class, Twin.class);
    }

    record Twin(@Id Long id) {
        static final ManyToMany<Twin, Unlinked> UNLINKEDS = manyToMany(Twin.class, Unlinked.class);
    }

    record Apart(@Id Long id) {
        static final ManyToMany<Apart, Tag> LIKED =
                manyToMany(Apart.class, Tag.class).junction("liked");
        static final ManyToMany<Apart, Tag> HATED =
                manyToMany(Apart.class, Tag.class).junction("hated");
    }

    record Fan(@Id Long id) {
        static final ManyToMany<Fan, Band> LOVED =
                manyToMany(Fan.class, Band.class).junction("loved");
        static final ManyToMany<Fan, Band> LOATHED =
                manyToMany(Fan.class, Band.class).junction("loathed");
    }

    record Band(@Id Long id) {
        static final ManyToMany<Band, Fan> LOVERS =
                manyToMany(Band.class, Fan.class).inverseOf("LOVED");
        static final ManyToMany<Band, Fan> HATERS =
                manyToMany(Band.class, Fan.class).inverseOf("LOATHED");
    }

    record Half(@Id Long id) {
        static final ManyToMany<Half, Whole> ONES =
                manyToMany(Half.class, Whole.class).junction("ones");
        static final ManyToMany<Half, Whole> OTHERS = manyToMany(Half.class, Whole.class);
    }

    record Whole(@Id Long id) {}

    record SameTwice(@Id Long id) {
        static final ManyToMany<SameTwice, Tag> ONE =
                manyToMany(SameTwice.class, Tag.class).junction("links");
        static final ManyToMany<SameTwice, Tag> TWO =
                manyToMany(SameTwice.class, Tag.class).junction("links");
    }

    record WrongInverse(@Id Long id) {
        static final ManyToMany<WrongInverse, Book> BOOKS =
                manyToMany(WrongInverse.class, Book.class).inverseOf("TAGS");
        static final ManyToMany<WrongInverse, Tag> TAGS =
                manyToMany(WrongInverse.class, Tag.class).inverseOf("NOTHING");
    }

    record TooManyColumns(@Id Long id) {
        static final ManyToMany<TooManyColumns, Tag> TAGS =
                manyToMany(TooManyColumns.class, Tag.class).columns(List.of("one", "two"), List.of("three"));
    }

    record SameColumns(@Id Long id) {
        static final ManyToMany<SameColumns, Tag> TAGS =
                manyToMany(SameColumns.class, Tag.class).columns("link", "link");
    }

    record TakenTable(@Id Long id) {
        static final ManyToMany<TakenTable, Tag> TAGS =
                manyToMany(TakenTable.class, Tag.class).junction("tags");
    }

    @Table("shop.things")
    record InSchema(@Id long id) {
        static final ManyToMany<InSchema, TagInSchema> TAGS = manyToMany(InSchema.class, TagInSchema.class);
    }

    @Table("shop.tags")
    record TagInSchema(@Id long id) {}

    private static <S, T> Junction junction(Model model, Relationship<S, T> relationship) {
        return model.relationship(relationship).junctionOrThrow();
    }

    private static List<String> columns(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).toList();
    }

    private static void assertJunction(Junction junction, String table, List<String> owner, List<String> target) {
        assertThat(junction.type().table()).isEqualTo(table);
        assertThat(columns(junction.ownerColumns())).isEqualTo(owner);
        assertThat(columns(junction.targetColumns())).isEqualTo(target);
    }

    @Test
    void byRuleItIsNamedAfterBothTablesAndItsColumnsAfterBothTypes() {
        Model model = Model.of(Book.class, Tag.class);

        assertJunction(junction(model, Book.TAGS), "books_tags", List.of("book_id"), List.of("tag_id"));
        assertJunction(junction(model, Book.TAGS.inverse()), "books_tags", List.of("tag_id"), List.of("book_id"));
        assertThat(junction(model, Book.TAGS).hasRecord()).isFalse();
    }

    @Test
    void ofOneTypeTheColumnsSayFromAndTo() {
        Model model = Model.of(Person.class);

        assertJunction(
                junction(model, Person.FRIENDS), "persons_persons", List.of("from_person_id"), List.of("to_person_id"));
        assertJunction(
                junction(model, Person.FRIENDS.inverse()),
                "persons_persons",
                List.of("to_person_id"),
                List.of("from_person_id"));
    }

    @Test
    void aCompositeIdHasAColumnForEachComponent() {
        assertJunction(
                junction(Model.of(Page.class, Tag.class), Page.TAGS),
                "pages_tags",
                List.of("page_book_id", "page_number"),
                List.of("tag_id"));
    }

    @Test
    void byRuleItIsInItsOwnersSchema() {
        Model model = Model.of(InSchema.class, TagInSchema.class);
        assertThat(junction(model, InSchema.TAGS).type().table()).isEqualTo("shop.things_tags");
    }

    @Test
    void itMayBeNamedByHand() {
        assertJunction(
                junction(Model.of(ByHand.class, Tag.class), ByHand.TAGS), "labels", List.of("thing"), List.of("label"));
    }

    @Test
    void twoDeclaredSidesAreWiredByName() {
        Model model = Model.of(Left.class, Right.class);

        assertJunction(junction(model, Right.LEFTS), "lefts_rights", List.of("right_id"), List.of("left_id"));
        assertThat(model.references(model.entity(Left.class)))
                .as("one junction, so one kind of link")
                .hasSize(1);
    }

    @Test
    void whereEachSideNamesTheOtherTheyShareOneJunctionAndColumnsGivenByHandHold() {
        Model model = Model.of(Mutual.class, Other.class);

        assertJunction(junction(model, Other.MUTUALS), "others_mutuals", List.of("other"), List.of("mutual"));
        assertJunction(junction(model, Mutual.OTHERS), "others_mutuals", List.of("mutual"), List.of("other"));
    }

    @Test
    void twoUnlinkedOnesBetweenTheSameTypesAreRefused() {
        Errors.of(Unlinked.class, Twin.class)
                .containsExactly("Unlinked.TWINS and Twin.UNLINKEDS are two many-to-manys between the same types: where"
                        + " they are two sides of one, make one inverseOf(…) the other or drop it and use inverse();"
                        + " where they are not, give each a junction(…) of its own");
        Errors.of(SameTwice.class, Tag.class).singleElement().asString().contains("SameTwice.ONE and SameTwice.TWO");
    }

    @Test
    void twoWithJunctionsOfTheirOwnAreTwoRelations() {
        Model model = Model.of(Apart.class, Tag.class);

        assertThat(junction(model, Apart.LIKED).type().table()).isEqualTo("liked");
        assertThat(junction(model, Apart.HATED).type().table()).isEqualTo("hated");
        assertThat(model.references(model.entity(Tag.class))).hasSize(2);
    }

    /** A side that is inverseOf(…) one with a junction of its own has that junction. */
    @Test
    void twoWithJunctionsOfTheirOwnMayBeDeclaredAtBothEnds() {
        Model model = Model.of(Fan.class, Band.class);

        assertThat(junction(model, Band.LOVERS).type().table()).isEqualTo("loved");
        assertThat(junction(model, Band.HATERS).type().table()).isEqualTo("loathed");
        Errors.of(Half.class, Whole.class)
                .singleElement()
                .asString()
                .startsWith("Half.ONES and Half.OTHERS are two many-to-manys between the same types");
    }

    @Test
    void aWrongInverseIsRefusedWithWhatThereIs() {
        Errors.of(WrongInverse.class, Book.class, Tag.class)
                .containsExactlyInAnyOrder(
                        "WrongInverse.BOOKS is inverseOf(\"TAGS\"), but Book.TAGS is not a many-to-many to WrongInverse:"
                                + " name the other side of this one",
                        "WrongInverse.TAGS is inverseOf(\"NOTHING\"), which Tag does not have: it has []");
    }

    @Test
    void columnsByHandFitTheIdsAndDiffer() {
        Errors.of(TooManyColumns.class, Tag.class)
                .containsExactly(
                        "TooManyColumns.TAGS names 2 junction column(s) [one, two] for TooManyColumns, whose id"
                                + " has 1: name one for each component");
        Errors.of(SameColumns.class, Tag.class)
                .containsExactly("SameColumns.TAGS names the junction column link twice: give each its own name in"
                        + " columns(…)");
    }

    @Test
    void aJunctionIsNotTheTableOfARecord() {
        Errors.of(TakenTable.class, Tag.class)
                .containsExactly("TakenTable.TAGS keeps its links in tags, the table of Tag: declare it through(…) that"
                        + " record, or name another junction(…)");
    }
}

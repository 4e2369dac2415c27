package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ModelException;
import dev.relata.error.NotUniqueException;
import dev.relata.model.From;
import dev.relata.query.Iteration;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Category;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records of another shape, whose components are the plan. */
public interface ViewContract extends StoreUnderTest {

    /** An author with a list, an optional to-one, a number and a renamed component. */
    record AuthorView(
            String name,
            List<BookView> books,
            Optional<ProfileView> profile,
            long booksCount,
            @From("email") String address,
            @From("longReads") List<TitleView> tomes) {}

    /** A book with a set, a to-one that may be null, and one that may not. */
    record BookView(
            String title,
            Set<LabelView> labels,
            @Nullable PersonView editor,
            @From("author") NameView by) {}

    /** One column. */
    record ProfileView(String bio) {}

    /** One column. */
    record TitleView(String title) {}

    /** One column. */
    record LabelView(String name) {}

    /** One column. */
    record PersonView(String name) {}

    /** One column. */
    record NameView(String name) {}

    /** Whole rows in a view. */
    record WithRows(String title, Author author, List<? extends Label> labels) {}

    /** A one-to-one before what the row itself has. */
    record Signed(@From("author") NameView by, String bio) {}

    /** A view of itself. */
    record Tree(String name, List<Tree> children) {}

    /** Everything that can be wrong. */
    record Misfits(
            int id,
            String titel,
            List<TitleView> author,
            PersonView editor,
            LabelView labels,
            List<Wrong> authors,
            long editorCount,
            @From("labels") List<Wrong> nested,
            @From("labels") List<String> names,
            @From("author") String writer) {}

    /** Fits no label. */
    record Wrong(String colour) {}

    /** Two authors, two books, one of them with everything. */
    private Book library() {
        Author ann = stored(author("ann"));
        stored(author("bob"));
        stored(new Profile(null, id(ann), "about ann"));
        Person editor = stored(person("ed"));
        Book first = stored(new Book(null, id(ann), editor.id(), "a", 700, null, Rows.LONG_AGO));
        stored(book(ann, "b", 2));
        Label sea = stored(new Label(null, "sea"));
        Label sky = stored(new Label(null, "sky"));
        observe(relata().on(first, Book.LABELS).addMany(List.of(sea, sky))).answers(2L);
        return first;
    }

    /** The whole shape. */
    @Test
    @Tag("S79")
    default void theComponentsOfARecordAreThePlan() {
        library();
        Set<LabelView> labels = new LinkedHashSet<>(List.of(new LabelView("sea"), new LabelView("sky")));
        AuthorView ann = new AuthorView(
                "ann",
                List.of(
                        new BookView("a", labels, new PersonView("ed"), new NameView("ann")),
                        new BookView("b", Set.of(), null, new NameView("ann"))),
                Optional.of(new ProfileView("about ann")),
                2,
                "ann@example.com",
                List.of(new TitleView("a")));
        AuthorView bob = new AuthorView("bob", List.of(), Optional.empty(), 0, "bob@example.com", List.of());
        var views = relata().from(Author.class).orderBy(asc(Author::name)).into(AuthorView.class);

        observe(views.all()).sends(8).answers(ann, bob);
        observe(views.iterate()).sends(8).answers(ann, bob);
        observe(views.iterate(Iteration.fetchSize(1))).answers(ann, bob);
        observe(views.first()).sends(8).answers(ann);
        observe(views.one()).fails(NotUniqueException.class);
        observe(relata().from(Author.class)
                        .where(Author::name, eq("bob"))
                        .into(AuthorView.class)
                        .one())
                .answers(bob);
        observe(relata().from(Author.class)
                        .where(Author::name, eq("eve"))
                        .into(AuthorView.class)
                        .one())
                .sends(1)
                .answers();
    }

    /** Columns that nobody shows. */
    @Test
    @Tag("S79")
    default void onlyTheColumnsThatAreNeededAreRead() {
        library();

        observe(relata().from(Author.class).into(NameView.class).all()).sends(1).values();

        assertThat(statements().statements())
                .allSatisfy(statement -> assertThat(statement).doesNotContain("\"email\""));
    }

    /** Views with whole rows. */
    @Test
    @Tag("S79")
    default void aViewMayHoldWholeRows() {
        Book book = library();
        Author ann = observe(relata().on(book, Book.AUTHOR).get()).value();

        WithRows view = observe(relata().from(Book.class)
                        .where(Book::title, eq("a"))
                        .into(WithRows.class)
                        .one())
                .sends(3)
                .value();

        assertThat(view.author()).isEqualTo(ann);
        assertThat(view.labels()).extracting(Label::name).containsExactlyInAnyOrder("sea", "sky");
    }

    /** A one-to-one that is required. */
    @Test
    @Tag("S79")
    default void aRequiredOneToOneOfAViewComesWithItsOwners() {
        library();

        observe(relata().from(Profile.class).into(Signed.class).all())
                .sends(1)
                .answers(new Signed(new NameView("ann"), "about ann"));
    }

    /** A view that holds itself. */
    @Test
    @Tag("S79")
    default void aViewOfItselfFollowsTheRelationToTheEnd() {
        stored(new Category(1L, null, "r"));
        stored(new Category(2L, 1L, "a"));
        stored(new Category(3L, 2L, "b"));

        observe(relata().from(Category.class)
                        .where(Category::id, eq(1L))
                        .into(Tree.class)
                        .all())
                .sends(4)
                .answers(new Tree("r", List.of(new Tree("a", List.of(new Tree("b", List.of()))))));
    }

    /** What does not fit. */
    @Test
    @Tag("S79")
    default void allThatDoesNotFitIsNamedWithWhatItCouldBe() {
        var views = relata().from(Book.class).into(Misfits.class);

        observe(views.all())
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("Misfits.id is of type int, but Book.id is of type java.lang.Long")
                .hasMessageContaining("Misfits.titel fits nothing of Book")
                .hasMessageContaining("title")
                .hasMessageContaining("Misfits.author is a list, but Book.AUTHOR is to one row")
                .hasMessageContaining("Misfits.editor is never null, but Book.EDITOR may have no Person")
                .hasMessageContaining("Misfits.labels is one row, but Book.LABELS is to many")
                .hasMessageContaining("Misfits.authors fits nothing of Book")
                .hasMessageContaining("Misfits.editorCount fits nothing")
                .hasMessageContaining("Wrong.colour fits nothing of Label")
                .hasMessageContaining(
                        "Misfits.names shows Book.LABELS as String, which is not a record: it could be Label,")
                .hasMessageContaining("Misfits.writer shows Book.AUTHOR as String");
    }
}

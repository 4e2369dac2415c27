package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.NotFetchedException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Category;
import dev.relata.test.conformance.model.Parcel;
import dev.relata.test.conformance.model.Rate;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Fetch plans that cannot be carried out, and graphs that are asked for too much. */
public interface GraphRefusalContract extends StoreUnderTest {

    /** One name for two things. */
    @Test
    @Tag("S78")
    default void twoViewsUnderOneNameAreRefused() {
        stored(author("ann"));

        observe(relata().from(Author.class)
                        .fetch(Author.BOOKS)
                        .fetch(Author.BOOKS, b -> b.limit(1))
                        .graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Author.BOOKS")
                .hasMessageContaining("alias");
    }

    /** Only the selection that is given can be narrowed: another one has its own owner, or its own rows. */
    @Test
    @Tag("S78")
    default void aSelectionThatIsNotTheOneGivenIsRefused() {
        Author author = stored(author("ann"));
        Selection<Author> authors = relata().from(Author.class);
        List<Publisher<?>> refused = List.of(
                authors.fetch(Author.BOOKS, any -> relata().on(author, Author.BOOKS))
                        .graphs(),
                authors.fetch(Author.BOOKS, any -> relata().from(Book.class)).graphs(),
                authors.fetch(Author.BOOKS, any -> relata().from(Book.class).where(Book::pages, gt(1)))
                        .iterateGraphs(),
                authors.whereAny(Author.BOOKS, any -> relata().on(author, Author.BOOKS))
                        .all(),
                relata().from(Book.class).where(Book.AUTHOR, any -> authors).count(),
                authors.fetch(Author.BOOKS, books -> books.prefetch(Book.AUTHOR))
                        .graphs(),
                authors.fetch(Author.BOOKS, books -> books.strict()).graphs());

        refused.forEach(publisher -> observe(publisher).sends(0).fails(RefusedException.class));
        observe(authors.fetch(Author.BOOKS, any -> relata().from(Book.class)).graphs())
                .fails(RefusedException.class)
                .hasMessageContaining("Author.BOOKS")
                .hasMessageContaining("rows -> rows.where(…)");
        observe(authors.fetch(
                                Author.BOOKS,
                                books -> books.where(Book::pages, gt(1)).limit(2))
                        .graphs())
                .sends(2)
                .value();
    }

    /** What was not fetched. */
    @Test
    @Tag("S77")
    default void whatWasNotFetchedIsAnErrorThatNamesTheCall() {
        stored(author("ann"));
        Graph<Author> graph = observe(relata().from(Author.class)
                        .fetch("few", Author.BOOKS, b -> b.limit(1))
                        .graphs())
                .value();

        assertThat(graph.fetched(Author.BOOKS)).isFalse();
        assertThat(graph).asString().contains(graph.root().toString(), "with [fetch(\"few\", Author.BOOKS, …)]");
        assertThatThrownBy(() -> graph.many(Author.BOOKS))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("fetch(Author.BOOKS)")
                .hasMessageContaining("fetch(\"few\", Author.BOOKS, …)");
        assertThatThrownBy(() -> graph.one(Author.PROFILE))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("fetch(Author.PROFILE)");
        assertThatThrownBy(() -> graph.count(Author.BOOKS))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("fetchCount(Author.BOOKS)");
        assertThatThrownBy(() -> graph.many("other", Author.BOOKS))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("fetch(\"other\", Author.BOOKS, …)");
    }

    /** What was fetched is named, and how to ask for it. */
    @Test
    @Tag("S77")
    default void whatWasFetchedInsteadIsNamedWithHowToAskForIt() {
        stored(book(stored(author("ann")), "sea", 700));
        stored(new Student(null, "sam"));
        stored(new Category(1L, null, "root"));
        stored(new Category(2L, 1L, "leaf"));
        Selection<Author> authors = relata().from(Author.class);

        Graph<Author> few = graph(authors.fetch(Author.BOOKS.limit(2)));
        notFetched(
                () -> few.many(Author.BOOKS),
                "Author.BOOKS was not fetched for this Author, but fetch(Author.BOOKS.limit(2)) was: ask"
                        + " graph.many(Author.BOOKS.limit(2)); or add fetch(Author.BOOKS) to the selection");
        assertThat(few.many(Author.BOOKS.limit(2))).hasSize(1);
        notFetched(() -> few.count(Author.BOOKS), "graph.many(Author.BOOKS.limit(2))", "add fetchCount(Author.BOOKS)");
        notFetched(
                () -> graph(authors.fetch(Author.LONG_READS)).many(Author.BOOKS), "ask graph.many(Author.LONG_READS)");
        notFetched(
                () -> graph(authors.fetch(
                                Author.BOOKS.where(Book::title, startsWith("s")).orderBy(desc(Book::pages))))
                        .many(Author.BOOKS),
                "ask graph.many(Author.BOOKS.where(Book::title, startsWith(\"s\")).orderBy(desc(Book::pages)))");
        notFetched(
                () -> graph(authors.fetch(Author.BOOKS)).many(Author.BOOKS.limit(3)),
                "Author.BOOKS.limit(3) was not fetched",
                "ask graph.many(Author.BOOKS)");
        notFetched(
                () -> graph(authors.fetch("few", Author.BOOKS, b -> b.limit(2))).many(Author.BOOKS),
                "ask graph.many(\"few\", Author.BOOKS)");
        notFetched(
                () -> graph(authors.fetch(Author.BOOKS)).many("few", Author.BOOKS),
                "Author.BOOKS as \"few\" was not fetched",
                "ask graph.many(Author.BOOKS)");
        notFetched(() -> graph(authors.fetchCount(Author.BOOKS)).many(Author.BOOKS), "ask graph.count(Author.BOOKS)");
        Selection<Student> students = relata().from(Student.class);
        notFetched(
                () -> graph(students.fetch(Student.COURSES)).links(Student.COURSES),
                "ask graph.many(Student.COURSES)",
                "add fetchLinks(Student.COURSES)");
        notFetched(
                () -> graph(students.fetch(Fetch.links(Student.COURSES).as("all")))
                        .links(Student.COURSES),
                "ask graph.links(\"all\", Student.COURSES)");
    }

    /** The same on another level, or in the other direction. */
    @Test
    @Tag("S77")
    default void whatWasFetchedOnAnotherLevelIsNamed() {
        stored(book(stored(author("ann")), "sea", 700));
        stored(new Category(1L, null, "root"));
        stored(new Category(2L, 1L, "leaf"));
        Selection<Category> root = relata().from(Category.class).where(Category::id, eq(1L));

        Graph<Category> above = graph(root.fetch(Category.CHILDREN, c -> c.fetch(Category.PARENT)));
        notFetched(
                () -> above.one(Category.PARENT),
                "ask graph.many(Category.CHILDREN)",
                "fetch(Category.CHILDREN) was, its other side");
        notFetched(
                () -> above.graphs(Category.CHILDREN).get(0).many(Category.CHILDREN), "ask graph.one(Category.PARENT)");
        Graph<Author> author = graph(relata().from(Author.class)
                .fetch(Author.BOOKS, b -> b.fetch(Book.AUTHOR, a -> a.fetch(Author.PROFILE))));
        notFetched(
                () -> author.one(Author.PROFILE),
                "it was for the Author below: ask the graphs of graph.graphs(Author.BOOKS).get(…).graphs(Book.AUTHOR)");
        notFetched(
                () -> author.graphs(Author.BOOKS)
                        .get(0)
                        .graphs(Book.AUTHOR)
                        .get(0)
                        .many(Author.BOOKS),
                "it was for the Author above: ask the graph of that one");
    }

    private <T> Graph<T> graph(Selection<T> plan) {
        return observe(plan.graphs()).value();
    }

    private static void notFetched(ThrowingCallable asking, String... words) {
        assertThatThrownBy(asking)
                .isInstanceOf(NotFetchedException.class)
                .message()
                .contains(words);
    }

    /** What a to-one promises. */
    @Test
    @Tag("S01")
    default void aToOneThatIsMissingOrAmbiguousFailsThePlan() {
        stored(new Parcel(null, "north"));
        Selection<Parcel> parcels = relata().from(Parcel.class).orderBy(asc(Parcel::id));

        observe(parcels.fetch(Parcel.RATE).graphs())
                .sends(2)
                .failsNaming(RelatedNotFoundException.class, "Parcel.RATE: no Rate with zone=north (from Parcel id=");
        observe(parcels.fetch(Parcel.RATE, rate -> rate.limit(1))
                        .graphs()
                        .map(graph -> graph.one(Parcel.RATE).isPresent()))
                .sends(2)
                .answers(false);
        stored(new Rate(null, "north", 3));
        stored(new Rate(null, "north", 4));
        observe(parcels.fetch(Parcel.RATE).graphs())
                .sends(2)
                .fails(NotUniqueException.class)
                .hasMessageContaining("Parcel.RATE");
        observe(parcels.fetch(Parcel.RATE).iterateGraphs())
                .sends(2)
                .failsNaming(NotUniqueException.class, "more than one Rate with zone=north (from Parcel id=");
        observe(parcels.fetch(Fetch.of(Parcel.RATE).by(FetchStrategy.JOIN)).graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("BATCH");
    }
}

package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.NotFetchedException;
import dev.relata.error.RefusedException;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Badge;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Order;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Fetch plans: graphs in a constant number of statements. */
public interface GraphContract extends StoreUnderTest {

    /** Three levels. */
    @Test
    @Tag("S75")
    default void aGraphOfThreeLevelsIsThreeStatementsAndALimitIsPerOwner() {
        Label sea = stored(new Label(null, "sea"));
        Label sky = stored(new Label(null, "sky"));
        for (int i = 0; i < 7; i++) {
            Author author = stored(author("a" + i));
            for (int j = 0; j < i; j++) {
                Book book = stored(book(author, "b" + j, 100 * j));
                observe(relata().on(book, Book.LABELS).addMany(j % 2 == 0 ? List.of(sea) : List.of(sea, sky)))
                        .values();
            }
        }
        Selection<Author> authors = relata().from(Author.class).orderBy(asc(Author::name));

        List<Graph<Author>> graphs = observe(authors.fetch(
                                Author.BOOKS,
                                b -> b.orderBy(desc(Book::pages)).limit(5).fetch(Book.LABELS))
                        .graphs())
                .sends(3)
                .values();

        assertThat(graphs).extracting(graph -> graph.root().name()).containsExactly(names(7));
        assertThat(graphs).extracting(graph -> graph.many(Author.BOOKS).size()).containsExactly(0, 1, 2, 3, 4, 5, 5);
        Graph<Author> last = graphs.get(6);
        assertThat(last.many(Author.BOOKS)).extracting(Book::pages).containsExactly(500, 400, 300, 200, 100);
        assertThat(last.graphs(Author.BOOKS))
                .extracting(book -> book.many(Book.LABELS).size())
                .containsExactly(2, 1, 2, 1, 2);
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i).toArray(String[]::new);
    }

    /** Every kind of relationship, and what is not there. */
    @Test
    @Tag("S78")
    default void everyKindOfRelationshipIsFetched() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Profile profile = stored(new Profile(null, id(ann), "about ann"));
        Person editor = stored(person("ed"));
        Book edited = stored(book(ann, editor, "edited"));
        Book raw = stored(book(ann, (Person) null, "raw"));
        Person other = stored(person("zoe"));
        Badge badge = stored(new Badge(null, editor.id(), "chief"));

        List<Graph<Author>> authors = observe(relata().from(Author.class)
                        .orderBy(asc(Author::name))
                        .fetch(Author.PROFILE)
                        .fetch(Author.BOOKS, b -> b.fetch(Book.EDITOR, e -> e.fetch(Person.BADGE)))
                        .graphs())
                .sends(5)
                .values();

        assertThat(authors.get(0).one(Author.PROFILE)).contains(profile);
        assertThat(authors.get(1).root()).isEqualTo(bob);
        assertThat(authors.get(1).one(Author.PROFILE)).isEmpty();
        assertThat(authors.get(1).many(Author.BOOKS)).isEmpty();
        List<Graph<Book>> books = authors.get(0).graphs(Author.BOOKS);
        assertThat(books).<Book>extracting(Graph::root).containsExactly(edited, raw);
        assertThat(books.get(0).one(Book.EDITOR)).contains(editor);
        assertThat(books.get(0).graphs(Book.EDITOR).get(0).one(Person.BADGE)).contains(badge);
        assertThat(books.get(1).one(Book.EDITOR)).isEmpty();
        observe(relata().from(Badge.class)
                        .fetch(Badge.PERSON)
                        .graphs()
                        .map(graph -> graph.one(Badge.PERSON).orElse(other)))
                .sends(2)
                .answers(editor);
    }

    /** Several views of one relation. */
    @Test
    @Tag("S78")
    default void aliasesTellViewsOfOneRelationApart() {
        Author ann = stored(author("ann"));
        Book small = stored(book(ann, "small", 1));
        Book middle = stored(book(ann, "middle", 2));
        Book large = stored(book(ann, "large", 700));

        Graph<Author> graph = observe(relata().from(Author.class)
                        .fetch(Author.BOOKS)
                        .fetch(Author.LONG_READS)
                        .fetch(
                                "largest",
                                Author.BOOKS,
                                b -> b.orderBy(desc(Book::pages)).limit(2))
                        .fetchCount(Author.BOOKS)
                        .fetchCount(Author.BOOKS.where(Book::pages, lt(3)))
                        .fetch(Fetch.count(Author.BOOKS)
                                .as("some")
                                .narrowed(b -> b.where(Book::pages, gt(1)).limit(1)))
                        .graphs())
                .sends(7)
                .value();

        assertThat(graph.many(Author.BOOKS)).containsExactly(large, middle, small);
        assertThat(graph.many(Author.LONG_READS)).containsExactly(large);
        assertThat(graph.many("largest", Author.BOOKS)).containsExactly(large, middle);
        assertThat(graph.count(Author.BOOKS)).isEqualTo(3);
        assertThat(graph.count(Author.BOOKS.where(Book::pages, lt(3)))).isEqualTo(2);
        assertThat(graph.count("some", Author.BOOKS)).isEqualTo(1);
    }

    /** Counts of owners that have nothing. */
    @Test
    @Tag("S78")
    default void countsAreZeroWhereNothingIsRelated() {
        Author ann = stored(author("ann"));
        stored(author("bob"));
        Book book = stored(book(ann, "b", 1));
        Label label = stored(new Label(null, "sea"));
        observe(relata().on(book, Book.LABELS).add(label)).answers(true);

        observe(relata().from(Author.class)
                        .orderBy(asc(Author::name))
                        .fetchCount(Author.BOOKS)
                        .graphs()
                        .map(graph -> graph.count(Author.BOOKS)))
                .sends(2)
                .answers(1L, 0L);
        observe(relata().from(Label.class)
                        .fetchCount(Book.LABELS.inverse())
                        .graphs()
                        .map(graph -> graph.count(Book.LABELS.inverse())))
                .sends(2)
                .answers(1L);
    }

    /** Branches that ask for the same. */
    @Test
    @Tag("S78")
    default void branchesOfOneLevelThatAskForTheSameShareAStatement() {
        Author ann = stored(author("ann"));
        Book one = stored(book(ann, "one", 700));
        stored(book(ann, "two", 2));
        Label label = stored(new Label(null, "sea"));
        observe(relata().on(one, Book.LABELS).add(label)).answers(true);

        Graph<Author> graph = observe(relata().from(Author.class)
                        .fetch(Author.BOOKS, b -> b.fetch(Book.LABELS))
                        .fetch(Author.BOOKS, b -> b.fetch(Book.EDITOR))
                        .fetch("long", Author.LONG_READS, b -> b.fetch(Book.LABELS))
                        .fetch("all", Author.BOOKS, b -> b)
                        .graphs())
                .sends(4)
                .value();

        assertThat(graph.many("all", Author.BOOKS)).isEqualTo(graph.many(Author.BOOKS));
        assertThat(graph.graphs(Author.BOOKS).get(0).many(Book.LABELS)).containsExactly(label);
        assertThat(graph.graphs(Author.BOOKS).get(0).one(Book.EDITOR)).isEmpty();
        assertThat(graph.graphs("long", Author.LONG_READS).get(0).many(Book.LABELS))
                .containsExactly(label);
    }

    /** Links with data. */
    @Test
    @Tag("S78")
    default void linksAreFetchedWithTheirData() {
        Student sam = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        Course music = stored(new Course(null, "music"));
        observe(relata().on(sam, Student.COURSES).add(maths, set(Enrollment::grade, "A")))
                .answers(true);
        observe(relata().on(sam, Student.COURSES).add(music, set(Enrollment::grade, "B")))
                .answers(true);
        Selection<Student> students = relata().from(Student.class);

        Graph<Student> graph = observe(students.fetchLinks(Student.COURSES, c -> c.orderBy(desc(Course::title)))
                        .graphs())
                .sends(2)
                .value();
        Graph<Student> plain = observe(students.fetch(
                                Student.COURSES,
                                c -> c.orderBy(asc(Course::title)).limit(1))
                        .graphs())
                .sends(2)
                .value();
        Graph<Student> some = observe(students.fetchLinks(
                                Student.COURSES,
                                c -> c.orderBy(asc(Course::title)).limit(1).where(Course::title, gt("n")))
                        .graphs())
                .sends(2)
                .value();

        assertThat(graph.many(Student.COURSES)).containsExactly(music, maths);
        assertThat(graph.links(Student.COURSES)).extracting(Link::target).containsExactly(music, maths);
        assertThat(graph.links(Student.COURSES))
                .extracting(link -> link.data().grade())
                .containsExactly("B", "A");
        assertThat(plain.many(Student.COURSES)).containsExactly(maths);
        assertThatThrownBy(() -> plain.links(Student.COURSES))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("fetchLinks(Student.COURSES)");
        assertThat(some.links(Student.COURSES)).isEmpty();
    }

    /** To-ones by join and by batch. */
    @Test
    @Tag("S78")
    default void aJoinAndABatchAnswerTheSame() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Person editor = stored(person("ed"));
        stored(book(ann, editor, "a"));
        stored(book(ann, (Person) null, "b"));
        stored(book(bob, editor, "c"));
        stored(new Profile(null, id(ann), "about ann"));
        Function<FetchStrategy, Publisher<String>> by = strategy -> relata().from(Book.class)
                .orderBy(asc(Book::title))
                .fetch(Fetch.of(Book.AUTHOR).by(strategy).narrowed(a -> a.fetch(Author.PROFILE)))
                .fetch(Fetch.of(Book.EDITOR).by(strategy))
                .graphs()
                .map(GraphContract::line);

        observe(by.apply(FetchStrategy.BATCH))
                .sends(4)
                .answers("a ann about ann ed", "b ann about ann -", "c bob - ed");
        observe(by.apply(FetchStrategy.JOIN)).sends(2).answers("a ann about ann ed", "b ann about ann -", "c bob - ed");
        observe(relata().from(Profile.class).fetch(Profile.AUTHOR).graphs().map(graph -> graph.one(Profile.AUTHOR)))
                .sends(1)
                .values();
        observe(relata().from(Book.class)
                        .fetch(Fetch.of(Book.AUTHOR)
                                .by(FetchStrategy.JOIN)
                                .narrowed(a -> a.where(Author::name, gt("b"))))
                        .graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Book.AUTHOR");
    }

    private static String line(Graph<Book> book) {
        Graph<Author> author = book.graphs(Book.AUTHOR).get(0);
        return book.root().title() + " " + author.root().name() + " "
                + author.one(Author.PROFILE).map(Profile::bio).orElse("-") + " "
                + book.one(Book.EDITOR).map(Person::name).orElse("-");
    }

    /** Keys of two components, one of which may be null. */
    @Test
    @Tag("S78")
    default void compositeKeysAreFetched() {
        Order order = stored(new Order(1L, 7L, "c"));
        Order empty = stored(new Order(2L, 7L, "d"));
        Line in = stored(new Line(1L, 1L, 7L, "ink"));
        Line out = stored(new Line(1L, 2L, null, "pen"));

        observe(relata().from(Order.class)
                        .orderBy(asc(Order::tenantId))
                        .fetch(Order.LINES)
                        .graphs()
                        .map(graph -> graph.root() + " " + graph.many(Order.LINES)))
                .sends(2)
                .answers(order + " " + List.of(in), empty + " []");
        observe(relata().from(Line.class)
                        .orderBy(asc(Line::id))
                        .fetch(Line.ORDER)
                        .graphs()
                        .map(graph -> graph.root() + " "
                                + graph.graphs(Line.ORDER).stream()
                                        .map(Graph::root)
                                        .toList()))
                .sends(2)
                .answers(in + " " + List.of(order), out + " []");
    }

    /** Nothing to read. */
    @Test
    @Tag("S78")
    default void whatCannotHaveRowsSendsNothing() {
        observe(relata().from(Author.class).fetch(Author.BOOKS).graphs())
                .sends(1)
                .answers();
        observe(relata().from(Author.class).limit(0).fetch(Author.BOOKS).graphs())
                .sends(0)
                .answers();
        Author ann = stored(author("ann"));
        observe(relata().from(Author.class)
                        .fetch(Author.BOOKS, b -> b.limit(0))
                        .graphs()
                        .map(graph -> graph.root() + "" + graph.many(Author.BOOKS)))
                .sends(1)
                .answers(ann + "[]");
    }

    /** A stream of graphs. */
    @Test
    @Tag("S78")
    default void aStreamOfGraphsReadsAChunkAtATimeInOrder() {
        List<Author> authors = observe(relata().bulk()
                        .insert(IntStream.range(0, 10)
                                .mapToObj(i -> author("a" + i))
                                .collect(Collectors.toList())))
                .values();
        observe(relata().bulk()
                        .insert(authors.stream()
                                .flatMap(author -> IntStream.range(0, 3).mapToObj(i -> book(author, "b" + i, i)))
                                .collect(Collectors.toList())))
                .values();
        Flux<Graph<Author>> graphs = relata().from(Author.class)
                .orderBy(asc(Author::name))
                .fetch(Author.BOOKS, b -> b.limit(2))
                .iterateGraphs(Iteration.fetchSize(4));

        assertThat(observe(graphs).sends(4).values())
                .allSatisfy(graph -> assertThat(graph.many(Author.BOOKS)).hasSize(2))
                .<Author>extracting(Graph::root)
                .containsExactlyElementsOf(authors);
        assertThat(observe(graphs.take(5)).values())
                .<Author>extracting(Graph::root)
                .containsExactlyElementsOf(authors.subList(0, 5));
        assertThat(observe(relata().transactional(graphs)).sends(4).values()).hasSize(10);
    }
}

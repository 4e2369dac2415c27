package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Explanation;
import dev.relata.query.Explanation.Step;
import dev.relata.query.Explanation.Way;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.spi.StatementListener;
import dev.relata.test.conformance.ViewContract.AuthorView;
import dev.relata.test.conformance.ViewContract.Signed;
import dev.relata.test.conformance.ViewContract.Tree;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Category;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Order;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Student;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads are explained: by the statements that they send, and nothing else is sent. */
public interface ExplainContract extends StoreUnderTest {

    /** Two rows or more at every level, so that no statement is for a lone key by chance. */
    private List<Author> library() {
        Label sea = stored(new Label(null, "sea"));
        Label sky = stored(new Label(null, "sky"));
        Person ed = stored(person("ed"));
        Person eve = stored(person("eve"));
        List<Author> authors = List.of(stored(author("ann")), stored(author("bob")));
        for (Author author : authors) {
            stored(new Profile(null, id(author), "about " + author.name()));
            for (Person editor : List.of(ed, eve)) {
                Book book = stored(book(author, editor, "by " + author.name() + " and " + editor.name()));
                observe(relata().on(book, Book.LABELS).add(sea)).values();
                observe(relata().on(book, Book.LABELS).add(sky)).values();
            }
        }
        return authors;
    }

    private void ordersAndTrees() {
        for (long number : new long[] {1, 2}) {
            stored(new Order(7L, number, "c" + number));
            stored(new Line(7L, number, number, "pen"));
            Student student = stored(new Student(null, "s" + number));
            Course course = stored(new Course(null, "c" + number));
            observe(relata().on(student, Student.COURSES).add(course)).values();
        }
        stored(new Category(1L, null, "a"));
        stored(new Category(2L, null, "b"));
        for (long child : new long[] {11, 12, 21, 22}) {
            stored(new Category(child, child / 10, "c" + child));
        }
    }

    private Selection<Author> authors() {
        return relata().from(Author.class).orderBy(asc(Author::name));
    }

    private Selection<Book> books() {
        return relata().from(Book.class);
    }

    /** Reads of all kinds. */
    private Map<String, Publisher<?>> reads(List<Author> stored) {
        Author ann = stored.get(0);
        Map<String, Publisher<?>> reads = new LinkedHashMap<>();
        reads.put("all", books().where(Book::pages, gt(3)).all());
        reads.put("first", authors().first());
        reads.put("one", authors().where(Author::name, eq("ann")).one());
        reads.put("stream", books().iterate());
        reads.put("page", books().orderBy(desc(Book::pages)).page(2));
        reads.put(
                "count",
                books().where(Book.AUTHOR, a -> a.where(Author::name, eq("ann")))
                        .count());
        reads.put("exists", books().exists());
        reads.put("ids", books().ids());
        reads.put("values", books().values(Book::title));
        reads.put("distinct values", books().distinct().values(Book::pages));
        reads.put("max", books().max(Book::pages));
        reads.put("groups", books().group(Book::authorId).count());
        reads.put("rows of an owner", relata().on(ann, Author.BOOKS).limit(3).all());
        reads.put("count of an owner", relata().on(ann, Author.BOOKS).count());
        reads.put("has one", relata().on(ann, Author.PROFILE).get());
        reads.put("find", relata().find(Author.class, id(ann)));
        reads.put("load", relata().load(stored, Author.BOOKS));
        reads.put(
                "batched",
                relata().batched(Flux.fromIterable(stored)
                        .flatMap(a -> relata().on(a, Author.BOOKS).all())));
        reads.put("transaction", relata().transactional(books().count()));
        reads.put(
                "graphs",
                authors()
                        .fetch(Author.BOOKS, b -> b.limit(2).fetch(Book.LABELS).fetch(Book.EDITOR))
                        .graphs());
        reads.put(
                "aliases",
                authors()
                        .fetch(Author.BOOKS)
                        .fetch("long", Author.BOOKS, b -> b.where(Book::pages, gt(5)))
                        .fetch(Fetch.count(Author.BOOKS))
                        .fetch(Fetch.aggregate(Author.BOOKS, max(Book::pages)))
                        .fetch(Author.PROFILE)
                        .graphs());
        reads.put(
                "join",
                books().fetch(Fetch.of(Book.AUTHOR).by(FetchStrategy.JOIN)).graphs());
        reads.put(
                "join by itself",
                relata().from(Profile.class).fetch(Profile.AUTHOR).graphs());
        reads.put(
                "behind a join",
                books().fetch(Fetch.of(Book.AUTHOR).by(FetchStrategy.JOIN).narrowed(a -> a.fetch(Author.BOOKS)))
                        .graphs());
        reads.put(
                "first graph",
                authors().fetch(Author.BOOKS, b -> b.fetch(Book.LABELS)).firstGraph());
        reads.put("page of graphs", authors().fetch(Author.BOOKS).pageGraphs(5));
        reads.put("stream of graphs", authors().fetch(Author.BOOKS).iterateGraphs());
        reads.put(
                "links",
                relata().from(Student.class).fetchLinks(Student.COURSES).graphs());
        reads.put(
                "keys of two components",
                relata().from(Order.class).fetch(Order.LINES).graphs());
        reads.put(
                "tree",
                relata().from(Category.class)
                        .fetch(Category.CHILDREN, Recursion.toEnd())
                        .graphs());
        reads.put("views", authors().into(AuthorView.class).all());
        reads.put(
                "signed views", relata().from(Profile.class).into(Signed.class).all());
        reads.put(
                "tree of views", relata().from(Category.class).into(Tree.class).all());
        return reads;
    }

    /** Whatever is read, and for stores that learn from their first answers also when these have come. */
    @Test
    @Tag("S192")
    default void whatIsExplainedIsWhatRuns() {
        List<Author> stored = library();
        ordersAndTrees();
        reads(stored).forEach((name, read) -> {
            observe(read).values();
            Explanation explanation = observe(relata().explain(read)).sends(0).value();
            assertThat(texts(explanation)).as(name).isNotEmpty().containsExactlyElementsOf(sent(read));
        });
    }

    /** The different texts that a listener sees, in their order. */
    private Set<String> sent(Publisher<?> read) {
        Set<String> texts = Collections.synchronizedSet(new LinkedHashSet<>());
        StatementListener listener = statement -> {
            if (statement.kind().counts()) {
                texts.add(statement.text());
            }
        };
        observe(Flux.from(read).contextWrite(context -> context.put(StatementListener.KEY, listener)))
                .values();
        return texts;
    }

    private static List<String> texts(Explanation explanation) {
        return explanation.statements().stream()
                .map(ExplainedStatement::text)
                .distinct()
                .toList();
    }

    /** The calls on selections and views are about the read that they say. */
    @Test
    @Tag("S192")
    default void selectionsAndViewsExplainThemselves() {
        Selection<Author> plan = authors().fetch(Author.BOOKS);
        Author ann = author("ann");

        assertThat(observe(plan.explain()).value())
                .isEqualTo(observe(relata().explain(plan.graphs())).value());
        assertThat(observe(authors().explain()).value())
                .isEqualTo(observe(relata().explain(authors().all())).value());
        assertThat(observe(authors().into(AuthorView.class).explain()).value())
                .isEqualTo(observe(relata().explain(
                                        authors().into(AuthorView.class).all()))
                        .value());
        Author stored = stored(ann);
        assertThat(texts(observe(relata().on(Mono.just(stored), Author.BOOKS).explain())
                        .value()))
                .isEqualTo(texts(
                        observe(relata().on(stored, Author.BOOKS).explain()).value()))
                .hasSize(1);
        Student student = stored(new Student(null, "s"));
        assertThat(observe(relata().on(student, Student.COURSES).links().explain())
                        .value()
                        .steps())
                .hasSize(1);
    }

    /** Also where there are no rows from which it could be told. */
    @Test
    @Tag("S192")
    default void thePlanIsToldWithItsStrategies() {
        Explanation explanation = observe(authors()
                        .fetch(
                                Author.BOOKS,
                                b -> b.fetch(Fetch.of(Book.AUTHOR).by(FetchStrategy.JOIN))
                                        .fetch(Book.EDITOR)
                                        .fetch(Fetch.count(Book.LABELS)))
                        .explain())
                .sends(0)
                .value();

        assertThat(explanation.steps())
                .extracting(Step::path)
                .containsExactly(
                        "Author",
                        "Author.BOOKS",
                        "Author.BOOKS > Book.AUTHOR",
                        "Author.BOOKS > Book.EDITOR",
                        "Author.BOOKS > fetchCount(Book.LABELS)");
        assertThat(explanation.steps())
                .extracting(Step::way)
                .containsExactly(Way.READ, Way.BATCH, Way.JOIN, Way.BATCH, Way.BATCH);
        assertThat(explanation.steps()).extracting(Step::level).containsExactly(0, 1, 2, 2, 2);
        assertThat(explanation.statements()).hasSize(4);
        assertThat(explanation.toString())
                .startsWith("1. Author: a statement\n")
                .contains(
                        "\n   2. Author.BOOKS: one statement for all rows above (AUTO: a row may have more than one)\n",
                        "\n      -  Author.BOOKS > Book.AUTHOR: joined, in the statement above (asked for by FetchStrategy.JOIN)\n",
                        "\n      3. Author.BOOKS > Book.EDITOR: one statement for all rows above (AUTO: rows may share one, which is"
                                + " sent once)\n");
    }

    /** A cursor, its chunks, and a recursion. */
    @Test
    @Tag("S192")
    default void streamsAndRecursionsSayHowOftenTheySend() {
        Step stream = observe(relata().explain(authors().fetch(Author.BOOKS).iterateGraphs()))
                .value()
                .steps()
                .get(0);
        assertThat(stream.way()).isEqualTo(Way.STREAM);
        assertThat(stream.toString()).contains("256 rows at a time");

        Step tree = observe(relata().from(Category.class)
                        .fetch(Category.CHILDREN, Recursion.toDepth(3))
                        .explain())
                .value()
                .steps()
                .get(1);
        assertThat(tree.way()).isEqualTo(Way.RECURSION);
        assertThat(tree.toString())
                .contains("Category.CHILDREN: one statement for each step further (at most 3 steps)");
    }

    /** The same statement for many owners is an N+1. */
    @Test
    @Tag("S192")
    default void aStatementThatIsSentAgainIsToldOnce() {
        List<Author> stored = library();
        Flux<Book> oneByOne = Flux.fromIterable(stored)
                .concatMap(author -> relata().on(author, Author.BOOKS).all());

        Explanation explanation = observe(relata().explain(oneByOne)).sends(0).value();

        assertThat(explanation.statements()).hasSize(1);
        assertThat(explanation.toString()).contains("sent 2 times");
    }

    /** A value may be nobody's business. */
    @Test
    @Tag("S193")
    default void valuesAreNotShown() {
        Selection<Author> selection =
                authors().where(Author::name, eq("a name of its own")).fetch(Author.BOOKS);

        assertThat(observe(selection.explain()).value().toString()).doesNotContain("a name of its own");
        assertThat(observe(selection.explain(Explain.statements().withValues()))
                        .sends(0)
                        .value()
                        .steps())
                .hasSize(2);
    }

    /** A read that would be refused, and what is no read. */
    @Test
    @Tag("S193")
    default void whatCannotBeReadCannotBeExplained() {
        List<Author> stored = library();
        observe(authors().limit(-1).explain()).sends(0).fails(RefusedException.class);
        observe(authors()
                        .fetch(Author.BOOKS)
                        .fetch(Author.BOOKS, b -> b.limit(1))
                        .explain())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("fetched twice in different ways");
        observe(relata().explain(relata().insert(author("cee"))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("would write");
        observe(relata().explain(relata().delete(stored.get(0)).onErrorReturn(false)))
                .fails(RefusedException.class)
                .hasMessageContaining("would write");
        observe(authors().count()).answers(2L);
    }

    /** An empty list of ids. */
    @Test
    @Tag("S193")
    default void aReadWithoutAStatementHasNoSteps() {
        Explanation explanation = observe(
                        authors().where(Author::name, in(List.<String>of())).explain())
                .sends(0)
                .value();

        assertThat(explanation.steps()).isEmpty();
        assertThat(explanation.toString()).startsWith("no statement");
    }

    /** Rows that are not there are no error where none are read. */
    @Test
    @Tag("S193")
    default void aRequiredRowNeedNotBeThere() {
        Book book = new Book(4711L, 4712L, null, "of nobody", 1, null, Rows.LONG_AGO);
        Mono<Author> get = relata().on(book, Book.AUTHOR).get();

        assertThat(observe(relata().explain(get)).sends(0).value().statements()).hasSize(1);
        assertThat(observe(relata().explain(get.switchIfEmpty(Mono.error(new IllegalStateException("nobody")))))
                        .value()
                        .statements())
                .hasSize(1);
    }

    /** Locks are shown, and none is taken. */
    @Test
    @Tag("S193")
    default void aReadUnderALockIsExplainedOutsideATransaction() {
        assertThat(observe(authors().forUpdate().explain()).sends(0).value().statements())
                .hasSize(1);
    }

    /** What is explained in a scope, or in a transaction, leaves no trace there. */
    @Test
    @Tag("S193")
    default void explainingChangesNothingAround() {
        List<Author> stored = library();
        Author ann = stored.get(0);
        Mono<Integer> number = relata().on(ann, Author.BOOKS)
                .explain()
                .then(relata().on(ann, Author.BOOKS).all().collectList().map(List::size));

        observe(relata().batched(number)).sends(1).answers(2);
        observe(relata().transactional(number)).sends(1).answers(2);
    }

    /** Only what is subscribed to is explained, each time anew. */
    @Test
    @Tag("S193")
    default void explanationsAreCold() {
        Mono<Explanation> explanation = authors().explain();

        assertThat(observe(explanation.repeat(1)).sends(0).values())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.statements()).hasSize(1));
    }

    /** With plans where the store has some; else it says what it lacks. */
    @Test
    @Tag("S194")
    default void plansAreToldOrRefused() {
        List<Author> stored = library();
        Selection<Author> selection = authors().fetch(Author.BOOKS, b -> b.fetch(Book.LABELS));
        if (!capabilities().contains(Capability.EXPLAIN_PLANS)) {
            observe(selection.explain(Explain.analyze()))
                    .sends(0)
                    .fails(RefusedException.class)
                    .hasMessageContaining("Capability.EXPLAIN_PLANS");
            return;
        }
        for (Explain how : List.of(Explain.plans(), Explain.analyze())) {
            Explanation explanation = observe(selection.explain(how)).value();
            assertThat(explanation.statements()).hasSize(3).allMatch(statement -> statement.plan() != null);
            observe(selection.graphs()).values();
            assertThat(texts(explanation))
                    .containsExactlyElementsOf(statements().statements());
        }
        assertThat(stored).hasSize(2);
        observe(authors().forUpdate().explain(Explain.plans()))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("locks no rows");
    }

    /** Levels without rows are told all the same, without a plan. */
    @Test
    @Tag("S194")
    default void levelsWithoutRowsHaveNoPlan() {
        if (!capabilities().contains(Capability.EXPLAIN_PLANS)) {
            return;
        }
        Explanation explanation = observe(authors().fetch(Author.BOOKS).explain(Explain.analyze()))
                .value();

        assertThat(explanation.statements().get(0).plan()).isNotNull();
        assertThat(explanation.statements().get(1).plan()).isNull();
        assertThat(explanation.toString()).contains("not sent: there is no row above");
    }
}

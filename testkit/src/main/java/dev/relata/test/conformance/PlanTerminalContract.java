package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.error.UnplannedLookupException;
import dev.relata.query.Graph;
import dev.relata.query.Group;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What was chained before a read or a write has its effect on it, or is refused. */
public interface PlanTerminalContract extends StoreUnderTest {

    /** A title alone. */
    record Title(String title) {}

    /** An author with books. */
    record Shelf(String name, List<Title> books) {}

    private List<Author> threeAuthors() {
        List<Author> authors = new ArrayList<>();
        for (String name : List.of("ann", "bob", "cid")) {
            Author author = stored(author(name));
            authors.add(author);
            for (int i = 0; i < authors.size(); i++) {
                stored(book(author, name + i, 100 * (i + 1)));
            }
        }
        return authors;
    }

    private Selection<Author> authors() {
        return relata().from(Author.class).orderBy(desc(Author::name));
    }

    private Selection<Book> books() {
        return relata().from(Book.class).orderBy(asc(Book::title));
    }

    /** Pages of graphs. */
    @Test
    @Tag("S121")
    default void aPageOfGraphsIsAPageAndItsPlan() {
        threeAuthors();
        Selection<Author> plan = authors().fetch(Author.BOOKS);

        Page<Graph<Author>> first = observe(plan.pageGraphs(2)).sends(2).value();
        Page<Graph<Author>> last =
                observe(plan.pageGraphs(2, first.next().orElseThrow())).sends(2).value();

        assertThat(first.items()).extracting(graph -> graph.root().name()).containsExactly("cid", "bob");
        assertThat(first.items())
                .extracting(graph -> graph.many(Author.BOOKS).size())
                .containsExactly(3, 2);
        assertThat(last.items()).extracting(graph -> graph.root().name()).containsExactly("ann");
        assertThat(last.items().get(0).many(Author.BOOKS)).hasSize(1);
        assertThat(last.next()).isEmpty();
        assertThat(observe(authors().page(2, first.next().orElseThrow()))
                        .value()
                        .items())
                .containsExactly(last.items().get(0).root());
        assertThat(observe(plan.limit(0).pageGraphs(2)).sends(0).value().items())
                .isEmpty();
        observe(plan.pageGraphs(0)).sends(0).fails(RefusedException.class);
    }

    /** Pages of views. */
    @Test
    @Tag("S121")
    default void aPageOfViewsIsAPageAndItsShape() {
        threeAuthors();
        ViewSelection<Shelf> shelves = authors().into(Shelf.class);

        Page<Shelf> first = observe(shelves.page(2)).sends(2).value();

        assertThat(first.items()).extracting(Shelf::name).containsExactly("cid", "bob");
        assertThat(first.items()).extracting(shelf -> shelf.books().size()).containsExactly(3, 2);
        assertThat(observe(shelves.page(2, first.next().orElseThrow())).sends(2).value())
                .isEqualTo(new Page<>(List.of(new Shelf("ann", List.of(new Title("ann0")))), Optional.empty()));
    }

    /** One graph. */
    @Test
    @Tag("S121")
    default void theFirstAndTheOnlyRowCarryTheirPlan() {
        threeAuthors();
        Selection<Author> plan = authors().fetch(Author.BOOKS);

        assertThat(observe(plan.firstGraph()).sends(2).value().many(Author.BOOKS))
                .hasSize(3);
        assertThat(observe(plan.where(Author::name, lt("b")).oneGraph())
                        .sends(2)
                        .value()
                        .many(Author.BOOKS))
                .hasSize(1);
        observe(plan.oneGraph()).fails(NotUniqueException.class).hasMessageContaining("firstGraph()");
        observe(plan.where(Author::name, lt("a")).oneGraph()).sends(1).answers();
        observe(plan.where(Author::name, lt("a")).firstGraph()).sends(1).answers();
    }

    /** What carries out no plan. */
    @Test
    @Tag("S121")
    default void aPlanThatNothingWouldCarryOutIsRefused() {
        Author ann = threeAuthors().get(0);
        Selection<Author> plan = authors().fetch(Author.BOOKS);
        Map<String, Publisher<?>> refused = new LinkedHashMap<>();
        refused.put("all()", plan.all());
        refused.put("iterate()", plan.iterate());
        refused.put("first()", plan.first());
        refused.put("one()", plan.one());
        refused.put("page(…)", plan.page(2));
        refused.put("page", plan.page(2, "a cursor"));
        refused.put("ids()", plan.ids());
        refused.put("values(…)", plan.values(Author::name));
        refused.put("into(Shelf)", plan.into(Shelf.class).all());
        refused.put("update(…)", plan.update(set(Author::name, "x")));
        refused.put("deleteAll()", plan.deleteAll());
        refused.put("deletePlan()", plan.deletePlan());
        refused.put("all", relata().on(ann, Author.BOOKS).fetch(Book.LABELS).all());

        refused.forEach((call, read) -> observe(read)
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining(call)
                .hasMessageContaining("carries out no fetch plan")
                .hasMessageContaining("graphs()"));
        observe(authors().whereAny(Author.BOOKS, b -> b.fetch(Book.LABELS)).all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("fetch(Book.LABELS)");
        observe(authors().fetchCount(Author.BOOKS, b -> b.fetch(Book.LABELS)).graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("fetch(Book.LABELS)");
        observe(plan.count()).sends(1).answers(3L);
        observe(plan.exists()).sends(1).answers(true);
        observe(plan.group(Author::name).count().count()).sends(1).answers(3L);
    }

    /** What has no rows for managers. */
    @Test
    @Tag("S121")
    default void whatIsReadAheadForNobodyIsRefused() {
        threeAuthors();
        Selection<Author> ahead = authors().prefetch(Author.BOOKS);
        List<Publisher<?>> refused = List.of(
                ahead.ids(),
                ahead.values(Author::name),
                ahead.into(Shelf.class).page(1),
                ahead.update(set(Author::name, "x")),
                ahead.deleteAll(),
                ahead.deletePlan());

        refused.forEach(read -> observe(Flux.from(read).as(relata()::batched))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("prefetch(Author.BOOKS)"));
    }

    /** Strictness, whatever is answered. */
    @Test
    @Tag("S121")
    default void strictHoldsBehindEveryAnswer() {
        Author ann = threeAuthors().get(0);
        Selection<Author> strict = authors().strict();
        List<Publisher<?>> answers = List.of(
                strict.ids(),
                strict.values(Author::name),
                strict.count(),
                strict.exists(),
                strict.max(Author::name),
                strict.group(Author::name).count(),
                strict.pageGraphs(2),
                strict.firstGraph(),
                strict.into(Shelf.class).page(2));

        for (Publisher<?> answer : answers) {
            observe(answer).values();
            observe(Flux.from(answer)
                            .flatMap(any -> relata().on(ann, Author.BOOKS).count()))
                    .fails(UnplannedLookupException.class);
        }
        observe(relata().on(ann, Author.BOOKS).strict().count().as(relata()::batched))
                .sends(1)
                .answers(1L);
        observe(relata().on(ann, Author.BOOKS).strict().exists().as(relata()::batched))
                .sends(1)
                .answers(true);
    }

    /** Which rows are selected holds for every read. */
    @Test
    @Tag("S121")
    default void everyReadIsOfTheRowsThatWereSelected() {
        threeAuthors();
        // ann0 is left out, cid1 and cid2 cut off, bob0 filtered: bob1 and cid0 stay.
        Selection<Book> some =
                books().offset(1).limit(3).where(Book::pages, gte(100)).where(Book::title, gt("bob0"));
        List<Book> rows = observe(some.all()).sends(1).values();

        assertThat(rows).extracting(Book::title).containsExactly("bob1", "cid0");
        observe(some.iterate()).sends(1).answers(rows.toArray(Book[]::new));
        observe(some.first()).sends(1).answers(rows.get(0));
        observe(some.one()).sends(1).fails(NotUniqueException.class);
        observe(some.limit(1).one()).sends(1).answers(rows.get(0));
        observe(some.count()).sends(1).answers(2L);
        observe(some.exists()).sends(1).answers(true);
        observe(some.offset(2).exists()).sends(1).answers(false);
        observe(some.ids()).sends(1).answers(rows.stream().map(Book::id).toArray());
        observe(some.values(Book::title)).sends(1).answers("bob1", "cid0");
        observe(some.sum(Book::pages)).sends(1).answers(300L);
        observe(some.min(Book::pages)).sends(1).answers(100);
        observe(some.max(Book::pages)).sends(1).answers(200);
        observe(some.avg(Book::pages)).sends(1).answers(150d);
        observe(some.group(Book::pages).count()).sends(1).answers(new Group<>(100, 1L), new Group<>(200, 1L));
        observe(some.graphs().map(Graph::root)).sends(1).answers(rows.toArray(Book[]::new));
        observe(some.iterateGraphs().map(Graph::root)).answers(rows.toArray(Book[]::new));
        observe(some.into(Title.class).all()).sends(1).answers(new Title("bob1"), new Title("cid0"));
        assertThat(observe(some.deletePlan()).value().rows()).isEqualTo(2);
        List<Book> paged = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Book> page = observe(next.isEmpty() ? some.page(1) : some.page(1, next.get()))
                    .sends(1)
                    .value();
            paged.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        assertThat(paged).isEqualTo(rows);
    }

    /** Which rows are selected holds for every write. */
    @Test
    @Tag("S121")
    default void everyWriteIsOfTheRowsThatWereSelected() {
        threeAuthors();

        observe(books().offset(1).limit(2).update(set(Book::pages, 7))).answers(2L);
        observe(books().where(Book::pages).eq(7).values(Book::title)).answers("bob0", "bob1");
        observe(books().offset(4).limit(5).deleteAll()).answers(2L);
        observe(books().values(Book::title)).answers("ann0", "bob0", "bob1", "cid0");
    }

    /** Orders and distinctness of what is computed. */
    @Test
    @Tag("S121")
    default void groupsComeInTheOrderOfTheirKeyAndDistinctIsOfValues() {
        threeAuthors();

        observe(books().group(Book::pages).count().map(Group::key)).sends(1).answers(100, 200, 300);
        observe(books().orderBy(desc(Book::pages)).group(Book::pages).count())
                .sends(1)
                .answers(new Group<>(300, 1L), new Group<>(200, 2L), new Group<>(100, 3L));
        observe(books().orderBy(desc(Book::pages)).limit(2).group(Book::pages).sum(Book::pages))
                .sends(1)
                .answers(new Group<>(300, 300L), new Group<>(200, 200L));
        observe(books().orderBy(asc(Book::pages)).distinct().values(Book::pages))
                .sends(1)
                .answers(100, 200, 300);
        observe(books().distinct().count()).sends(1).answers(6L);
        assertThat(observe(books().distinct().all()).values()).hasSize(6);
        for (Publisher<?> refused : List.<Publisher<?>>of(
                books().distinct().sum(Book::pages),
                books().distinct().avg(Book::pages),
                books().distinct().group(Book::pages).count())) {
            observe(refused).sends(0).fails(RefusedException.class).hasMessageContaining("leave distinct() out");
        }
    }
}

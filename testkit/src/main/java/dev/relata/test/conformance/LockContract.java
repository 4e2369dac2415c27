package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.model.Assignment;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.spi.TransactionOptions;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Rows that are locked as they are read, until the transaction ends. */
public interface LockContract extends StoreUnderTest {

    private Author shelf(int books) {
        Author author = stored(author("ann"));
        for (int i = 1; i <= books; i++) {
            stored(book(author, "book " + i, 0));
        }
        return author;
    }

    private Selection<Book> byTitle() {
        return relata().from(Book.class).orderBy(asc(Book::title));
    }

    /** Runs a pipeline outside the transaction of the one that waits for it. */
    private static <T> Mono<T> elsewhere(Mono<T> pipeline) {
        return pipeline.contextWrite(context -> Context.empty());
    }

    private Mono<List<String>> titlesElsewhere(Selection<Book> selection) {
        return elsewhere(
                relata().transactional(selection.all()).map(Book::title).collectList());
    }

    private Mono<Long> read(Book book) {
        return relata().from(Book.class)
                .where(Book::title, eq(book.title()))
                .update(Assignment.set(Book::pages, book.pages() + 1));
    }

    /** Each reads, works out a new value in Java and writes it. */
    @Test
    @Tag("S180")
    @Requires(Capability.TRANSACTIONS)
    default void noChangeOfARowThatIsLockedIsLost() {
        shelf(1);
        Mono<Long> more = relata().transactional(
                        relata().from(Book.class).forUpdate().one().flatMap(this::read),
                        TransactionOptions.defaults().retry(50));

        observe(Flux.range(0, 8).flatMap(i -> more.subscribeOn(Schedulers.parallel()), 8))
                .answers(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
        observe(relata().from(Book.class).values(Book::pages)).answers(8);
    }

    /** The order is the selection's, not that of the ids. */
    @Test
    @Tag("S180")
    @Requires(Capability.TRANSACTIONS)
    default void lockedRowsAreAnsweredInTheirOrder() {
        Author author = shelf(3);
        Selection<Book> down =
                relata().on(author, Author.BOOKS).orderBy(desc(Book::title)).forUpdate();

        observe(relata().transactional(down.all().map(Book::title))).answers("book 3", "book 2", "book 1");
        observe(relata().transactional(down.limit(2).all().map(Book::title))).answers("book 3", "book 2");
        observe(relata().transactional(down.first().map(Book::title))).answers("book 3");
    }

    /** Of a graph the rows that it begins with are locked. */
    @Test
    @Tag("S180")
    @Requires(Capability.TRANSACTIONS)
    default void rowsOfAPlanAreLocked() {
        shelf(1);

        observe(relata().transactional(relata().from(Author.class)
                        .fetch(Author.BOOKS)
                        .forUpdate()
                        .oneGraph()
                        .map(graph -> graph.many(Author.BOOKS).size())))
                .answers(1);
    }

    /** A statement each: the lock is no further one. */
    @Test
    @Tag("S180")
    @Requires(Capability.ROW_LOCKS)
    default void aReadThatLocksIsOneStatement() {
        Author author = shelf(2);

        observe(relata().transactional(byTitle().forUpdate().all().then())).sends(1);
        observe(relata().transactional(relata().on(author, Author.BOOKS)
                        .limit(1)
                        .skipLocked()
                        .all()
                        .then()))
                .sends(1);
        observe(relata().batched(relata().transactional(
                                relata().on(author, Author.BOOKS).noWait().all().then())))
                .sends(1);
    }

    /** Two workers take from one queue. */
    @Test
    @Tag("S181")
    @Requires(Capability.ROW_LOCKS)
    default void rowsThatOthersHaveLockedAreSkipped() {
        shelf(4);
        Selection<Book> next = byTitle().limit(2).skipLocked();

        Mono<List<List<String>>> both = relata().transactional(next.all()
                .map(Book::title)
                .collectList()
                .flatMap(mine -> titlesElsewhere(next).map(theirs -> List.of(mine, theirs))));

        observe(both).answers(List.of(List.of("book 1", "book 2"), List.of("book 3", "book 4")));
        observe(relata().transactional(next.all().map(Book::title))).answers("book 1", "book 2");
    }

    /** What waits for nobody fails, and the transaction goes on. */
    @Test
    @Tag("S181")
    @Requires(Capability.ROW_LOCKS)
    default void rowsThatOthersHaveLockedAreRefusedWithoutAWait() {
        shelf(2);
        Mono<Reason> refused = elsewhere(relata().transactional(byTitle()
                .noWait()
                .all()
                .then(Mono.<Reason>empty())
                .onErrorResume(StoreException.class, error -> Mono.just(error.reason()))
                .flatMap(reason -> relata().from(Book.class).count().thenReturn(reason))));

        observe(relata().transactional(byTitle().limit(1).forUpdate().all().then(refused)))
                .answers(Reason.TIMEOUT);
        observe(relata().transactional(byTitle().noWait().all().map(Book::title)))
                .answers("book 1", "book 2");
    }

    /** A lock that would end with its statement holds nothing. */
    @Test
    @Tag("S182")
    default void aLockOutsideATransactionIsRefused() {
        Author author = shelf(1);
        for (Publisher<?> read : List.<Publisher<?>>of(
                byTitle().forUpdate().all(),
                relata().on(author, Author.BOOKS).forUpdate().first(),
                relata().from(Author.class).fetch(Author.BOOKS).forUpdate().graphs())) {
            observe(read).sends(0).fails(RefusedException.class).hasMessageContaining("relata.transactional(");
        }
    }

    /** Calls that answer no rows, or not all of them at once. */
    @Test
    @Tag("S182")
    @Requires(Capability.TRANSACTIONS)
    default void whatAnswersNoRowsDoesNotLock() {
        Author author = shelf(1);
        Selection<Book> locked = byTitle().forUpdate();
        Selection<Book> owned = relata().on(author, Author.BOOKS).forUpdate();
        Map<String, Publisher<?>> calls = Map.ofEntries(
                Map.entry("count", locked.count()),
                Map.entry("count of an owner", owned.count()),
                Map.entry("exists", owned.exists()),
                Map.entry("ids", locked.ids()),
                Map.entry("values", locked.values(Book::title)),
                Map.entry("sum", locked.sum(Book::pages)),
                Map.entry("max", locked.max(Book::pages)),
                Map.entry("group", locked.group(Book::pages).count()),
                Map.entry("page", locked.page(1)),
                Map.entry("pageGraphs", locked.pageGraphs(1)),
                Map.entry("iterate", locked.iterate()),
                Map.entry("iterateGraphs", locked.iterateGraphs()),
                Map.entry("update", locked.update(Assignment.set(Book::pages, 1))),
                Map.entry("deleteAll", locked.deleteAll()),
                Map.entry("deletePlan", locked.deletePlan()),
                Map.entry(
                        "whereAny",
                        relata().from(Author.class)
                                .whereAny(Author.BOOKS, Selection::forUpdate)
                                .all()),
                Map.entry(
                        "fetch",
                        relata().from(Author.class)
                                .fetch(Author.BOOKS, Selection::forUpdate)
                                .graphs()));
        calls.forEach((name, call) -> {
            Observed<?> observed = observe(relata().transactional(Flux.from(call)));
            assertThat(observed.sends(0)).as(name).isNotNull();
            observed.fails(RefusedException.class).as(name).hasMessageContaining("forUpdate()");
        });
    }

    /** A lock would take rows that the condition leaves out. */
    @Test
    @Tag("S182")
    @Requires(Capability.TRANSACTIONS)
    default void rowsOfALimitThatIsNarrowedAreNotLocked() {
        shelf(3);

        observe(relata().transactional(byTitle()
                        .limit(2)
                        .where(Book::title, eq("book 2"))
                        .forUpdate()
                        .all()))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("before the limit");
    }

    /** Graphs of locked rows are read; a store that has one writer says what it cannot do. */
    @Test
    @Tag("S181")
    @Requires(Capability.TRANSACTIONS)
    default void aStoreWithoutLocksOfRowsSaysSo() {
        shelf(1);
        if (capabilities().contains(Capability.ROW_LOCKS)) {
            observe(relata().transactional(byTitle().skipLocked().graphs().map(Graph::root))
                            .map(Book::title))
                    .answers("book 1");
        } else {
            for (Selection<Book> refused :
                    List.of(byTitle().skipLocked(), byTitle().noWait())) {
                observe(relata().transactional(refused.all()))
                        .sends(0)
                        .fails(RefusedException.class)
                        .hasMessageContaining("Capability.ROW_LOCKS");
            }
        }
    }
}

package dev.relata.test.conformance;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.query.Iteration;
import dev.relata.query.Progress;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Streams that may be read over several connections: the rows of one snapshot, each once, in no order. */
public interface ParallelContract extends StoreUnderTest {

    private Selection<Author> authors(int number) {
        for (int i = 0; i < number; i++) {
            stored(author("a" + i));
        }
        return relata().from(Author.class);
    }

    /** With conditions and without. */
    @Test
    @Tag("S190")
    default void aParallelStreamHasTheRowsOfAnyOther() {
        Selection<Author> authors = authors(40);

        assertThat(observe(authors.iterate(Iteration.parallel(3))).values())
                .containsExactlyInAnyOrderElementsOf(observe(authors.all()).values());
        Selection<Author> some = authors.where(Author::name, gt("a2"));
        assertThat(observe(some.iterate(Iteration.parallel(3))).values())
                .containsExactlyInAnyOrderElementsOf(observe(some.all()).values());
        observe(authors.where(Author::name).eq("nobody").iterate(Iteration.parallel(3)))
                .answers();
    }

    @Test
    @Tag("S190")
    default void aParallelStreamKeepsToItsDemandAndEndsWhenItIsCancelled() {
        StepVerifier.create(authors(40).iterate(new Iteration(10, null, 3)), 1)
                .expectNextCount(1)
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(30)
                .expectNextCount(30)
                .thenCancel()
                .verify();
    }

    @Test
    @Tag("S190")
    default void progressCountsTheRowsOfAllConnections() {
        List<Long> told = new ArrayList<>();
        Iteration iteration = new Iteration(10, null, 3).onProgress((Progress progress) -> told.add(progress.done()));

        StepVerifier.create(authors(25).iterate(iteration)).expectNextCount(25).verifyComplete();

        assertThat(told).containsExactly(10L, 20L, 25L);
    }

    /** Without another connection. */
    @Test
    @Tag("S190")
    default void lookupsOnTheRowsOfAParallelStreamShareItsBatchScope() {
        Selection<Author> authors = authors(20);

        StepVerifier.create(authors.iterate(Iteration.parallel(3))
                        .flatMap(author -> relata().on(author, Author.BOOKS).count())
                        .as(relata()::batched))
                .expectNextCount(20)
                .verifyComplete();
    }

    @Test
    @Tag("S190")
    default void anOrderABoundAndRelatedRowsAreRefused() {
        Selection<Author> authors = authors(3);
        Iteration parallel = Iteration.parallel(2);
        List<UnaryOperator<Selection<Author>>> steps = List.of(
                rows -> rows.orderBy(asc(Author::name)),
                rows -> rows.limit(2),
                rows -> rows.offset(1),
                rows -> rows.limit(2).where(Author::name, gt("a")));
        steps.forEach(step -> observe(step.apply(authors).iterate(parallel))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContainingAll("parallel(…)", "an order", "iterate()"));

        observe(authors.fetch(Author.BOOKS).iterateGraphs(parallel))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContainingAll("parallel(…)", "books");
        assertThat(observe(authors.iterateGraphs(parallel)).values()).hasSize(3);
        assertThat(observe(authors.into(AuthorName.class).iterate(parallel)).values())
                .containsExactlyInAnyOrder(new AuthorName("a0"), new AuthorName("a1"), new AuthorName("a2"));
    }

    /** A number that comes from a setting. */
    @Test
    @Tag("S190")
    default void overOneConnectionTheOrderIsKept() {
        Author ann = stored(author("ann"));
        Book two = stored(book(ann, "two", 1));
        Book one = stored(book(ann, "one", 1));

        observe(relata().on(ann, Author.BOOKS).iterate(Iteration.parallel(1))).answers(one, two);
        observe(relata().from(Book.class).orderBy(asc(Book::title)).limit(1).iterate(Iteration.parallel(1)))
                .answers(one);
    }

    /** Of nothing but components of its row. */
    record AuthorName(String name) {}
}

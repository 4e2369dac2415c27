package dev.relata.test.conformance;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import dev.relata.export.Ndjson;
import dev.relata.query.Iteration;
import dev.relata.query.Progress;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** Streams that go on where another one has ended: the rows of a selection, each once, in an order that ends with the id. */
public interface ResumableContract extends StoreUnderTest {

    /** Writes exports. */
    JsonMapper JSON = JsonMapper.builder().build();

    private Selection<Author> authors(int number) {
        for (int i = 0; i < number; i++) {
            stored(author("a" + i));
        }
        return relata().from(Author.class);
    }

    private static Iteration pagesOf(int rows, @Nullable String cursor, @Nullable Consumer<? super Progress> listener) {
        return new Iteration(rows, listener, 1, true, cursor);
    }

    /** Each page is one statement; that there is none behind the last one is known from that one. */
    @Test
    @Tag("S245")
    default void aResumableStreamReadsPagesInTheOrderOfTheSelection() {
        Selection<Author> authors = authors(25);
        List<Author> byId = observe(authors.orderBy(asc(Author::id)).all()).values();
        List<Author> byName = observe(authors.orderBy(desc(Author::name))
                        .thenBy(asc(Author::id))
                        .all())
                .values();

        assertThat(observe(authors.iterate(pagesOf(10, null, null))).sends(3).values())
                .containsExactlyElementsOf(byId);
        assertThat(observe(authors.orderBy(desc(Author::name)).iterate(pagesOf(10, null, null)))
                        .sends(3)
                        .values())
                .containsExactlyElementsOf(byName);
        assertThat(observe(authors.iterate(Iteration.resumable())).sends(1).values())
                .containsExactlyElementsOf(byId);
        observe(authors.where(Author::name).eq("nobody").iterate(Iteration.resumable()))
                .answers();
    }

    @Test
    @Tag("S245")
    default void anotherStreamGoesOnBehindEachPage() {
        Selection<Author> authors = authors(25).where(Author::name, gt("a0"));
        List<Author> all = observe(authors.orderBy(asc(Author::id)).all()).values();
        List<Progress> told = new ArrayList<>();

        assertThat(observe(authors.iterate(pagesOf(5, null, told::add))).values())
                .containsExactlyElementsOf(all);

        assertThat(told).hasSize((all.size() + 4) / 5);
        assertThat(told.get(told.size() - 1).cursor()).isEmpty();
        for (Progress progress : told.subList(0, told.size() - 1)) {
            Iteration rest = Iteration.resumable(progress.cursor().orElseThrow());
            assertThat(observe(authors.iterate(rest)).values())
                    .containsExactlyElementsOf(all.subList((int) progress.done(), all.size()));
        }
    }

    /** Not before the subscriber has the last row of the page. */
    @Test
    @Tag("S245")
    default void progressIsToldBehindTheRowsOfAPage() {
        List<String> events = new ArrayList<>();
        Iteration pages = pagesOf(2, null, progress -> events.add("told " + progress.done()));

        StepVerifier.create(authors(5).iterate(pages).doOnNext(row -> events.add("row")), 1)
                .expectNextCount(1)
                .thenRequest(3)
                .expectNextCount(3)
                .thenRequest(1)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(events).containsExactly("row", "row", "told 2", "row", "row", "told 4", "row", "told 5");
    }

    /** What is read ahead holds rows back, and the end of their page with them. */
    @Test
    @Tag("S245")
    default void progressIsToldBehindRowsThatAreReadAhead() {
        List<String> events = new ArrayList<>();
        Iteration pages = pagesOf(2, null, progress -> events.add("told " + progress.done()));
        Selection<Author> authors = authors(4);
        Flux<Author> prefetched = authors.prefetch(Author.BOOKS).iterate(pages);
        Flux<Author> ahead = authors.lookAhead().iterate(pages);

        for (Flux<Author> rows : List.of(prefetched, ahead)) {
            events.clear();
            StepVerifier.create(rows.doOnNext(row -> events.add("row")).as(relata()::batched))
                    .expectNextCount(4)
                    .verifyComplete();
            assertThat(events).containsExactly("row", "row", "told 2", "row", "row", "told 4");
        }
    }

    @Test
    @Tag("S245")
    default void graphsLinksAndExportsAreResumableToo() {
        Selection<Author> authors = authors(12);
        observe(authors.all()).values().forEach(each -> stored(book(each, "of " + each.id(), 1)));
        List<Long> ids =
                observe(authors.orderBy(asc(Author::id)).values(Author::id)).values();

        assertThat(observe(authors.fetch(Author.BOOKS)
                                .iterateGraphs(pagesOf(5, null, null))
                                .map(graph -> graph.many(Author.BOOKS).size()))
                        .values())
                .hasSize(12)
                .containsOnly(1);
        assertThat(text(Ndjson.of(authors, pagesOf(5, null, null), JSON)))
                .isEqualTo(text(Ndjson.of(authors.orderBy(asc(Author::id)), JSON)));
        assertThat(ids).hasSize(12);
    }

    private static String text(Flux<ByteBuffer> buffers) {
        List<String> parts = new ArrayList<>();
        buffers.map(buffer -> StandardCharsets.UTF_8.decode(buffer).toString())
                .doOnNext(parts::add)
                .as(StepVerifier::create)
                .thenConsumeWhile(any -> true)
                .verifyComplete();
        return String.join("", parts);
    }

    /** Bytes of rows that follow are in other buffers. */
    @Test
    @Tag("S245")
    default void anExportGoesOnBehindTheBuffersThatAnotherHasWritten() {
        Selection<Author> authors = authors(12);
        List<String> written = new ArrayList<>();
        List<String> rests = new ArrayList<>();
        List<Progress> told = new ArrayList<>();
        Consumer<Progress> listener = progress -> {
            told.add(progress);
            rests.add(String.join("", written));
        };

        Ndjson.of(authors, pagesOf(5, null, listener), JSON)
                .map(buffer -> StandardCharsets.UTF_8.decode(buffer).toString())
                .as(StepVerifier::create)
                .thenConsumeWhile(any -> true, written::add)
                .verifyComplete();

        String whole = String.join("", written);
        assertThat(told).hasSize(3);
        for (int i = 0; i < 2; i++) {
            String rest = text(
                    Ndjson.of(authors, Iteration.resumable(told.get(i).cursor().orElseThrow()), JSON));
            assertThat(rests.get(i) + rest).isEqualTo(whole);
        }
    }

    /** Two statements: the page, and its lookups. */
    @Test
    @Tag("S245")
    default void lookupsOnTheRowsOfAPageTravelTogether() {
        Selection<Author> authors = authors(20);
        Flux<Long> counts = authors.iterate(pagesOf(20, null, null))
                .flatMap(each -> relata().on(each, Author.BOOKS).count());
        assertThat(observe(counts.as(relata()::batched)).sends(2).values())
                .hasSize(20)
                .containsOnly(0L);
    }

    @Test
    @Tag("S245")
    default void whatCannotBeResumedIsRefused() {
        Selection<Author> authors = authors(3);
        observe(authors.iterate(Iteration.resumable()).as(relata()::transactional))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("leave resumable() out");
        observe(authors.iterate(Iteration.resumable("no cursor"))).sends(0).fails(InvalidCursorException.class);
        String cursor =
                observe(relata().from(Book.class).page(1)).value().next().orElse("none");
        observe(authors.iterate(Iteration.resumable(cursor))).sends(0).fails(InvalidCursorException.class);
    }
}

package dev.relata.test.conformance;

import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Batch scopes: lookups that the rows of one answer lead to travel together, level by level, however the rows were read. */
public interface ScopeLevelContract extends StoreUnderTest {

    /** Authors with two books each, of which each has a label of its own and one that all have. */
    private List<Author> shelves(int authors) {
        List<Author> written = new ArrayList<>();
        List<Book> drafts = new ArrayList<>();
        for (int i = 0; i < authors; i++) {
            Author author = stored(author("author %03d".formatted(i)));
            written.add(author);
            drafts.add(book(author, "a of %03d".formatted(i), 100));
            drafts.add(book(author, "b of %03d".formatted(i), 200));
        }
        List<Book> books = observe(relata().bulk().insert(drafts)).values();
        Label all = stored(new Label(null, "all"));
        for (Book book : books) {
            Label own = stored(new Label(null, "of " + book.title()));
            observe(relata().on(book, Book.LABELS).addMany(List.of(all, own))).values();
        }
        return written;
    }

    private Flux<Label> labels(Author author) {
        return relata().on(author, Author.BOOKS)
                .all()
                .flatMap(book -> relata().on(book, Book.LABELS).all());
    }

    private void takesThreeStatements(Flux<Author> authors, int rows) {
        assertThat(observe(authors.flatMap(this::labels).as(relata()::batched))
                        .sends(3)
                        .values())
                .hasSize(rows);
    }

    private Flux<Author> authors() {
        return relata().from(Author.class).orderBy(asc(Author::id)).all();
    }

    /** Rows of one statement. */
    @Test
    @Tag("S70")
    default void lookupsThatTheRowsOfAllLeadToAreOneStatementForEachLevel() {
        shelves(20);

        takesThreeStatements(authors(), 80);
        takesThreeStatements(relata().from(Author.class).iterate(), 80);
    }

    /** Rows that pass as a whole. */
    @Test
    @Tag("S70")
    default void lookupsThatAListLeadsToAreOneStatementForEachLevel() {
        shelves(20);

        takesThreeStatements(authors().collectList().flatMapIterable(rows -> rows), 80);
        takesThreeStatements(authors().buffer(7).flatMapIterable(rows -> rows), 80);
        assertThat(observe(authors()
                                .collectList()
                                .flatMapIterable(rows -> rows)
                                .flatMap(author -> relata().on(author, Author.BOOKS)
                                        .all()
                                        .collectList()
                                        .flatMapIterable(books -> books)
                                        .flatMap(book -> relata().on(book, Book.LABELS)
                                                .all()
                                                .collectList()))
                                .as(relata()::batched))
                        .sends(3)
                        .values())
                .hasSize(40);
    }

    /** Rows in an order that the pipeline keeps. */
    @Test
    @Tag("S70")
    default void aPipelineThatKeepsTheOrderTakesOneStatementForEachLevel() {
        List<Author> written = shelves(20);

        assertThat(observe(authors()
                                .flatMapSequential(author -> labels(author).then(Mono.just(author)))
                                .as(relata()::batched))
                        .sends(3)
                        .values())
                .containsExactlyElementsOf(written);
    }

    /** More rows than a pipeline asks for at once. */
    @Test
    @Tag("S70")
    default void rowsBeyondTheDemandOfAPipelineWaitForNoLookup() {
        shelves(20);

        assertThat(observe(authors().flatMap(this::labels, 5).as(relata()::batched))
                        .values())
                .hasSize(80);
        assertThat(observe(authors().limitRate(3).flatMap(this::labels).as(relata()::batched))
                        .values())
                .hasSize(80);
        assertThat(observe(authors().take(3).flatMap(this::labels).as(relata()::batched))
                        .sends(3)
                        .values())
                .hasSize(12);
    }

    /** Rows of a page. */
    @Test
    @Tag("S70")
    default void lookupsThatAPageLeadsToAreOneStatementForEachLevel() {
        shelves(20);
        Mono<Page<Author>> page =
                relata().from(Author.class).orderBy(asc(Author::id)).page(10, null);

        takesThreeStatements(page.flatMapIterable(Page::items), 40);
    }

    /** Rows with what was planned for them. */
    @Test
    @Tag("S70")
    default void lookupsThatGraphsLeadToAreOneStatementForEachLevel() {
        shelves(20);
        Flux<Graph<Author>> graphs =
                relata().from(Author.class).fetch(Author.PROFILE).graphs();
        Flux<Graph<Author>> streamed =
                relata().from(Author.class).fetch(Author.PROFILE).iterateGraphs();

        for (Flux<Graph<Author>> planned : List.of(graphs, streamed)) {
            assertThat(observe(planned.map(Graph::root).flatMap(this::labels).as(relata()::batched))
                            .sends(4)
                            .values())
                    .hasSize(80);
        }
    }

    /** Values instead of rows. */
    @Test
    @Tag("S70")
    default void lookupsThatValuesLeadToAreOneStatement() {
        shelves(20);
        Function<Object, Mono<Author>> found = id -> relata().find(Author.class, id);

        assertThat(observe(relata().from(Author.class).ids().flatMap(found).as(relata()::batched))
                        .sends(2)
                        .values())
                .hasSize(20);
        assertThat(observe(relata().from(Author.class)
                                .values(Author::id)
                                .flatMap(found)
                                .as(relata()::batched))
                        .sends(2)
                        .values())
                .hasSize(20);
    }

    /** One row that leads to several. */
    @Test
    @Tag("S70")
    default void lookupsThatOneRowLeadsToAreOneStatement() {
        List<Author> written = shelves(20);
        Flux<Long> ids = Flux.fromIterable(written).map(Rows::id);
        Mono<Author> first =
                relata().from(Author.class).orderBy(asc(Author::id)).first();
        Mono<Author> one = relata().from(Author.class)
                .where(Author::name)
                .eq(written.get(0).name())
                .one();

        for (Mono<Author> row : List.of(first, one, relata().find(Author.class, id(written.get(0))))) {
            assertThat(observe(row.flatMapMany(any -> ids.skip(1).flatMap(id -> relata().find(Author.class, id)))
                                    .as(relata()::batched))
                            .sends(2)
                            .values())
                    .hasSize(19);
        }
    }

    /** Related rows of many owners. */
    @Test
    @Tag("S70")
    default void lookupsThatLoadedRowsLeadToAreOneStatement() {
        List<Author> written = shelves(20);

        assertThat(observe(relata().load(written, Author.BOOKS)
                                .map(Map::values)
                                .flatMapIterable(lists -> lists)
                                .flatMapIterable(books -> books)
                                .flatMap(book -> relata().on(book, Book.LABELS).all())
                                .as(relata()::batched))
                        .sends(2)
                        .values())
                .hasSize(80);
    }

    /** Rows that were written just now. */
    @Test
    @Tag("S70")
    default void lookupsThatWrittenRowsLeadToAreOneStatement() {
        Author ann = stored(author("ann"));
        List<Book> drafts = List.of(book(ann, "a", 1), book(ann, "b", 2), book(ann, "c", 3));
        Function<Book, Mono<Long>> labels =
                book -> relata().on(book, Book.LABELS).count();

        observe(relata().bulk().insert(drafts).flatMap(labels).as(relata()::batched))
                .sends(2)
                .answers(0L, 0L, 0L);
        observe(relata().on(ann, Author.BOOKS)
                        .createMany(drafts)
                        .flatMap(labels)
                        .as(relata()::batched))
                .sends(2)
                .answers(0L, 0L, 0L);
    }

    /** In a transaction and after it. */
    @Test
    @Tag("S70")
    @Requires(Capability.TRANSACTIONS)
    default void theLevelsOfATransactionAreOneStatementEach() {
        shelves(20);

        takesThreeStatements(authors().as(relata()::transactional), 80);
        takesThreeStatements(authors().collectList().as(relata()::transactional).flatMapIterable(rows -> rows), 80);
        assertThat(observe(authors()
                                .flatMap(this::labels)
                                .as(relata()::transactional)
                                .as(relata()::batched))
                        .sends(3)
                        .values())
                .hasSize(80);
    }
}

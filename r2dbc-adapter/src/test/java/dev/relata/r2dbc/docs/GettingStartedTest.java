package dev.relata.r2dbc.docs;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.containsIgnoreCase;
import static dev.relata.model.Conditions.endsWith;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.matches;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.valueOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.diagram.Svg;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.export.Csv;
import dev.relata.export.JsonArray;
import dev.relata.export.Ndjson;
import dev.relata.query.Bulk;
import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.query.Graph;
import dev.relata.query.Group;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.OnConflict;
import dev.relata.query.Page;
import dev.relata.query.Progress;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.docs.Library.Author;
import dev.relata.r2dbc.docs.Library.AuthorView;
import dev.relata.r2dbc.docs.Library.Book;
import dev.relata.r2dbc.docs.Library.BookView;
import dev.relata.r2dbc.docs.Library.Loan;
import dev.relata.r2dbc.docs.Library.Profile;
import dev.relata.r2dbc.docs.Library.Reader;
import dev.relata.r2dbc.docs.Library.Tag;
import dev.relata.r2dbc.docs.Library.TagView;
import dev.relata.recorder.PipelineKind;
import dev.relata.recorder.Recorder;
import dev.relata.spi.Isolation;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.TransactionOptions;
import dev.relata.test.InMemoryStore;
import dev.relata.test.RecordingAssert;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The samples of {@code docs/getting-started.md}; the tables are made from the model. */
class GettingStartedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant SPRING = Instant.parse("2024-03-20T00:00:00Z");
    private static final Instant SUMMER = Instant.parse("2024-06-20T00:00:00Z");

    private static TestDatabase database = TestDatabase.create();
    private static R2dbcStore store = R2dbcStore.builder()
            .url(url())
            .username(database.user())
            .password(database.password())
            .build();
    private static Relata relata = relata(store);

    private Author author = new Author(null, "", "");
    private Book book = draft("9780547773742", "A Wizard of Earthsea", 183, SPRING);
    private Book other = draft("9780547851396", "The Dispossessed", 387, SUMMER);

    @BeforeAll
    static void createTables() {
        relata.schema().create().as(StepVerifier::create).verifyComplete();
    }

    @AfterAll
    static void dropDatabase() {
        store.close().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @BeforeEach
    void writeAFewRows() {
        database.execute("truncate authors, profiles, books, tags, books_tags, readers, loans restart identity");
        author = now(relata.insert(new Author(null, "Ursula K. Le Guin", "ursula@example.com")));
        book = now(relata.on(author, Author.BOOKS).create(book));
        other = now(relata.on(author, Author.BOOKS).create(other));
    }

    private static String url() {
        return "r2dbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name();
    }

    private static Book draft(String isbn, String title, int pages, Instant publishedAt) {
        return new Book(null, 0, null, isbn, title, pages, publishedAt);
    }

    private static <T> T now(Mono<T> answer) {
        T value = answer.block(PATIENCE);
        assertThat(value).as("an answer").isNotNull();
        return value;
    }

    private static <T> List<T> now(Flux<T> answers) {
        return now(answers.collectList());
    }

    private static Relata relata(R2dbcStore store) {
        // sample: front-door
        Relata relata = Relata.builder()
                .store(store)
                .model(Author.class, Profile.class, Book.class, Tag.class, Reader.class, Loan.class)
                .build();
        // end
        return relata;
    }

    @Test
    void aStoreWithAPoolOfItsOwn() {
        String url = url();
        String password = database.password();
        // sample: store
        R2dbcStore store = R2dbcStore.builder()
                .url(url) // r2dbc:postgresql://localhost:5432/library
                .username("postgres")
                .password(password)
                .maxSize(10)
                .acquireTimeout(Duration.ofSeconds(5))
                .build();
        // end
        assertThat(store.explain()).contains("at most 10 connections", "an acquire fails after 5000 ms");
        store.close().as(StepVerifier::create).verifyComplete();
    }

    @Test
    void theSchemaOfTheModel() throws IOException {
        // sample: schema
        Mono<Void> created = relata.schema().createMissing(); // in one transaction; or create()
        Mono<Void> checked = relata.schema().verify(); // an error lists what differs
        Flux<SchemaDifference> differences = relata.schema().validate(); // the same, one by one
        String migration = relata.schema().ddl(); // for a file of Flyway or Liquibase
        String text = relata.schema().diagram().mermaid(); // an erDiagram, which GitHub shows as a picture
        String picture = Svg.draw(relata.schema().diagram()); // SVG, by the module relata-diagram
        // end
        created.as(StepVerifier::create).verifyComplete();
        checked.as(StepVerifier::create).verifyComplete();
        differences.as(StepVerifier::create).verifyComplete();
        assertThat(migration.split(";\n\n?"))
                .contains(Pages.blocks("docs/getting-started.md").stream()
                        .filter(block -> block.language().equals("sql"))
                        .flatMap(block -> Stream.of(block.code().split(";\n\n?")))
                        .toArray(String[]::new));
        assertThat(Files.readString(Path.of("..", "docs", "getting-started.svg")))
                .as("docs/getting-started.svg shows the model; write Svg.draw(relata.schema().diagram()) to it")
                .isEqualTo(picture);
        assertThat(text).startsWith("erDiagram");
    }

    @Test
    void rowsByName() {
        Book draft = new Book(null, author.id() == null ? 0 : author.id(), null, "9780441478125", "x", 304, SPRING);
        // sample: rows
        Mono<Book> inserted = relata.insert(draft); // answers with the id that the database gave
        Mono<Book> found = relata.find(Book.class, 1L); // empty where there is none
        Mono<Book> renamed = found.map(it -> new Book(
                        it.id(), it.authorId(), it.editorId(), it.isbn(), "Earthsea I", it.pages(), it.publishedAt()))
                .flatMap(relata::update); // a row that is gone: RowNotFoundException
        Mono<Book> upserted = relata.upsert(draft, Book::isbn); // by a unique key
        Mono<Boolean> deleted = found.flatMap(relata::delete); // whether it was there
        // end
        assertThat(now(inserted).id()).isEqualTo(3L);
        assertThat(now(renamed).title()).isEqualTo("Earthsea I");
        assertThat(now(upserted).id()).isEqualTo(3L);
        assertThat(now(deleted)).isTrue();
    }

    @Test
    void valuesThatTheDatabaseWorksOut() {
        // sample: computed
        Mono<Long> longer = relata.from(Book.class)
                .where(Book::pages, lt(300))
                .update(set(Book::pages).plus(10)); // pages = pages + 10, whatever others write meanwhile
        Mono<Long> edited = relata.on(author, Author.BOOKS)
                .update(set(Book::editorId)
                        .toProperty(Book::authorId)
                        .and(Book::publishedAt)
                        .toNow());
        Flux<Book> own = relata.from(Book.class)
                .where(valueOf(Book::editorId).eq(Book::authorId))
                .where(valueOf(Book::pages).times(2).lt(valueOf(Book::pages).plus(300)))
                .all();
        Flux<Book> found = relata.from(Book.class)
                .where(Book::title, matches("wizards", "english"))
                .all();
        // end
        assertThat(now(longer)).isEqualTo(1L);
        assertThat(now(own)).isEmpty();
        assertThat(now(edited)).isEqualTo(2L);
        assertThat(now(own)).singleElement().satisfies(one -> {
            assertThat(one.pages()).isEqualTo(193);
            assertThat(one.publishedAt()).isAfter(SUMMER);
        });
        assertThat(now(found)).extracting(Book::id).containsExactly(book.id());
    }

    @Test
    void theManyOfAnOwner() {
        Book draft = draft("9780441478125", "The Left Hand of Darkness", 304, SUMMER);
        List<Book> drafts = List.of(draft("1", "Tehanu", 281, SUMMER), draft("2", "Lavinia", 279, SUMMER));
        // sample: one-to-many
        Mono<Book> created = relata.on(author, Author.BOOKS).create(draft); // under the author's key
        Flux<Book> many = relata.on(author, Author.BOOKS).createMany(drafts); // whole or not at all
        Flux<Book> recent = relata.on(author, Author.BOOKS)
                .where(Book::publishedAt, gte(SUMMER))
                .where(anyOf(is(Book::title, containsIgnoreCase("hand")), is(Book::pages, gt(300))))
                .orderBy(desc(Book::pages))
                .thenBy(asc(Book::title))
                .limit(10)
                .all();
        Flux<Book> keyed = relata.onKey(Author.BOOKS, 1L).all(); // without loading the author
        Flux<Book> spot =
                relata.on(author, Author.BOOKS.where(Book::pages, lt(200))).all();
        Mono<Long> updated =
                relata.on(author, Author.BOOKS).update(set(Book::pages, 0).and(Book::title, "–"));
        Mono<Book> either = relata.on(author, Author.BOOKS).getOrCreate(draft, Book::isbn);
        // end
        assertThat(now(created).authorId()).isEqualTo(1L);
        assertThat(now(many)).extracting(Book::title).containsExactly("Tehanu", "Lavinia");
        assertThat(now(recent))
                .extracting(Book::title)
                .containsExactly("The Dispossessed", "The Left Hand of Darkness");
        assertThat(now(keyed)).hasSize(5);
        assertThat(now(spot)).containsExactly(book);
        assertThat(now(either).title()).isEqualTo("The Left Hand of Darkness");
        assertThat(now(updated)).isEqualTo(5);
    }

    @Test
    void manyRowsAtOnce() {
        List<Long> done = new ArrayList<>();
        List<Book> books = List.of(book);
        Flux<Tag> tags = relata.bulk().insert(List.of(new Tag(null, "anarchy"), new Tag(null, "moon")));
        // sample: bulk
        Flux<Book> source = Flux.range(1, 10_000).map(i -> draft("bulk " + i, "Volume " + i, i, SUMMER));
        Mono<Long> imported = relata.on(author, Author.BOOKS)
                .createManyCount(source, Bulk.chunkSize(2048).onProgress(progress -> done.add(progress.done())));
        Bulk<Book> byIsbn = Bulk.defaults().onConflict(OnConflict.update(Book::isbn)); // or ignore(…)
        Mono<Long> refreshed = relata.on(author, Author.BOOKS).createManyCount(source, byIsbn);
        Flux<Book> again = relata.bulk().update(books); // no statement for each row, whole or not at all
        Mono<Long> tagged = relata.on(book, Book.TAGS).addMany(tags);
        // end
        assertThat(now(imported)).isEqualTo(10_000);
        assertThat(done).containsExactly(2048L, 4096L, 6144L, 8192L, 10_000L);
        assertThat(now(refreshed)).isEqualTo(10_000);
        assertThat(now(again)).containsExactly(book);
        assertThat(now(tagged)).isEqualTo(2);
    }

    @Test
    void theOneOfAnOwner() {
        // sample: to-one
        Mono<Author> writer = relata.on(book, Book.AUTHOR).get(); // missing: RelatedNotFoundException
        Mono<Author> editor = relata.on(book, Book.EDITOR).get(); // optional: may be empty
        Mono<Book> edited = relata.on(book, Book.EDITOR).set(author); // the updated copy, stored
        Mono<Book> cleared = edited.flatMap(it -> relata.on(it, Book.EDITOR).clear());
        Book copy = Book.EDITOR.assign(book, author); // the copy alone, nothing stored
        Mono<Profile> profile = relata.on(author, Author.PROFILE).create(new Profile(null, 0, "Writes."));
        // end
        assertThat(now(writer)).isEqualTo(author);
        editor.as(StepVerifier::create).verifyComplete();
        assertThat(now(edited)).isEqualTo(copy);
        assertThat(now(cleared)).isEqualTo(book);
        assertThat(now(profile).authorId()).isEqualTo(1L);
    }

    @Test
    void links() {
        Tag tag = now(relata.insert(new Tag(null, "fantasy")));
        Reader reader = now(relata.insert(new Reader(null, "Ged")));
        // sample: links
        Mono<Boolean> added = relata.on(book, Book.TAGS).add(tag); // whether the link is new
        Mono<Long> byId = relata.on(tag, Tag.BOOKS).addIds(1L, 2L); // how many links are new
        Flux<Tag> tags =
                relata.on(book, Book.TAGS).where(Tag::name, startsWith("f")).all();

        Mono<Boolean> lent = relata.on(reader, Reader.BORROWED).add(book, set(Loan::renewals, 0));
        Mono<Loan> renewed = relata.on(reader, Reader.BORROWED).put(book, set(Loan::renewals, 1));
        Flux<Link<Book, Loan>> often = relata.on(reader, Reader.BORROWED)
                .links() // the target and the join record
                .where(Loan::renewals, gte(1))
                .whereTarget(Book::title, endsWith("Earthsea"))
                .all();
        // end
        assertThat(now(added)).isTrue();
        assertThat(now(byId)).isEqualTo(1);
        assertThat(now(tags)).containsExactly(tag);
        assertThat(now(lent)).isTrue();
        assertThat(now(renewed).renewals()).isEqualTo(1);
        assertThat(now(often)).extracting(Link::target).containsExactly(book);
    }

    @Test
    void conditionsAcrossRelationshipsAndWhatIsComputed() {
        List<Author> authors = List.of(author);
        // sample: across
        Flux<Book> hers = relata.from(Book.class)
                .where(Book.AUTHOR, it -> it.where(Author::email, endsWith("@example.com")))
                .orderBy(asc(Book.AUTHOR, Author::name))
                .all();
        Flux<Author> withLong = relata.from(Author.class)
                .whereAny(Author.BOOKS, it -> it.where(Book::pages, gt(300))) // whereNone, whereEvery
                .all();
        Mono<Map<Author, List<Book>>> loaded = relata.load(authors, Author.BOOKS); // one statement for all authors
        Mono<Number> sum = relata.on(author, Author.BOOKS).sum(Book::pages); // count, exists, min, max, avg
        Flux<Group<Instant, Long>> perDay =
                relata.from(Book.class).group(Book::publishedAt).count();
        // end
        assertThat(now(hers)).hasSize(2);
        assertThat(now(withLong)).containsExactly(author);
        assertThat(now(loaded)).containsExactly(Map.entry(author, List.of(other, book)));
        assertThat(now(sum)).isEqualTo(570L);
        assertThat(now(perDay)).containsExactly(new Group<>(SPRING, 1L), new Group<>(SUMMER, 1L));
    }

    @Test
    void graphsAndViews() {
        Tag tag = now(relata.on(book, Book.TAGS).create(new Tag(null, "fantasy")));
        // sample: graphs
        Flux<Graph<Author>> graphs = relata.from(Author.class)
                .fetch(
                        Author.BOOKS,
                        it -> it.orderBy(desc(Book::pages)).limit(5).fetch(Book.TAGS)) // 5 for each author
                .fetch("recent", Author.BOOKS, it -> it.limit(3)) // a second view, by its own name
                .fetchCount(Author.BOOKS)
                .graphs(); // one statement for each branch of a level, whatever the numbers
        Flux<String> titles =
                graphs.flatMapIterable(it -> it.many(Author.BOOKS)).map(Book::title);

        Flux<AuthorView> views =
                relata.from(Author.class).into(AuthorView.class).iterate();

        Mono<Page<Graph<Author>>> page =
                relata.from(Author.class).fetch(Author.BOOKS).pageGraphs(20);
        Flux<ByteBuffer> json =
                Ndjson.of(graphs); // {"id":1,"name":…,"books":[{…,"tags":[…]}],"recent":[…],"booksCount":2}
        // end
        assertThat(now(page).items()).hasSize(1);
        assertThat(now(json))
                .singleElement()
                .satisfies(line -> assertThat(UTF_8.decode(line).toString())
                        .contains("\"books\":[{", "\"tags\":[{", "\"recent\":[{", "\"booksCount\":2}"));
        assertThat(now(titles)).containsExactly(other.title(), book.title());
        assertThat(now(graphs))
                .singleElement()
                .satisfies(it -> assertThat(it.many("recent", Author.BOOKS)).hasSize(2))
                .satisfies(it -> assertThat(it.count(Author.BOOKS)).isEqualTo(2));
        assertThat(now(views))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.books()).contains(new BookView(book.title(), List.of(new TagView(tag.name())))));
    }

    @Test
    void explanations() {
        // sample: explain
        Mono<Explanation> statements = relata.from(Author.class)
                .fetch(Author.BOOKS, it -> it.fetch(Book.TAGS))
                .explain(); // toString() is a tree; steps() and statements() have the parts
        Mono<Explanation> ofPage =
                relata.explain(relata.from(Book.class).orderBy(asc(Book::title)).page(20));
        Mono<Explanation> analyzed = relata.from(Author.class)
                .into(AuthorView.class)
                .explain(Explain.analyze()); // with EXPLAIN (ANALYZE, BUFFERS), rolled back
        // end
        assertThat(now(statements).toString())
                .contains(
                        "1. Author: a statement\n     SELECT",
                        "\n   2. Author.BOOKS: one statement for all rows above (AUTO: a row may have more than one)\n",
                        "$1 bigint[], Author.id of the rows above");
        assertThat(now(ofPage).statements()).hasSize(1);
        assertThat(now(analyzed).statements())
                .allSatisfy(statement -> assertThat(statement.plan()).contains("Execution Time"));
    }

    @Test
    void pagesAndStreams() {
        List<Progress> watched = new ArrayList<>();
        String saved = null;
        // sample: streams
        Mono<Page<Book>> first =
                relata.from(Book.class).orderBy(asc(Book::title)).page(1);
        Mono<Page<Book>> second = first.flatMap(page -> relata.from(Book.class)
                .orderBy(asc(Book::title))
                .page(1, page.next().orElseThrow())); // the cursor is good for the same selection only

        Flux<Book> every = relata.from(Book.class).iterate(); // any number of rows, two fetches of them in memory
        Flux<Book> watchedToo =
                relata.from(Book.class).iterate(Iteration.fetchSize(2048).onProgress(watched::add));
        Flux<String> lines = every.concatMap(
                        it -> relata.on(it, Book.AUTHOR).get().map(by -> by.name() + it.title()))
                .as(relata::transactional); // the stream and its lookups on one connection
        Flux<Book> unordered =
                relata.from(Book.class).iterate(Iteration.parallel(4)); // over four connections, in one snapshot
        Flux<Book> resumed = relata.from(Book.class)
                .iterate(Iteration.resumable(saved).onProgress(watched::add)); // goes on when a connection is lost
        Flux<ByteBuffer> file = Ndjson.of(relata.from(Book.class)); // one line of JSON for each row, buffers of 32 KiB
        Flux<ByteBuffer> response = JsonArray.of(relata.from(Book.class).orderBy(asc(Book::title)));
        Flux<ByteBuffer> table = Csv.of(relata.from(Book.class)); // with jackson-dataformat-csv
        // end
        assertThat(now(first).items()).containsExactly(book);
        assertThat(now(second).items()).containsExactly(other);
        assertThat(now(watchedToo)).containsExactlyInAnyOrder(book, other);
        assertThat(now(unordered)).containsExactlyInAnyOrder(book, other);
        assertThat(now(resumed)).containsExactlyInAnyOrder(book, other);
        assertThat(watched).hasSize(2);
        assertThat(now(lines)).hasSize(2).allMatch(line -> line.startsWith("Ursula"));
        assertThat(text(now(file)).lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(text(now(response))).startsWith("[{\"id\":").endsWith("}]");
        assertThat(text(now(table)).lines()).hasSize(3).first().asString().startsWith("id,authorId,");
    }

    private static String text(List<ByteBuffer> buffers) {
        StringBuilder text = new StringBuilder();
        buffers.forEach(buffer -> text.append(UTF_8.decode(buffer)));
        return text.toString();
    }

    @Test
    void lookupsInAPipeline() {
        // sample: batched
        Flux<String> lines = relata.from(Book.class)
                .iterate()
                .flatMap(it -> relata.on(it, Book.AUTHOR).get().map(by -> by.name() + ": " + it.title()))
                .as(relata::batched); // 256 lookups, one statement
        Flux<String> joined =
                Flux.just(book).transform(relata.batching().with(Book.AUTHOR, (it, by) -> by.name())); // any stream
        Flux<Book> planned = relata.from(Author.class)
                .prefetch(Author.BOOKS)
                .strict() // from here on a lookup that was not planned is an error
                .all()
                .concatMap(it -> relata.on(it, Author.BOOKS).all())
                .as(relata::batched);
        Flux<Book> ahead = relata.from(Author.class)
                .lookAhead() // the first lookup for an author reads for those of the same fetch that follow
                .iterate()
                .concatMap(it -> relata.on(it, Author.BOOKS).all())
                .as(relata::batched);
        // end
        assertThat(now(ahead)).hasSize(2);
        assertThat(now(lines)).hasSize(2).allMatch(line -> line.startsWith("Ursula"));
        assertThat(now(joined)).singleElement().asString().startsWith("Ursula");
        assertThat(now(planned)).hasSize(2);
    }

    @Test
    void transactions() {
        // sample: transactions
        Mono<Boolean> gone = relata.on(author, Author.BOOKS)
                .deleteAll()
                .then(relata.delete(author))
                .as(relata::transactional); // inside another one: a savepoint
        Mono<Book> careful = relata.find(Book.class, 1L)
                .flatMap(it -> relata.on(it, Book.EDITOR).set(author))
                .as(it -> relata.transactional(
                        it, TransactionOptions.isolation(Isolation.SERIALIZABLE).retry(3)));
        // end
        assertThat(now(careful).editorId()).isEqualTo(1L);
        assertThat(now(gone)).isTrue();
        assertThat(now(relata.from(Book.class).count())).isZero();
    }

    @Test
    void errorsSayWhatToDo() {
        // sample: errors
        Mono<Void> refused = relata.on(author, Author.BOOKS).clear(); // the books' key may not be null
        Mono<Author> handled = relata.on(book, Book.AUTHOR)
                .get()
                .onErrorResume(RequiredRelationshipException.class, error -> Mono.empty());
        // end
        refused.as(StepVerifier::create)
                .expectErrorMatches(error -> error.getMessage().contains("Book.authorId")
                        && error.getMessage().contains("deleteAll"))
                .verify();
        assertThat(now(handled)).isEqualTo(author);
    }

    @Test
    void aStoreInMemoryForTests() {
        // sample: in-memory
        Relata relata = Relata.builder()
                .store(InMemoryStore.create())
                .model(Author.class, Profile.class, Book.class, Tag.class, Reader.class, Loan.class)
                .build();
        // end
        Author stored = now(relata.insert(new Author(null, "a", "b")));
        assertThat(now(relata.on(stored, Author.BOOKS).create(book(stored)))).isNotNull();
        assertThat(now(relata.on(stored, Author.BOOKS).count())).isEqualTo(1L);
    }

    @Test
    void whatWasAsked() {
        // sample: recorder
        Recorder recorder = Recorder.create(); // the newest 1,000 pipelines, without any value of a row
        Relata watched = Relata.builder()
                .store(store)
                .model(Author.class, Profile.class, Book.class, Tag.class, Reader.class, Loan.class)
                .listener(recorder)
                .build();
        Mono<String> tree = recorder.record("books of authors", PipelineKind.TEST, booksOfAuthors(watched))
                .then(Mono.fromSupplier(() -> recorder.latest().orElseThrow().tree()));
        // end
        assertThat(now(tree)).startsWith("books of authors · 2 statements").contains("SELECT Author.BOOKS");
        // sample: recording-assert
        RecordingAssert.assertThat(recorder).hasStatements(2).hasBursts(2).hasNoFindings();
        // end
    }

    private static Mono<Void> booksOfAuthors(Relata relata) {
        return relata.from(Author.class)
                .all()
                .flatMap(it -> relata.on(it, Author.BOOKS).all())
                .as(relata::batched)
                .then();
    }

    private static Book book(Author author) {
        return draft("1", "of " + author.name(), 1, SPRING);
    }
}

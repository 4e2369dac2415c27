package dev.relata.test.streams;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.streams.PublisherUnderTest.Trait.NEVER_EMPTY;
import static dev.relata.test.streams.PublisherUnderTest.Trait.SINGLE;
import static dev.relata.test.streams.PublisherUnderTest.Trait.VARYING;

import dev.relata.Relata;
import dev.relata.export.Csv;
import dev.relata.export.CsvOptions;
import dev.relata.export.JsonArray;
import dev.relata.export.Ndjson;
import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.Grouping;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.spi.TransactionOptions;
import dev.relata.test.conformance.StoreUnderTest;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Letter;
import dev.relata.test.conformance.model.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The streams that every store has, each of as many elements as the rules ask for. The name of each begins with the type and the method that
 * return it; of the methods that return a {@code Mono} there is one for each way in which one is made.
 */
final class PublicStreams {

    /** Fetches of three rows, so that most streams need several. */
    private static final Iteration SMALL = Iteration.fetchSize(3);

    private final Relata relata;
    private final StoredRows rows;
    private final StoreUnderTest store;
    private final List<PublisherUnderTest> all = new ArrayList<>();

    private PublicStreams(StoreUnderTest store) {
        this.store = store;
        this.relata = store.relata();
        this.rows = new StoredRows(store);
    }

    /**
     * Stores rows and makes the publishers.
     *
     * @param store the store, which is empty
     */
    static List<PublisherUnderTest> of(StoreUnderTest store) {
        PublicStreams streams = new PublicStreams(store);
        streams.rows();
        streams.relatedRows();
        streams.otherShapes();
        streams.scopes();
        streams.transactions();
        streams.exports();
        streams.writes();
        streams.single();
        return streams.all;
    }

    /** A selection under test by a method of its: it fails where the selection is refused. */
    private void selected(String name, Function<Selection<Author>, Publisher<?>> read) {
        all.add(PublisherUnderTest.of(name, n -> read.apply(rows.authors(n)))
                .failing(() -> read.apply(rows.refused())));
    }

    private void many(String name, LongFunction<Publisher<?>> elements) {
        all.add(PublisherUnderTest.of(name, elements));
    }

    /** Zero or one. */
    private void one(String name, LongFunction<Mono<?>> element) {
        all.add(PublisherUnderTest.of(name, element).with(SINGLE));
    }

    /** Always one. */
    private void value(String name, Function<Long, Mono<?>> element) {
        all.add(PublisherUnderTest.of(name, element::apply).with(SINGLE).with(NEVER_EMPTY));
    }

    private void rows() {
        selected("Selection.all", Selection::all);
        selected("Selection.iterate", Selection::iterate);
        selected("Selection.iterate in small fetches", authors -> authors.iterate(SMALL));
        all.add(PublisherUnderTest.of(
                        "Selection.iterate in parallel",
                        n -> rows.unorderedAuthors(n).iterate(new Iteration(3, null, 3)))
                .with(VARYING)
                .failing(() -> rows.refused().iterate(Iteration.parallel(3))));
        selected("Selection.ids", Selection::ids);
        selected("Selection.values", authors -> authors.values(Author::name));
    }

    private void relatedRows() {
        selected(
                "Selection.iterate with prefetch",
                authors -> authors.prefetch(Author.BOOKS).iterate(SMALL).as(relata::batched));
        many("Selection.all of a manager", n -> rows.booksOfOne(n).all());
        many("Selection.iterate of a manager", n -> rows.booksOfOne(n).iterate(SMALL));
        many(
                "Selection.all of an owner to come",
                n -> relata.on(Mono.just(rows.editor()), Author.BOOKS).limit(n).all());
        many(
                "Selection.iterate of an owner to come",
                n -> relata.on(Mono.just(rows.editor()), Author.BOOKS).limit(n).iterate(SMALL));
        many("LinkSelection.all", n -> rows.links(n).all());
        many("LinkSelection.iterate", n -> rows.links(n).iterate(SMALL));
        many("Orphans.all", n -> relata.integrity().orphans(Letter.RATE).all().take(n));
        many(
                "Orphans.iterate",
                n -> relata.integrity().orphans(Letter.RATE).iterate().take(n));
    }

    private void otherShapes() {
        all.add(PublisherUnderTest.of(
                        "Selection.graphs",
                        n -> rows.authors(n).fetch(Author.BOOKS).graphs())
                .with(VARYING));
        all.add(PublisherUnderTest.of(
                        "Selection.iterateGraphs",
                        n -> rows.authors(n)
                                .fetch(Author.BOOKS)
                                .fetch(Author.PROFILE)
                                .iterateGraphs(SMALL))
                .with(VARYING)
                .failing(() -> rows.refused().iterateGraphs()));
        selected("ViewSelection.all", authors -> authors.into(Shown.class).all());
        selected("ViewSelection.iterate", authors -> authors.into(Shown.class).iterate(SMALL));
        selected("Grouping.count", authors -> byName(authors).count());
        selected("Grouping.countDistinct", authors -> byName(authors).countDistinct(Author::email));
        many("Grouping.sum", n -> byTitle(n).sum(Book::pages));
        many("Grouping.min", n -> byTitle(n).min(Book::pages));
        many("Grouping.max", n -> byTitle(n).max(Book::pages));
        many("Grouping.avg", n -> byTitle(n).avg(Book::pages));
        selected("Grouping.aggregate", authors -> byName(authors).aggregate(count()));
        selected("Grouping.into", authors -> byName(authors).into(Counted.class, count()));
    }

    private static Grouping<Author, String> byName(Selection<Author> authors) {
        return authors.group(Author::name).orderBy(asc(Author::name));
    }

    private Grouping<Book, String> byTitle(long number) {
        return rows.booksOfMany(number).group(Book::title).orderBy(asc(Book::title));
    }

    private void scopes() {
        selected(
                "Relata.batched",
                authors -> authors.iterate(SMALL)
                        .flatMapSequential(
                                author -> relata.on(author, Author.BOOKS).count())
                        .as(relata::batched));
        selected("Relata.batched around all", authors -> authors.all().as(relata::batched));
        selected(
                "Selection.iterate with look-ahead",
                authors -> authors.lookAhead()
                        .iterate(SMALL)
                        .concatMap(author -> relata.on(author, Author.BOOKS).count())
                        .as(relata::batched));
        many(
                "Batching.lookAhead",
                n -> relata.batching()
                        .lookAhead(Flux.fromIterable(rows.books(n)))
                        .concatMap(book -> relata.on(book, Book.AUTHOR).get())
                        .as(relata::batched));
        many("Batching.outside", n -> relata.batching().outside(rows.authors(n).iterate(SMALL)));
        many(
                "Batching.outside in a scope",
                n -> relata.batched(relata.batching().outside(rows.authors(n).iterate(SMALL))));
        many(
                "Batching.with a to-one",
                n -> rows.booksOfMany(n)
                        .iterate(SMALL)
                        .transform(relata.batching().with(Book.AUTHOR, (book, author) -> author)));
        many(
                "Batching.with a has-one",
                n -> rows.authors(n)
                        .iterate(SMALL)
                        .transform(relata.batching().with(Author.PROFILE, (author, profile) -> profile)));
        many(
                "Batching.with a to-many",
                n -> rows.authors(n).all().transform(relata.batching().with(Author.BOOKS, (author, books) -> books)));
    }

    private void transactions() {
        if (!store.capabilities().contains(Capability.TRANSACTIONS)) {
            return;
        }
        selected("Relata.transactional", authors -> authors.iterate(SMALL).as(relata::transactional));
        selected(
                "Relata.transactional with retries",
                authors -> relata.transactional(
                        authors.all(), TransactionOptions.defaults().retry(2)));
        written(
                "Relata.transactional with writes",
                n -> Flux.fromIterable(rows.notes(n)).concatMap(relata::insert).as(relata::transactional));
    }

    private void exports() {
        many("Ndjson.of values", n -> Ndjson.of(rows.authors(n).iterate(SMALL)));
        many("Ndjson.of a selection", n -> Ndjson.of(rows.longRows(n), SMALL, JsonMapper.shared()));
        all.add(PublisherUnderTest.of("Csv.of", n -> Csv.of(rows.longRows(n), SMALL, CsvOptions.defaults()))
                .with(NEVER_EMPTY));
        // The end of the array is a buffer of its own.
        all.add(PublisherUnderTest.of(
                        "JsonArray.of", n -> JsonArray.of(rows.longRows(n - 1), SMALL, JsonMapper.shared()))
                .with(NEVER_EMPTY));
    }

    private void writes() {
        written(
                "OneToManyManager.createMany",
                n -> relata.on(rows.editor(), Author.BOOKS).createMany(rows.draftsOfBooks(n)));
        written(
                "OneToManyManager.createMany of a publisher",
                n -> relata.on(rows.editor(), Author.BOOKS)
                        .createMany(Flux.defer(() -> Flux.fromIterable(rows.draftsOfBooks(n))), Bulk.chunkSize(7)));
        written("BulkWrites.insert", n -> relata.bulk().insert(rows.drafts(n)));
        many("BulkWrites.update", n -> relata.bulk().update(rows.books(n)));
        many("BulkWrites.upsert", n -> relata.bulk().upsert(rows.books(n)));
    }

    /** New rows for each subscription. */
    private void written(String name, LongFunction<Publisher<?>> write) {
        all.add(PublisherUnderTest.of(name, n -> Flux.defer(() -> write.apply(n)))
                .with(VARYING));
    }

    private void single() {
        all.add(PublisherUnderTest.of("Selection.one", n -> rows.authors(n).one())
                .failing(() -> rows.refused().one())
                .with(SINGLE));
        one("Selection.first", n -> rows.authors(n).first());
        one("Selection.max", n -> rows.authors(n).max(Author::name));
        one("Selection.firstGraph", n -> rows.authors(n).fetch(Author.BOOKS).firstGraph());
        one("ViewSelection.first", n -> rows.authors(n).into(Shown.class).first());
        value("Selection.count", n -> rows.authors(n).count());
        value("Selection.exists", n -> rows.authors(n).exists());
        value("Selection.page", n -> rows.authors(n).page(3));
        value("Selection.pageGraphs", n -> rows.authors(n).fetch(Author.BOOKS).pageGraphs(3));
        value(
                "Selection.update",
                n -> relata.from(Student.class)
                        .where(Student::name)
                        .eq("nobody")
                        .update(Assignment.set(Student::name, "somebody")));
        value(
                "Selection.deleteAll",
                n -> relata.from(Student.class)
                        .where(Student::name)
                        .eq("nobody")
                        .deleteAll());
        one("Relata.find", n -> relata.find(Book.class, n == 0 ? Long.valueOf(-1) : id(rows.book())));
        one(
                "Relata.batched find",
                n -> relata.find(Book.class, n == 0 ? Long.valueOf(-1) : id(rows.book()))
                        .as(relata::batched));
        value("Relata.load", n -> relata.load(rows.books(n), Book.AUTHOR));
        value("Relata.insert", n -> Mono.defer(() -> relata.insert(rows.draft())));
        value("Relata.update", n -> relata.update(rows.book()));
        value("Relata.upsert", n -> relata.upsert(rows.label(0)));
        value("Relata.delete", n -> relata.delete(new Student(-1L, "nobody")));
        value("ToOneManager.get", n -> relata.on(rows.book(), Book.AUTHOR).get());
        value(
                "ToOneManager.get in a scope",
                n -> relata.on(rows.book(), Book.AUTHOR).get().as(relata::batched));
        value("HasOneManager.get", n -> relata.on(rows.author(), Author.PROFILE).get());
        value(
                "ToOneManager.get of an owner to come",
                n -> relata.on(Mono.just(rows.book()), Book.AUTHOR).get());
        value("LinkManager.add", n -> relata.on(rows.book(), Book.LABELS).add(rows.label(0)));
        value("LinkManager.addMany", n -> relata.on(rows.book(), Book.LABELS).addMany(List.of(rows.label(0))));
        value("LinkSelection.count", n -> rows.links(n).count());
        if (store.capabilities().contains(Capability.TRANSACTIONS)) {
            value(
                    "Relata.transactional find",
                    n -> relata.find(Book.class, id(rows.book())).as(relata::transactional));
        }
    }

    private static Object id(Book book) {
        return Objects.requireNonNull(book.id());
    }

    /** A view. */
    record Shown(String name, long booksCount) {}

    /** A group. */
    record Counted(String name, long count) {}
}

package library;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.over;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.containsIgnoreCase;
import static dev.relata.model.Conditions.endsWith;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.isNotNull;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.json;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.matches;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Conditions.under;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Sort.through;
import static dev.relata.model.Values.valueOf;

import dev.relata.Relata;
import dev.relata.model.From;
import dev.relata.model.HasManyThrough;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.query.DeletePlan;
import dev.relata.query.Bulk;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Graph;
import dev.relata.query.Group;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.OnConflict;
import dev.relata.query.Page;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.spi.Isolation;
import dev.relata.spi.Store;
import dev.relata.spi.TransactionOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every call of the surface, as a user writes it; never run. */
final class Usage {

    private final Relata relata;

    Usage(Store store) {
        relata = Relata.builder()
                .store(store)
                .model(Author.class, Book.class, Tag.class, Person.class, Profile.class)
                .model(Student.class, Course.class, Enrollment.class, Order.class, Line.class)
                .build();
    }

    void selections(Author author, Instant lastWeek) {
        Flux<Book> recent = relata.on(author, Author.BOOKS)
                .where(Book::publishedAt, gte(lastWeek))
                .where(anyOf(is(Book::title, containsIgnoreCase("sea")), is(Book::pages, gt(300))))
                .orderBy(desc(Book::publishedAt))
                .thenBy(asc(Book::title).nullsLast())
                .limit(10)
                .all();
        Flux<Book> every = relata.on(author, Author.BOOKS).iterate();
        Mono<Long> count = relata.on(author, Author.BOOKS).count();
        Mono<Boolean> exists = relata.on(author, Author.BOOKS).exists();
        Mono<Book> first = relata.on(author, Author.LONG_READS).first();
        Mono<Book> one = relata.on(author, Author.BOOKS).one();
        Flux<Object> ids = relata.on(author, Author.BOOKS).ids();
        Mono<Page<Book>> page = relata.on(author, Author.BOOKS).page(20).flatMap(this::nextPage);
        Mono<Number> pages = relata.on(author, Author.BOOKS).sum(Book::pages);
        Mono<Integer> longest = relata.on(author, Author.BOOKS).max(Book::pages);
        Mono<Double> mean = relata.on(author, Author.BOOKS).avg(Book::pages);
        Flux<Group<Instant, Long>> byDay = relata.on(author, Author.BOOKS).group(Book::publishedAt).count();
        Flux<String> titles = relata.from(Book.class).distinct().values(Book::title);
        Flux<Book> keyed = relata.onKey(Author.BOOKS, 1L).all();
        Flux<Book> spot = relata.on(author, Author.BOOKS.where(Book::pages, lt(100))).all();
        Flux<Book> watched = relata.on(author, Author.BOOKS)
                .iterate(Iteration.fetchSize(2048).onProgress(progress -> progress.done()));
    }

    private Mono<Page<Book>> nextPage(Page<Book> page) {
        return Mono.justOrEmpty(page.next()).flatMap(cursor -> relata.from(Book.class).page(20, cursor));
    }

    void acrossRelationships(List<Author> authors, Map<String, String> notes) {
        Mono<Book> found = relata.find(Book.class, 1L);
        Mono<Order> composite = relata.find(Order.class, List.of(1L, 2L));
        Mono<Map<Author, List<Book>>> loaded = relata.load(authors, Author.BOOKS);
        Mono<Map<Author, Profile>> profiles = relata.load(authors, Author.PROFILE);
        Flux<Book> through = relata.from(Book.class)
                .where(Book.AUTHOR, author -> author.where(Author::email, endsWith("@example.com")))
                .orderBy(asc(Book.AUTHOR, Author::name))
                .iterate();
        Selection<Author> all = relata.from(Author.class);
        Flux<Author> any = all.whereAny(Author.BOOKS, book -> book.where(Book::pages, gt(900))).all();
        Flux<Author> none = all.whereNone(Author.BOOKS, book -> book.where(Book::pages, gt(900))).all();
        Flux<Author> every = all.whereEvery(Author.BOOKS, book -> book.where(Book::pages, gt(900))).all();
        Flux<Book> plain = relata.from(Book.class).where(Book::title).eq("x").where(Book::notes).eq(notes).all();
        Flux<Book> combined = relata.from(Book.class)
                .where(Book::editorId, isNull())
                .where(not(allOf(is(Book::editorId, isNotNull()), is(Book::id, in(1L, 2L)))))
                .all();
    }

    void toOne(Book book, Author other, Author author, Profile profile) {
        Mono<Author> writer = relata.on(book, Book.AUTHOR).get();
        Mono<Book> stored = relata.on(book, Book.AUTHOR).set(other);
        Mono<Book> cleared = relata.on(book, Book.EDITOR).clear();
        Book copy = Book.AUTHOR.assign(book, other);
        Mono<Profile> created = relata.on(author, Author.PROFILE).create(profile);
        Mono<Profile> read = relata.on(author, Author.PROFILE).get();
        Mono<Profile> replaced = relata.on(author, Author.PROFILE).set(profile);
        Mono<Void> gone = relata.on(author, Author.PROFILE).clear();
    }

    void toMany(Author author, Author other, Book draft, List<Book> books, Flux<Book> drafts) {
        Mono<Book> created = relata.on(author, Author.BOOKS).create(draft);
        Flux<Book> many = relata.on(author, Author.BOOKS).createMany(books);
        Flux<Book> streamed = relata.on(author, Author.BOOKS).createMany(drafts);
        Mono<Long> counted = relata.on(author, Author.BOOKS).createManyCount(drafts);
        Mono<Long> added = relata.on(author, Author.BOOKS).addMany(books);
        Mono<Long> removed = relata.on(author, Author.BOOKS).removeMany(books);
        Mono<Void> replaced = relata.on(author, Author.BOOKS).set(books);
        Mono<Long> moved = relata.on(author, Author.BOOKS).moveAll(other);
        Mono<Long> updated = relata.on(author, Author.BOOKS).update(set(Book::pages, 0).and(Book::title, "–"));
        Mono<Long> noted = relata.from(Book.class).update(set(Book::notes).to(Map.of("a", "b")));
        Mono<Long> computed = relata.from(Book.class)
                .where(valueOf(Book::pages).times(2).gt(valueOf(Book::pages).plus(Book::pages).minus(1)))
                .where(valueOf(Book::title).ne(Book::isbn))
                .where(valueOf(Book.AUTHOR, Author::name).eq(Book::title))
                .where(valueOf(Book::pages).times(Book::id).minus(1.5).gt(valueOf(Book::pages).plus(Book::id)))
                .where(not(valueOf(Book::publishedAt).lte(Instant.EPOCH)))
                .where(json(Book::notes, "colour").eq("red"))
                .where(Book::title, matches("quick fox", "english"))
                .update(set(Book::pages)
                        .plus(1)
                        .and(Book::title)
                        .toProperty(Book::isbn)
                        .and(Book::publishedAt)
                        .toNow()
                        .and(Book::notes)
                        .toDefault()
                        .and(Book::editorId)
                        .to(null)
                        .and(Book::authorId)
                        .toValue(valueOf(Book::id).plus(1L)));
        Mono<Long> deleted = relata.on(author, Author.BOOKS).where(Book::pages, lt(10)).deleteAll();
        Mono<DeletePlan> plan = relata.deletePlan(author);
        Mono<DeletePlan> plans = relata.on(author, Author.BOOKS).deletePlan();
        Mono<Author> renumbered = relata.changeId(author, 7L);
        Mono<Book> either = relata.on(author, Author.BOOKS).getOrCreate(draft, Book::isbn);
        Mono<Book> newest = relata.on(author, Author.BOOKS).updateOrCreate(draft, Book::isbn);
    }

    void links(Book book, Tag tag, Student student, Course course) {
        Mono<Boolean> added = relata.on(book, Book.TAGS).add(tag);
        Mono<Long> byId = relata.on(book, Book.TAGS).addIds(3L, 4L);
        Mono<Long> removed = relata.on(book, Book.TAGS).removeIds(3L);
        Mono<Boolean> graded = relata.on(student, Student.COURSES).add(course, set(Enrollment::grade, "A"));
        Mono<Enrollment> put = relata.on(student, Student.COURSES).put(course, set(Enrollment::grade, "B"));
        Flux<Link<Course, Enrollment>> links = relata.on(student, Student.COURSES)
                .links()
                .where(Enrollment::grade, in("A", "A+"))
                .whereTarget(Course::title, startsWith("M"))
                .all();
        ManyToMany<Tag, Book> books = Book.TAGS.inverse();
        OneToMany<Author, Book> written = Book.AUTHOR.inverse();
        ManyToOne<Book, Author> back = Author.BOOKS.inverse();
    }

    void rows(Person person, Book book, List<Book> books, Flux<Enrollment> enrollments) {
        Mono<Book> inserted = relata.insert(book);
        Mono<Book> updated = relata.update(book);
        Mono<Book> upserted = relata.upsert(book);
        Mono<Book> byKey = relata.upsert(book, Book::isbn);
        Flux<Book> many = relata.bulk().insert(books);
        Mono<Long> streamed = relata.bulk().insert(Enrollment.class, enrollments);
        Bulk<Object> watched = Bulk.chunkSize(4096).onProgress(progress -> progress.rowsPerSecond());
        Bulk<Book> byIsbn = watched.onConflict(OnConflict.update(Book::isbn));
        Flux<Book> overwritten = relata.bulk(Bulk.defaults().onConflict(OnConflict.update(Book::isbn))).insert(books);
        Flux<Book> kept = relata.bulk(Bulk.defaults().onConflict(OnConflict.ignore())).insert(books);
        Mono<Long> updates = relata.bulk(watched).update(Book.class, Flux.fromIterable(books));
        Mono<Long> upserts = relata.bulk(byIsbn).upsert(Book.class, Flux.fromIterable(books));
        Mono<Boolean> deleted = relata.on(person, Person.EDITED)
                .clear()
                .then(relata.delete(person))
                .as(relata::transactional);
        Flux<Book> careful = relata.from(Book.class)
                .iterate()
                .as(flux -> relata.transactional(
                        flux, TransactionOptions.isolation(Isolation.SERIALIZABLE).retry(3)));
    }

    void plans() {
        Flux<Graph<Author>> graphs = relata.from(Author.class)
                .fetch(Author.BOOKS, b -> b.orderBy(desc(Book::pages)).limit(5).fetch(Book.TAGS))
                .fetch("recent", Author.BOOKS, b -> b.limit(3))
                .fetch(Author.PROFILE)
                .fetchCount(Author.BOOKS)
                .graphs();
        Flux<List<Book>> many = graphs.map(graph -> graph.many("recent", Author.BOOKS));
        Flux<Optional<Profile>> one = graphs.map(graph -> graph.one(Author.PROFILE));
        Flux<List<Graph<Book>>> further = graphs.map(graph -> graph.graphs(Author.BOOKS));
        Flux<Long> counts = graphs.map(graph -> graph.count(Author.BOOKS));
        Flux<List<Link<Course, Enrollment>>> links = relata.from(Student.class)
                .fetchLinks(Student.COURSES, courses -> courses.orderBy(asc(Course::title)))
                .iterateGraphs(Iteration.fetchSize(100))
                .map(graph -> graph.links(Student.COURSES));
        Flux<Graph<Book>> joined = relata.from(Book.class)
                .fetch(Fetch.of(Book.AUTHOR).by(FetchStrategy.JOIN))
                .withoutEager()
                .graphs();
        Flux<AuthorView> views = relata.from(Author.class).into(AuthorView.class).iterate();
    }

    void groups() {
        Flux<Group<String, Number>> pages = relata.from(Book.class)
                .group(Book.AUTHOR, Author::name)
                .having(count(), gt(1L))
                .having(sum(Book::pages), gte(100))
                .having(max(Book::pages), lt(900))
                .orderBy(desc(sum(Book::pages)))
                .limit(5)
                .sum(Book::pages);
        Flux<Group<List<Object>, Long>> counts =
                relata.from(Book.class).group(Book::title).and(valueOf(Book.AUTHOR, Author::name)).count();
        Flux<TitleLength> records = relata.from(Book.class)
                .group(Book::title)
                .orderBy(asc(Book::title))
                .into(TitleLength.class, sum(valueOf(Book::pages).times(Book::pages)), count());
        Mono<Long> titles = relata.from(Book.class).countDistinct(Book::title);
        Flux<Author> busy = relata.from(Author.class)
                .whereCount(Author.BOOKS, gt(5L))
                .orderBy(desc(count(Author.BOOKS)))
                .thenBy(asc(over(Author.BOOKS, max(Book::pages))))
                .all();
        Flux<Optional<Integer>> longest = relata.from(Author.class)
                .fetchMax(Author.BOOKS, Book::pages)
                .graphs()
                .map(graph -> graph.max(Author.BOOKS, Book::pages));
    }

    record TitleLength(String title, Number pages, long books) {}
    static final HasManyThrough<Author, Tag> TAGS = hasManyThrough(() -> Author.BOOKS, () -> Book.TAGS);
    static final HasManyThrough<Person, Tag> EDITED_TAGS =
            hasManyThrough(() -> Person.EDITED, () -> Book.AUTHOR, () -> TAGS).orderBy(asc(Tag::name)).limit(3);

    record Reply(Long id, Long parentId, Long bookId) {
        static final ManyToOne<Reply, Reply> PARENT = manyToOne(Reply::parentId, Reply.class);
        static final ManyToOne<Reply, Book> BOOK = manyToOne(Reply::bookId, Book.class);
        static final OneToMany<Reply, Reply> CHILDREN = oneToMany(Reply.class, Reply::parentId)
                .orderBy(through(() -> Reply.BOOK, asc(() -> Book.AUTHOR, Author::name)));
    }

    record ReplyView(Long id, @From("book.author.name") String author) {}

    void paths(Author author, Person person, Reply root) {
        Flux<Tag> tags = relata.on(author, TAGS).where(Tag::name, startsWith("a")).all();
        Mono<Long> edited = relata.on(Mono.just(person), EDITED_TAGS).count();
        Mono<Map<Author, List<Tag>>> loaded = relata.load(List.of(author), TAGS);
        Flux<Author> tagged =
                relata.from(Author.class).whereAny(TAGS, t -> t.where(Tag::name).eq("x")).all();
        Flux<Graph<Author>> graphs = relata.from(Author.class).fetch(TAGS).fetchCount(TAGS).graphs();
        Flux<Reply> below = relata.from(Reply.class)
                .whereUnder(Reply.PARENT, root)
                .whereUnderId(Reply.CHILDREN, 1L, Recursion.toDepth(3))
                .where(not(under(() -> Reply.PARENT, root)))
                .orderBy(asc(Reply.BOOK, Book.AUTHOR, Author::name))
                .thenBy(through(Reply.PARENT, desc(Reply.BOOK, Book.AUTHOR, Author::name)).nullsLast())
                .all();
        Flux<ReplyView> views = relata.from(Reply.class).into(ReplyView.class).all();
        Flux<Graph<Student>> best = relata.from(Student.class)
                .fetchLinks(
                        Student.COURSES,
                        courses -> courses.where(Course::title, startsWith("m")),
                        links -> links.where(Enrollment::grade, lt("C")).orderBy(desc(Enrollment::grade)).limit(2))
                .graphs();
    }

    record AuthorView(Long id, String name, List<BookView> books) {}

    record BookView(String title, List<TagView> tags) {}

    record TagView(String name) {}
}
